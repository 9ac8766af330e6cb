"""Danger to life skips every queue: the country and LMLECC are told in the same minute, without a name."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from coordination.requests.calls import take_call
from coordination.requests.desk import calls_to_take
from coordination.requests.models import DangerCall
from operation.access.handling import TLP, HandlingCode
from operation.audit.models import AuditEntry
from operation.cases.actions import amend_records
from operation.cases.deletion.actions import delete_records, restore_records
from operation.cases.drafts import RecordDraft
from operation.cases.marking import Marking
from operation.cases.sharing import regrade_records
from operation.kernel import clock
from operation.kernel.errors import NotAllowed, Refused
from operation.kernel.models import new_id
from operation.people.desk import desk_of
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, log_many, step
from tests.factories.requests import at

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
SLUG = "rescue-appeals"
PAGE = "/exchange/danger/"
DANGER: dict[str, Any] = {"danger_to_life": True, "place_country": "KH", "held_at": "a secret place"}


def appeal(by: User, as_: As, **given: Any) -> Any:
    with as_(by):
        return log(SLUG, by, **(DANGER | given))


def calls(user: User, as_: As) -> list[DangerCall]:
    with as_(user):
        return list(DangerCall.objects.visible_to(principal_of(user)))


def lines(user: User, as_: As) -> list[Any]:
    with as_(user):
        return list(calls_to_take(principal_of(user)))


def test_it_is_on_both_desks_in_the_same_minute(cast: SimpleNamespace, as_: As) -> None:
    with clock.at(at("2024-09-20 10:00")):
        given = appeal(cast.officer_th, as_)
        for who in (cast.officer_kh, cast.coordinator_kh, cast.protection_kh, cast.desk_investigation, cast.director):
            with as_(who):
                groups = desk_of(principal_of(who)).groups
            assert groups[0]["title"] == "At once"
            [item] = groups[0]["items"]
            assert given.reference in item["title"]
    for other in (cast.officer_vn, cast.officer_th, cast.officer_la2, cast.observer_unodc, cast.dpo):
        assert lines(other, as_) == []


def test_nothing_of_the_appeal_is_told_but_where_and_since_when(
    cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    given = appeal(cast.officer_th, as_, narrative="a secret story", contact="a secret number")
    client = client_of(cast.coordinator_kh)
    for page in (PAGE, "/desk/"):
        text = client.get(page).content.decode()
        assert given.reference in text
        assert "secret" not in text
    assert client.get(f"/records/{SLUG}/{given.pk}/").status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        {"danger_to_life": False},
        {"tlp": "red"},
        {"handling_code": "H2"},
        {"handling_code": "H3", "handling_text": "ask first"},
    ],
)
def test_what_is_not_told(cast: SimpleNamespace, as_: As, given: dict[str, Any]) -> None:
    with as_(cast.officer_th):
        log(SLUG, cast.officer_th, **(DANGER | given))
        assert not DangerCall.objects.exists()


@pytest.mark.parametrize("where", ["", "US", "TH"])
def test_where_no_other_member_can_act_lmlecc_is_told(cast: SimpleNamespace, as_: As, where: str) -> None:
    appeal(cast.officer_th, as_, place_country=where)
    [call] = calls(cast.director, as_)
    assert call.recipient_id is None
    assert call.country_id == (where if where == "TH" else None)
    assert len(lines(cast.desk_communication, as_)) == 1
    assert calls(cast.officer_kh, as_) == []


def test_of_two_agencies_the_lead_is_told(cast: SimpleNamespace, as_: As) -> None:
    appeal(cast.officer_th, as_, place_country="LA")
    assert len(lines(cast.officer_la, as_)) == 1
    assert lines(cast.officer_la2, as_) == []


def amended(record: Any, by: User, as_: As, **values: Any) -> None:
    with as_(by):
        fresh = type(record).objects.get(pk=record.pk)
        draft = RecordDraft(values)
        amend_records(principal=principal_of(by), records=[fresh], drafts=[draft], versions=[fresh.version])


def test_it_follows_the_appeal(cast: SimpleNamespace, as_: As) -> None:
    given = appeal(cast.officer_th, as_, danger_to_life=False)
    assert calls(cast.director, as_) == []
    amended(given, cast.officer_th, as_, danger_to_life=True)
    assert len(lines(cast.officer_kh, as_)) == 1
    amended(given, cast.officer_th, as_, place_country="MM")
    assert lines(cast.officer_kh, as_) == []
    assert len(lines(cast.officer_mm, as_)) == 1
    amended(given, cast.officer_th, as_, danger_to_life=False)
    assert lines(cast.officer_mm, as_) == lines(cast.director, as_) == []
    assert all(call.ended_at for call in calls(cast.director, as_))
    amended(given, cast.officer_th, as_, danger_to_life=True)
    assert len(lines(cast.officer_mm, as_)) == 1


def test_it_ends_with_the_rescue_with_a_stricter_mark_and_with_the_record(cast: SimpleNamespace, as_: As) -> None:
    rescued, marked, deleted = (appeal(cast.coordinator_th, as_) for _each in range(3))
    principal = principal_of(cast.coordinator_th)
    assert len(lines(cast.officer_kh, as_)) == 3
    with as_(cast.coordinator_th):
        step(rescued, "rescue", cast.coordinator_th, on=clock.today())
        strict = Marking(TLP.AMBER, HandlingCode.H2)
        regrade_records(principal=principal, records=[marked], versions=[1], marking=strict, reason="a source")
        delete_records(principal=principal, records=[deleted], reason="logged twice")
    assert lines(cast.officer_kh, as_) == []
    with as_(cast.coordinator_th):
        restore_records(principal=principal, records=[deleted])
    assert len(lines(cast.officer_kh, as_)) == 1


def test_the_first_who_takes_it_has_it(cast: SimpleNamespace, as_: As) -> None:
    appeal(cast.officer_th, as_)
    [call] = calls(cast.officer_kh, as_)
    with as_(cast.officer_kh):
        take_call(principal=principal_of(cast.officer_kh), call=call)
    assert lines(cast.coordinator_kh, as_) == lines(cast.director, as_) == []
    with as_(cast.director), pytest.raises(Refused, match="has taken it already"):
        take_call(principal=principal_of(cast.director), call=call)
    assert AuditEntry.objects.filter(verb="took call", target_id=call.pk).count() == 1


def test_what_has_ended_is_not_taken(cast: SimpleNamespace, as_: As) -> None:
    given = appeal(cast.officer_th, as_)
    [call] = calls(cast.director, as_)
    amended(given, cast.officer_th, as_, danger_to_life=False)
    with as_(cast.director), pytest.raises(Refused, match="has ended"):
        take_call(principal=principal_of(cast.director), call=call)


def test_a_call_that_is_gone_has_ended(cast: SimpleNamespace, as_: As) -> None:
    appeal(cast.officer_th, as_)
    [call] = calls(cast.director, as_)
    call.pk = new_id()
    with as_(cast.director), pytest.raises(Refused, match="has ended"):
        take_call(principal=principal_of(cast.director), call=call)


def test_who_reported_it_does_not_take_it(cast: SimpleNamespace, as_: As) -> None:
    appeal(cast.officer_th, as_)
    [call] = calls(cast.officer_th, as_)
    with as_(cast.officer_th), pytest.raises(NotAllowed, match="You reported this"):
        take_call(principal=principal_of(cast.officer_th), call=call)


def test_it_is_taken_on_its_page(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    given = appeal(cast.officer_th, as_)
    [call] = calls(cast.director, as_)
    client = client_of(cast.desk_investigation)
    assert "nobody has taken it" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}{call.pk}/take/")["Location"] == PAGE
    text = client.get(PAGE).content.decode()
    assert "You have taken it." in text
    assert given.reference in text
    assert client_of(cast.coordinator_kh).post(f"{PAGE}{call.pk}/take/").status_code == 302
    assert client_of(cast.coordinator_vn).post(f"{PAGE}{call.pk}/take/").status_code == 404


def test_many_at_once_are_told_set_wise(cast: SimpleNamespace, as_: As, django_assert_max_num_queries: Any) -> None:
    with as_(cast.officer_th), django_assert_max_num_queries(40):
        log_many(SLUG, cast.officer_th, 30, danger_to_life=True, place_country="KH")
    assert len(lines(cast.officer_kh, as_)) == 30
    assert AuditEntry.objects.filter(verb="called for help").count() == 30
