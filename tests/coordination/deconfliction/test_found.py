"""What two agencies log meets at once: both learn that there is a match, and nobody else anything."""

from contextlib import AbstractContextManager
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordination.deconfliction.finding import Hit, log_hits, sweep_matches
from coordination.deconfliction.models import FoundBy, MatchState
from operation.access.context import acting_as
from operation.cases.actions import amend_records
from operation.cases.deletion.actions import delete_records
from operation.cases.drafts import IdentifierDraft, RecordDraft
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.matches import EMAIL, PHONE, WALLET, holds, matches_of, sides_of
from tests.factories.records import log, log_many

OUTSIDE = ("coordinator_th", "coordinator_cn", "officer_kh", "officer_vn", "observer_unodc", "stranger", "admin", "dpo")
WITHIN = ("coordinator_kh", "supervisor_kh", "coordinator_vn", "supervisor_vn", "desk_information", "director")


NUMBERS = count(10_000_000)
"""Telephones that met nobody yet."""


def as_user(user: User) -> AbstractContextManager[None]:
    return acting_as(principal_of(user), channel="test")


def test_the_same_wallet_is_a_match_in_the_same_request(cast: SimpleNamespace) -> None:
    mine = holds(cast.officer_kh)
    assert matches_of(cast.coordinator_kh) == []
    holds(cast.officer_vn)
    [match] = matches_of(cast.coordinator_kh)
    assert (match.kinds, match.state, match.found_by) == (["wallet"], MatchState.FOUND, FoundBy.IDENTIFIER)
    assert {match.one.country_id, match.other.country_id} == {"KH", "VN"}
    assert match.reference.startswith("SG24-LM-MAT-")
    assert [one.pk for one in matches_of(cast.coordinator_vn)] == [match.pk]
    assert [side.record_id for side in sides_of(cast.coordinator_kh)] == [mine.pk]


def test_whoever_may_know_knows_and_nobody_else(cast: SimpleNamespace) -> None:
    holds(cast.officer_kh)
    holds(cast.officer_vn)
    assert [who for who in WITHIN if len(matches_of(getattr(cast, who))) != 1] == []
    assert [who for who in OUTSIDE if matches_of(getattr(cast, who))] == []
    assert [who for who in (*OUTSIDE, "desk_information", "director") if sides_of(getattr(cast, who))] == []


def test_several_kinds_are_one_match(cast: SimpleNamespace) -> None:
    holds(cast.officer_kh, WALLET, PHONE)
    holds(cast.officer_vn, PHONE, WALLET, EMAIL)
    [match] = matches_of(cast.coordinator_vn)
    assert match.kinds == ["phone", "wallet"]


def test_types_meet_each_other(cast: SimpleNamespace) -> None:
    """A wallet of a suspect here, a seized one there."""
    holds(cast.officer_kh)
    holds(cast.officer_vn, slug="seized-assets")
    assert len(matches_of(cast.coordinator_kh)) == 1


def test_the_own_agencys_records_do_not_match(cast: SimpleNamespace) -> None:
    holds(cast.officer_kh)
    holds(cast.supervisor_kh)
    assert matches_of(cast.coordinator_kh) == []


@pytest.mark.parametrize("text", ["1", "none", "-"])
def test_what_says_nothing_matches_nothing(cast: SimpleNamespace, text: str) -> None:
    holds(cast.officer_kh, IdentifierDraft("document", text))
    holds(cast.officer_vn, IdentifierDraft("document", text))
    assert matches_of(cast.coordinator_kh) == []


def test_case_numbers_are_an_agencys_own(cast: SimpleNamespace) -> None:
    holds(cast.officer_kh, IdentifierDraft("case", "2024/000123"))
    holds(cast.officer_vn, IdentifierDraft("case", "2024/000123"))
    assert matches_of(cast.coordinator_kh) == []


