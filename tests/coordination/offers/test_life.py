"""From a partner's offer to the receiving country's word that it came."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from coordination.offers import actions, panels, selectors
from coordination.offers.models import State, SupportOffer
from operation.audit.models import AuditEntry
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from tests.factories.knowledge import OFFER, offer_stepped, offered, seagull, under_way

As = Callable[[User], AbstractContextManager[None]]


def told(verb: str) -> int:
    return AuditEntry.objects.filter(verb=verb, target_type="coordination.SupportOffer").count()


def test_a_partner_offers_for_itself(cast: SimpleNamespace) -> None:
    offer = offered(cast.observer_unodc, value=Decimal("12500.50"))
    assert (offer.state, offer.partner.code) == (State.OFFERED, "unodc")
    assert offer.countries == ["KH", "TH"], "in the one order of the countries"
    assert told("offer_made") == 1


def test_no_partner_offers_for_another(cast: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="offers for itself"):
        offered(cast.observer_unodc, "interpol")


def test_lmlecc_logs_what_a_partner_offered(cast: SimpleNamespace) -> None:
    assert offered(cast.desk_communication, "interpol").partner.code == "interpol"
    for who in (cast.director, cast.coordinator_th, cast.desk_information):
        with pytest.raises(NotAllowed):
            offered(who, "interpol")


def test_an_agency_is_no_partner(cast: SimpleNamespace, as_: As) -> None:
    desk = principal_of(cast.desk_communication)
    agency = Organisation.objects.get(code="th-rtp") if Organisation.objects.filter(code="th-rtp").exists() else None
    whose = agency.pk if agency else cast.officer_th.organisation_id
    with pytest.raises(Refused) as wrong, as_(cast.desk_communication):
        actions.make_offer(principal=desk, operation=seagull(), partner_id=whose, draft=OFFER)
    assert set(wrong.value.error_dict) == {"partner"}


@pytest.mark.parametrize("countries", [[], ["FR"], ["TH", "FR"]])
def test_it_is_for_member_countries(cast: SimpleNamespace, countries: list[str]) -> None:
    with pytest.raises(Refused) as wrong:
        offered(cast.observer_unodc, countries=countries)
    assert set(wrong.value.error_dict) == {"countries"}


@pytest.mark.parametrize(("field", "value"), [("kind", "prayers"), ("title", ""), ("value", Decimal("1e30"))])
def test_a_wrong_value_is_refused_at_its_field(cast: SimpleNamespace, field: str, value: object) -> None:
    with pytest.raises(ValidationError) as wrong:
        offered(cast.observer_unodc, **{field: value})  # type: ignore[arg-type]
    assert set(wrong.value.error_dict) == {field}


def test_lmlecc_decides_with_words(cast: SimpleNamespace) -> None:
    offer = offered(cast.observer_unodc)
    for who in (cast.observer_unodc, cast.coordinator_th, cast.desk_information):
        with pytest.raises(NotAllowed):
            offer_stepped(who, offer, "accept")
    with pytest.raises(Refused) as wrong:
        offer_stepped(cast.director, offer, "decline", " ")
    assert set(wrong.value.error_dict) == {"words"}
    declined = offer_stepped(cast.director, offer, "decline", "there is one already")
    assert (declined.state, declined.words) == (State.DECLINED, "there is one already")
    with pytest.raises(Refused):
        offer_stepped(cast.director, declined, "accept")


def test_it_is_delivered_when_every_country_has_said_so(cast: SimpleNamespace) -> None:
    offer = under_way(cast)
    for who in (cast.coordinator_vn, cast.supervisor_th, cast.observer_unodc, cast.director):
        with pytest.raises(NotAllowed):
            offer_stepped(who, offer, "confirm")
    offer = offer_stepped(cast.coordinator_th, offer, "confirm", "all twelve attended")
    assert offer.state == State.UNDER_WAY
    with pytest.raises(Refused, match="already"):
        offer_stepped(cast.coordinator_th, offer, "confirm")
    offer = offer_stepped(cast.coordinator_kh, offer, "confirm")
    assert (offer.state, told("offer_confirmed")) == (State.DELIVERED, 2)
    assert offer.delivered_at is not None


def test_nothing_is_confirmed_before_it_is_under_way(cast: SimpleNamespace) -> None:
    offer = offer_stepped(cast.director, offered(cast.observer_unodc), "accept")
    with pytest.raises(Refused, match="not possible from there"):
        offer_stepped(cast.coordinator_th, offer, "confirm")


def test_two_at_once_is_a_conflict(cast: SimpleNamespace) -> None:
    offer = offered(cast.observer_unodc)
    offer_stepped(cast.director, offer, "accept")
    with pytest.raises(Conflict):
        offer_stepped(cast.desk_communication, offer, "decline", "too late")


def test_who_sees_which(cast: SimpleNamespace, as_: As) -> None:
    unodc, interpol = offered(cast.observer_unodc, countries=["TH"]), offered(cast.observer_interpol, countries=["KH"])
    expected = {
        "observer_unodc": {unodc}, "observer_interpol": {interpol}, "officer_th": {unodc},
        "coordinator_kh": {interpol}, "coordinator_vn": set(), "desk_supervision": {unodc, interpol},
        "dpo": set(), "admin": set(), "stranger": set(),
    }  # fmt: skip
    for name, seen in expected.items():
        who = getattr(cast, name)
        with as_(who):
            assert set(SupportOffer.objects.visible_to(principal_of(who))) == seen, name
            assert set(SupportOffer.objects.all()) == seen, f"the wall, {name}"


def test_late_is_what_was_expected_and_has_not_come(cast: SimpleNamespace, as_: As) -> None:
    offer = offered(cast.observer_unodc, due_on=date(2024, 9, 1))
    assert panels.is_late(offer)
    assert not panels.is_late(offered(cast.observer_unodc))
    declined = offer_stepped(cast.director, offer, "decline", "no")
    assert not panels.is_late(declined)
    assert [one["state"] for one in panels.life(declined)] == ["past", "now"]


def test_what_waits_for_whom(cast: SimpleNamespace, as_: As) -> None:
    offer = under_way(cast)
    director, thai = principal_of(cast.director), principal_of(cast.coordinator_th)
    with as_(cast.director):
        assert selectors.to_decide(director, seagull()) == []
    with as_(cast.coordinator_th):
        assert selectors.to_confirm(thai, seagull()) == [offer]
    offer_stepped(cast.coordinator_th, offer, "confirm")
    with as_(cast.coordinator_th):
        assert selectors.to_confirm(thai, seagull()) == []
