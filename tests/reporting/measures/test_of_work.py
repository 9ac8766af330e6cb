"""Matches, transfers, actions, inspections, returns and lessons: counted as they stood, each by its rule."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from coordination.deconfliction.concluding import agree_outcome, propose_outcome
from coordination.deconfliction.models import Match
from operation.access.context import acting_as
from operation.cases.drafts import IdentifierDraft
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import OperationalAction
from operation.plan.progress.actions import ActionDraft, amend_action, drop_action
from reporting.returns.actions import reopen_returns, verify_returns
from tests.factories import knowledge, removals, supervision
from tests.factories.matches import holds, match_between
from tests.factories.returns import drafted, noon, submitted
from tests.factories.returns import verified as verify
from tests.reporting.measures.reading import read, told

As = Callable[[User], AbstractContextManager[None]]
DAY = date(2024, 9, 10)
WEEK = "2024-09-10"
"""Its return is due on 18 September, 18:00 in Kunming, and to be verified by the 25th."""


# ---- D01


def concluded(match: Match, by: User, other: User, outcome: str = "joint") -> None:
    """Proposed by one side, agreed by the other."""
    for user, act in ((by, propose_outcome), (other, agree_outcome)):
        principal = principal_of(user)
        with acting_as(principal, channel="test"):
            now = Match.objects.get(pk=match.pk)
            given = {"outcome": outcome, "words": ""} if act is propose_outcome else {}
            act(principal=principal, match=now, version=now.version, **given)


def test_a_match_is_counted_for_both_and_once_in_all(cast: SimpleNamespace) -> None:
    with clock.at(noon("2024-09-10")):
        one = match_between(cast.coordinator_th, cast.coordinator_kh, IdentifierDraft("phone", "+85512345678"))
        match_between(cast.coordinator_th, cast.coordinator_vn, IdentifierDraft("phone", "+84912345678"))
    with clock.at(noon("2024-09-14")):
        concluded(one, cast.coordinator_th, cast.coordinator_kh)
    found = read(cast.director, "D01", "2024-09-30")
    assert told(found.of("TH"), "found", "resolved", "days") == (2, 1, 4)
    assert told(found.of("VN"), "found", "resolved", "days") == (1, 0, None)
    assert told(found.total, "found", "resolved", "share", "days") == (2, 1, 50, 4)
    assert told(read(cast.director, "D01", "2024-09-12").total, "found", "resolved") == (2, 0)
    assert told(read(cast.director, "D01", "2024-09-09").total, "found", "resolved") == (None, None)


def test_every_desk_counts_matches_and_only_some_are_led_to_them(cast: SimpleNamespace) -> None:
    """A report is the same whichever desk builds it; who is told of no match is not told of one here."""
    match = match_between(cast.coordinator_th, cast.coordinator_kh)
    for reader in ("director", "desk_supervision", "desk_communication", "desk_investigation"):
        found = read(getattr(cast, reader), "D01")
        assert told(found.total, "found") == 1
        leads = reader == "director"
        assert [(item.what, bool(item.url)) for item in found.items] == [(match.reference if leads else "", leads)]


def test_an_officer_does_not_count_matches_of_which_he_is_told_nothing(cast: SimpleNamespace) -> None:
    match_between(cast.coordinator_th, cast.coordinator_kh)
    assert not read(cast.officer_th, "D01").countries
    assert told(read(cast.coordinator_th, "D01").of("TH"), "found") == 1
    assert told(read(cast.coordinator_vn, "D01").of("VN"), "found") is None


def test_a_match_that_a_side_guards_is_not_counted(cast: SimpleNamespace) -> None:
    holds(cast.coordinator_th, handling_code="H2")
    holds(cast.coordinator_kh)
    assert told(read(cast.director, "D01").total, "found") is None
    assert told(read(cast.coordinator_th, "D01").of("TH"), "found") is None


# ---- F02


def test_transfers_have_their_days_and_their_pathway(cast: SimpleNamespace) -> None:
    with clock.at(noon("2024-10-20")):
        removals.received(cast, persons=2, missing=1)
    found = read(cast.director, "F02", "2024-10-20")
    assert told(found.of("VN"), "received", "days", "extradition", "deportation") == (1, 15, 1, 0)
    assert told(found.of("KH"), "received") is None
    assert told(found.total, "received", "days") == (1, 15)
    assert told(read(cast.director, "F02", "2024-10-15").total, "received") is None


# ---- M01


def test_actions_against_the_plan(cast: SimpleNamespace) -> None:
    done = supervision.action_of(cast, DAY, "TH", title="Done")
    supervision.told(cast.supervisor_th, done, DAY, "done")
    late = supervision.action_of(cast, DAY, "TH", title="Late")
    supervision.told(cast.supervisor_th, late, DAY + timedelta(days=5), "done")
    supervision.action_of(cast, DAY, "KH", title="Open")
    supervision.action_of(cast, date(2024, 12, 1), "KH", title="Later")
    columns = ("planned", "due", "done", "on_time", "share", "time_share")
    found = read(cast.director, "M01", "2024-09-30")
    before = read(cast.director, "M01", "2024-09-08")
    assert told(found.of("TH"), *columns) == (2, 2, 2, 1, 100, 50)
    assert told(found.of("KH"), "due", "done", "share") == (1, 0, 0)
    assert told(read(cast.director, "M01", "2024-09-11").of("TH"), *columns) == (2, 2, 1, 1, 50, 50)
    assert told(before.of("TH"), "due") is None, "the action was put into the plan on the day before it was due"
    assert found.total == read(cast.officer_vn, "M01", "2024-09-30").total, "the plan is open to all members"


def test_a_day_that_was_moved_counts_from_the_day_on_which_it_was_moved(cast: SimpleNamespace) -> None:
    action = supervision.action_of(cast, DAY, "TH")
    desk = principal_of(cast.desk_supervision)
    with clock.at(noon("2024-09-20")), acting_as(desk, channel="test"):
        now = OperationalAction.objects.get(pk=action.pk)
        draft = ActionDraft(now.title, supervision.country("TH"), date(2024, 10, 20))
        amend_action(principal=desk, action=now, draft=draft, reason="The bank asked for time", version=now.version)
    assert told(read(cast.director, "M01", "2024-09-15").of("TH"), "due") == 1
    assert told(read(cast.director, "M01", "2024-09-25").of("TH"), "due") == 0
    with clock.at(noon("2024-10-01")), acting_as(desk, channel="test"):
        now = OperationalAction.objects.get(pk=action.pk)
        drop_action(principal=desk, action=now, reason="Not needed", version=now.version)
    assert told(read(cast.director, "M01", "2024-09-25").of("TH"), "planned") == 1
    assert told(read(cast.director, "M01", "2024-10-02").of("TH"), "planned") is None


# ---- M02


def test_visits_and_what_became_of_their_recommendations(cast: SimpleNamespace) -> None:
    _visit, advice = supervision.reported_visit(cast, DAY)
    supervision.advise(cast.coordinator_th, advice, "accept", on=date(2024, 9, 20))
    supervision.advise(cast.coordinator_th, advice, "implement", "Notes are kept", on=date(2024, 9, 25))
    supervision.advise(cast.desk_supervision, advice, "verify", on=date(2024, 9, 28))
    columns = ("visits", "recommended", "closed", "share")
    at = {day: told(read(cast.director, "M02", f"2024-09-{day}").of("TH"), *columns) for day in (10, 12, 14, 26, 30)}
    assert at == {
        10: (None,) * 4,
        12: (1, 0, 0, None),
        14: (1, 1, 0, 0),
        26: (1, 1, 0, 0),
        30: (1, 1, 1, 100),
    }
    assert told(read(cast.officer_th, "M02", "2024-09-30").of("TH"), *columns) == at[30]
    assert read(cast.officer_kh, "M02", "2024-09-30").of("TH") is None
    assert not read(cast.officer_kh, "M02", "2024-09-30").items


def test_what_lmlecc_has_not_reported_is_no_recommendation_yet(cast: SimpleNamespace) -> None:
    supervision.made_visit(cast, DAY)
    assert told(read(cast.director, "M02", "2024-09-30").of("TH"), "visits", "recommended") == (1, 0)


# ---- M03


@pytest.mark.parametrize(
    ("submitted_on", "verified_on", "day", "expected"),
    [
        (None, None, "2024-09-17", (5, 0, 0)),
        (None, None, "2024-09-18", (6, 0, 0)),
        ("2024-09-17", None, "2024-09-30", (7, 1, 0)),
        ("2024-09-17", "2024-09-24", "2024-09-30", (7, 1, 1)),
        ("2024-09-17", "2024-09-24", "2024-09-20", (6, 1, 0)),
        ("2024-09-17", "2024-09-27", "2024-09-30", (7, 1, 0)),
        ("2024-09-20", "2024-09-24", "2024-09-30", (7, 0, 0)),
    ],
)
def test_returns_in_time(
    cast: SimpleNamespace,
    submitted_on: str | None,
    verified_on: str | None,
    day: str,
    expected: tuple[int, int, int],
) -> None:
    """The first weeks of the execution are missing in each case: they are due, and not in time."""
    if submitted_on and verified_on:
        both(cast, submitted_on, verified_on)
    elif submitted_on:
        with clock.at(noon(submitted_on)):
            submitted(cast.coordinator_th, WEEK)
    found = read(cast.director, "M03", day)
    assert told(found.of("TH"), "due", "came", "in_time") == expected
    assert told(found.total, "due", "came", "in_time") == (7 * expected[0], *expected[1:]), "seven agencies owe returns"


def both(cast: SimpleNamespace, submitted_on: str, verified_on: str) -> None:
    with clock.at(noon(submitted_on)):
        given = submitted(cast.coordinator_th, WEEK)
    desk = principal_of(cast.desk_supervision)
    with clock.at(noon(verified_on)), acting_as(desk, channel="test"):
        verify_returns(principal=desk, returns=[given], versions=[given.version])


def test_laos_owes_two_returns_and_both_agencies_read_both(cast: SimpleNamespace) -> None:
    with clock.at(noon("2024-09-17")):
        submitted(cast.supervisor_la, WEEK)
        drafted(cast.supervisor_la2, WEEK)
    for reader in (cast.officer_la, cast.officer_la2, cast.director):
        assert told(read(reader, "M03", "2024-09-18").of("LA"), "due", "came") == (12, 1)


def test_before_any_deadline_nothing_is_due_and_nothing_is_100_percent(cast: SimpleNamespace) -> None:
    assert told(read(cast.director, "M03", "2024-08-10").total, "due", "share") == (None, None)


def test_a_return_that_is_open_again_is_not_verified(cast: SimpleNamespace) -> None:
    with clock.at(noon("2024-09-17")):
        given = verify(cast.coordinator_th, cast.desk_supervision, WEEK)
    director = principal_of(cast.director)
    with clock.at(noon("2024-09-20")), acting_as(director, channel="test"):
        reopen_returns(principal=director, returns=[given], versions=[given.version], reason="Counted twice")
    assert told(read(cast.director, "M03", "2024-09-19").of("TH"), "in_time") == 1
    assert told(read(cast.director, "M03", "2024-09-21").of("TH"), "in_time") == 0


# ---- L01


def test_lessons_validated_and_adopted(cast: SimpleNamespace) -> None:
    with clock.at(noon("2024-09-10")):
        item = knowledge.validated(cast)
        knowledge.validated(cast, kind="best_practice")
        knowledge.proposed(cast)
    with clock.at(noon("2024-09-20")):
        knowledge.all_answered(cast, item)
        knowledge.stepped(cast.director, item, "adopt")
    at = {
        day: told(read(cast.director, "L01", f"2024-09-{day:02}").of("TH"), "validated", "adopted")
        for day in (9, 15, 20)
    }
    assert at == {9: (None, None), 15: (1, 0), 20: (1, 1)}
    assert read(cast.officer_mm, "L01").total == read(cast.director, "L01").total


def test_what_was_set_aside_is_counted_nowhere(cast: SimpleNamespace) -> None:
    item = knowledge.validated(cast)
    knowledge.stepped(cast.director, item, "set-aside", "Another one says it better")
    assert told(read(cast.director, "L01").total, "validated") is None