def test_an_identifier_that_is_added_later_meets_too(cast: SimpleNamespace) -> None:
    holds(cast.officer_kh, PHONE)
    record = holds(cast.officer_vn, WALLET)
    add(cast.officer_vn, record, WALLET, PHONE)
    assert [match.kinds for match in matches_of(cast.coordinator_kh)] == [["phone"]]


def test_what_is_known_is_not_found_again(cast: SimpleNamespace) -> None:
    holds(cast.officer_kh)
    record = holds(cast.officer_vn)
    [before] = matches_of(cast.coordinator_vn)
    with as_user(cast.officer_vn):
        amend_records(
            principal=principal_of(cast.officer_vn),
            records=[record],
            drafts=[RecordDraft({"place_name": "elsewhere"})],
            versions=[1],
        )
    sweep_matches()
    [after] = matches_of(cast.coordinator_vn)
    assert (after.pk, after.version) == (before.pk, before.version)


def test_the_sweep_finds_what_a_save_could_not(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    holds(cast.officer_kh)
    with monkeypatch.context() as cut_off:
        cut_off.setattr("coordination.deconfliction.subscriptions.meet_records", lambda *_given: None)
        holds(cast.officer_vn)
    assert matches_of(cast.coordinator_vn) == []
    sweep_matches()
    assert len(matches_of(cast.coordinator_vn)) == 1


def test_many_records_meet_in_one_statement(cast: SimpleNamespace) -> None:
    counts = []
    for many in (2, 40):
        with as_user(cast.officer_vn), CaptureQueriesContext(connection) as captured:
            log_many("suspects", cast.officer_vn, many, identifiers=(EMAIL,))
        counts.append(sum("coordination_meet" in query["sql"] for query in captured))
    assert counts == [1, 1]


def test_a_deleted_record_is_met_by_nobody(cast: SimpleNamespace) -> None:
    mine = holds(cast.officer_kh)
    with as_user(cast.officer_kh):
        delete_records(principal=principal_of(cast.officer_kh), records=[mine], reason="a mistake")
    holds(cast.officer_vn)
    assert matches_of(cast.coordinator_vn) == []


def test_names_use_the_same_entry(cast: SimpleNamespace) -> None:
    mine, theirs = holds(cast.officer_kh, PHONE), holds(cast.officer_vn, WALLET)
    hits = [Hit("SUS", mine.pk, "SUS", theirs.pk, "name"), Hit("SUS", mine.pk, "SUS", theirs.pk, "born")]
    with as_user(cast.officer_kh):
        log_hits(hits, FoundBy.NAME)
        log_hits(hits, FoundBy.NAME)
    [match] = matches_of(cast.coordinator_vn)
    assert (match.kinds, match.found_by) == (["born", "name"], FoundBy.NAME)


def test_nobody_logs_hits_of_records_that_are_not_his(cast: SimpleNamespace) -> None:
    mine, theirs = holds(cast.officer_kh, PHONE), holds(cast.officer_vn, WALLET)
    with as_user(cast.officer_th):
        log_hits([Hit("SUS", mine.pk, "SUS", theirs.pk, "name")])
    with as_user(cast.stranger):
        log_hits([Hit("SUS", mine.pk, "SUS", theirs.pk, "name")])
    assert matches_of(cast.coordinator_vn) == []


MARKS = st.sampled_from(["clear", "green", "amber", "amber_strict", "red"])
CODES = st.sampled_from(["H0", "H1", "H2", "H3"])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mine=st.tuples(MARKS, CODES, st.booleans()), theirs=st.tuples(MARKS, CODES, st.booleans()))
def test_a_guarded_side_is_known_to_its_coordinator_alone(
    cast: SimpleNamespace, mine: tuple[str, str, bool], theirs: tuple[str, str, bool]
) -> None:
    """Whatever the marks: the other side knows of a match only where this one is open, and outsiders never do."""
    phone = IdentifierDraft("phone", f"+84 9{next(NUMBERS):08}")
    before = {who: {m.pk for m in matches_of(getattr(cast, who))} for who in (*WITHIN, *OUTSIDE)}
    hidden = {who: {side.pk for side in sides_of(getattr(cast, who))} for who in WITHIN}
    marked(cast.officer_kh, phone, mine)
    marked(cast.officer_vn, phone, theirs)
    new = {who: len({m.pk for m in matches_of(getattr(cast, who))} - before[who]) for who in (*WITHIN, *OUTSIDE)}
    told = {who: len({side.pk for side in sides_of(getattr(cast, who))} - hidden[who]) for who in WITHIN}
    guards_kh, guards_vn = guards(mine), guards(theirs)
    both = int(not guards_kh and not guards_vn)
    assert new["coordinator_kh"] == int(not guards_vn)
    assert new["coordinator_vn"] == int(not guards_kh)
    assert told["coordinator_kh"] == int(guards_kh or not guards_vn)
    assert told["coordinator_vn"] == int(guards_vn or not guards_kh)
    assert [new[who] for who in ("supervisor_kh", "supervisor_vn", "desk_information", "director")] == [both] * 4
    assert [who for who in OUTSIDE if new[who]] == []


