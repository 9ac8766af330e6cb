"""«Do you know this number?»: answered with countries that may say yes, limited, logged; what is guarded is silent."""

from contextlib import AbstractContextManager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from coordination.deconfliction import probing
from coordination.deconfliction.models import Probe, ProbeHit
from coordination.deconfliction.probing import Question, ask, note_probes
from operation.access.context import acting_as
from operation.audit.models import AuditEntry
from operation.kernel.errors import NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.access.canaries import steady, text_of
from tests.factories.matches import PHONE, WALLET, holds, matches_of

QUESTION = Question("wallet", WALLET.text, reason="seen in a chat")
ADDRESS = "/exchange/matches/ask/"


def as_user(user: User) -> AbstractContextManager[None]:
    return acting_as(principal_of(user), channel="test")


def put(user: User, question: Question = QUESTION) -> Probe:
    with as_user(user):
        return ask(principal=principal_of(user), question=question)


def hits_of(user: User) -> list[ProbeHit]:
    with as_user(user):
        return list(ProbeHit.objects.visible_to(principal_of(user)))


def test_a_hit_names_the_country_and_nothing_else(cast: SimpleNamespace) -> None:
    record = holds(cast.officer_vn)
    probe = put(cast.coordinator_kh)
    assert probe.hits == [cast.officer_vn.organisation_id]
    [hit] = hits_of(cast.coordinator_vn)
    assert (hit.record_id, hit.asker_id, hit.guarded) == (record.pk, cast.coordinator_kh.organisation_id, False)
    assert hits_of(cast.coordinator_kh) == []
    assert matches_of(cast.coordinator_kh) == []


@pytest.mark.parametrize(
    "values", [{"handling_code": "H2"}, {"tlp": "red"}, {"handling_code": "H3", "handling_text": "x"}]
)
def test_a_guarded_record_is_silent_and_its_coordinator_told(cast: SimpleNamespace, values: dict[str, str]) -> None:
    holds(cast.officer_vn, WALLET, **values)
    assert put(cast.coordinator_kh).hits == []
    assert [hit.guarded for hit in hits_of(cast.coordinator_vn)] == [True]
    assert hits_of(cast.supervisor_vn) == []


def test_the_own_records_are_no_hit(cast: SimpleNamespace) -> None:
    holds(cast.officer_kh)
    assert put(cast.coordinator_kh).hits == []


def test_a_guarded_hit_is_answered_byte_by_byte_as_none(cast: SimpleNamespace, client_of: Any) -> None:
    """Two countries ask for the same: one before there was a record, one after, each for the first time."""
    body = {"kind": "wallet", "text": WALLET.text, "reason": "seen in a chat"}
    client = client_of(cast.coordinator_kh)
    without = answer_to(client.post(ADDRESS, body))
    holds(cast.officer_vn, WALLET, handling_code="H2")
    guarded = answer_to(client.post(ADDRESS, body))
    assert "No hit" in without
    assert guarded == without
    holds(cast.officer_vn, WALLET)
    assert answer_to(client.post(ADDRESS, body)) != without


def answer_to(answer: Any) -> str:
    """The page up to the list of one's own questions, which is one longer each time."""
    return steady(text_of(answer)).split("What your agency asked")[0]


@pytest.mark.parametrize("who", ["officer_kh", "supervisor_kh", "desk_information", "director", "stranger"])
def test_only_coordinators_ask(cast: SimpleNamespace, who: str) -> None:
    with pytest.raises(NotAllowed):
        put(getattr(cast, who))


@pytest.mark.parametrize(
    ("question", "field"),
    [
        (Question("wallet", WALLET.text, reason=" "), "reason"),
        (Question("wallet", "abc", reason="x"), "text"),
        (Question("case", "2024/00012", reason="x"), "kind"),
        (Question("colour", "blue blue", reason="x"), "kind"),
        (Question("phone", "09\x00123456", reason="x"), "text"),
    ],
)
def test_what_cannot_be_asked_is_refused(cast: SimpleNamespace, question: Question, field: str) -> None:
    with pytest.raises(Refused) as refused:
        put(cast.coordinator_kh, question)
    assert set(refused.value.error_dict) == {field}


def test_a_number_is_read_as_that_of_its_country(cast: SimpleNamespace) -> None:
    holds(cast.officer_vn, PHONE)
    assert put(cast.coordinator_kh, Question("phone", "0912345678", "VN", "x")).hits != []
    assert put(cast.coordinator_kh, Question("phone", "0912345678", "", "x")).hits == []


def test_a_person_is_limited_by_the_hour(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probing, "OF_A_PERSON", 2)
    put(cast.coordinator_kh)
    put(cast.coordinator_kh)
    with pytest.raises(Refused, match="last hour"):
        put(cast.coordinator_kh)
    with as_user(cast.coordinator_kh):
        Probe.objects.update(asked_at=timezone.now() - timedelta(minutes=61))
    put(cast.coordinator_kh)


def test_an_agency_is_limited_by_the_day(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probing, "OF_AN_AGENCY", 2)
    put(cast.coordinator_kh)
    put(cast.coordinator_kh)
    with pytest.raises(Refused, match="today"):
        put(cast.coordinator_kh)
    put(cast.coordinator_vn)


def test_every_question_is_in_the_trail_without_the_number(cast: SimpleNamespace) -> None:
    put(cast.coordinator_kh)
    [entry] = AuditEntry.objects.filter(verb="asked for number")
    assert entry.details == {"kind": "wallet", "reason": "seen in a chat"}
    assert entry.actor_id == cast.coordinator_kh.pk


def test_what_was_asked_is_the_agencys_own(cast: SimpleNamespace) -> None:
    put(cast.coordinator_kh)
    for who in ("coordinator_vn", "desk_information", "officer_kh", "observer_unodc"):
        user = getattr(cast, who)
        with as_user(user):
            assert list(Probe.objects.all()) == [], who
    with as_user(cast.supervisor_kh):
        assert Probe.objects.visible_to(principal_of(cast.supervisor_kh)).count() == 1


def test_a_noted_question_leaves_the_desk(cast: SimpleNamespace) -> None:
    holds(cast.officer_vn)
    put(cast.coordinator_kh)
    with as_user(cast.coordinator_vn):
        assert note_probes(principal=principal_of(cast.coordinator_vn)) == 1
        assert note_probes(principal=principal_of(cast.coordinator_vn)) == 0