def guards(marks: tuple[str, str, bool]) -> bool:
    tlp, code, is_marked = marks
    return tlp == "red" or code in ("H2", "H3") or is_marked


def marked(user: User, phone: IdentifierDraft, marks: tuple[str, str, bool]) -> None:
    tlp, code, is_marked = marks
    draft = IdentifierDraft(phone.kind, phone.text, tlp="amber_strict" if is_marked else "")
    words = {"handling_text": "ask first"} if code == "H3" else {}
    holds(user, draft, tlp=tlp, handling_code=code, **words)


def add(user: User, record: Any, *identifiers: IdentifierDraft) -> None:
    with as_user(user):
        amend_records(
            principal=principal_of(user),
            records=[record],
            drafts=[RecordDraft({}, (), identifiers)],
            versions=[record.version],
        )


def test_a_victims_appeal_is_guarded_whatever_its_marks(cast: SimpleNamespace) -> None:
    holds(cast.officer_kh, PHONE, slug="rescue-appeals")
    holds(cast.officer_vn, PHONE)
    assert matches_of(cast.coordinator_vn) == []
    assert len(matches_of(cast.coordinator_kh)) == 1


def test_a_marked_number_stays_unsaid_beside_an_open_one(cast: SimpleNamespace) -> None:
    wallet = IdentifierDraft(WALLET.kind, WALLET.text, tlp="red")
    holds(cast.officer_kh, PHONE, wallet)
    holds(cast.officer_vn, PHONE, WALLET)
    assert [match.kinds for match in matches_of(cast.coordinator_vn)] == [["phone"]]
    assert [side.kept for side in sides_of(cast.coordinator_kh)] == [["wallet"]]
    assert [side.kept for side in sides_of(cast.coordinator_vn)] == [[]]


def test_an_open_number_tells_what_a_marked_one_did_not(cast: SimpleNamespace) -> None:
    record = holds(cast.officer_kh, IdentifierDraft(WALLET.kind, WALLET.text, tlp="red"))
    holds(cast.officer_vn, PHONE, WALLET)
    assert matches_of(cast.coordinator_vn) == []
    add(cast.officer_kh, record, IdentifierDraft(WALLET.kind, WALLET.text, tlp="red"), PHONE)
    assert [match.kinds for match in matches_of(cast.coordinator_vn)] == [["phone"]]


def test_log_is_used_by_all(cast: SimpleNamespace) -> None:
    """Records without identifiers cost no question."""
    with as_user(cast.officer_vn), CaptureQueriesContext(connection) as captured:
        log("border-activities", cast.officer_vn)
    assert not any("coordination_meet" in query["sql"] for query in captured)
