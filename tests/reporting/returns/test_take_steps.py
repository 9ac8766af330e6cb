"""The life of a return: who may take which step, from where, and what each «no» says."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from operation.access.principal import Principal
from operation.audit.capture import VERBS as CAPTURED
from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.indicators.rules import INDICATORS
from reporting.indicators.weeks import weeks_of
from reporting.returns import actions
from reporting.returns.entries import Entry
from reporting.returns.models import NationalReturn, ReturnLine, ReturnState, ReturnStep
from tests.factories.returns import drafted, entries_of, noon, submitted, verified, week_of

As = Callable[[User], AbstractContextManager[None]]
DAY = "2024-09-10"
EVERYBODY = [
    "officer_th", "supervisor_th", "protection_th", "coordinator_th", "coordinator_kh", "director", "desk_supervision",
    "desk_communication", "desk_information", "desk_investigation", "dpo", "observer_unodc", "admin", "stranger",
]  # fmt: skip
MAY = {
    "save": {"officer_th", "supervisor_th", "coordinator_th"},
    "submit": {"supervisor_th", "coordinator_th"},
    "query": {"desk_supervision"},
    "verify": {"desk_supervision"},
    "lock": {"director"},
    "reopen": {"director"},
}
FROM = {"save": drafted, "submit": drafted, "query": submitted, "verify": submitted}


def attempt(name: str, principal: Principal, given: NationalReturn) -> Any:
    """Take a step as somebody, with the words that it needs."""
    if name == "save":
        return actions.save_draft(
            principal=principal, national_return=given, entries=entries_of({}), version=given.version
        )
    words = {"query": {"question": "Which one?"}, "reopen": {"reason": "Counted twice"}}.get(name, {})
    take = getattr(actions, f"{name}_returns")
    return take(principal=principal, returns=[given], versions=[given.version], **words)[0]


def ready_for(name: str, cast: SimpleNamespace) -> NationalReturn:
    """A return of Thailand in a state from which the step is possible."""
    if name in ("lock", "reopen"):
        return verified(cast.coordinator_th, cast.desk_supervision, DAY)
    return FROM[name](cast.coordinator_th, DAY)


@pytest.mark.parametrize("name", list(MAY))
@pytest.mark.parametrize("who", EVERYBODY)
def test_each_step_has_its_roles_and_a_reason_for_all_others(
    name: str, who: str, cast: SimpleNamespace, as_: As
) -> None:
    given, user = ready_for(name, cast), getattr(cast, who)
    with as_(user):
        if who in MAY[name]:
            attempt(name, principal_of(user), given)
            return
        with pytest.raises(NotAllowed) as refusal:
            attempt(name, principal_of(user), given)
    assert len(str(refusal.value.denied.reason)) > 20
    assert NationalReturn.objects.get(pk=given.pk).version == given.version


@pytest.mark.parametrize(
    ("name", "state", "target"),
    [
        ("submit", ReturnState.DRAFT, ReturnState.SUBMITTED),
        ("query", ReturnState.SUBMITTED, ReturnState.QUERIED),
        ("verify", ReturnState.SUBMITTED, ReturnState.VERIFIED),
        ("lock", ReturnState.VERIFIED, ReturnState.LOCKED),
        ("reopen", ReturnState.VERIFIED, ReturnState.DRAFT),
    ],
)
def test_a_step_leads_on_and_is_kept(name: str, state: str, target: str, cast: SimpleNamespace, as_: As) -> None:
    given = ready_for(name, cast)
    assert given.state == state
    user = getattr(cast, min(MAY[name]))
    with as_(user):
        after = attempt(name, principal_of(user), given)
    assert (after.state, after.version) == (target, given.version + 1)
    step = ReturnStep.objects.filter(national_return=given).order_by("id").last()
    assert step is not None
    assert (step.name, step.state, step.taken_by) == (name, target, user)


ALLOWED = {
    "submit": {"draft", "queried"},
    "query": {"submitted"},
    "verify": {"submitted"},
    "lock": {"verified"},
    "reopen": {"verified", "locked"},
}
NOWHERE = [(name, state) for name, sources in ALLOWED.items() for state in ReturnState.values if state not in sources]


@pytest.mark.parametrize(("name", "state"), NOWHERE)
def test_no_step_from_anywhere_else(name: str, state: str, cast: SimpleNamespace, as_: As) -> None:
    given = drafted(cast.coordinator_th, DAY)
    given.state = state
    given.save(update_fields=["state"])
    user = getattr(cast, min(MAY[name]))
    with as_(user), pytest.raises(Refused, match="is not possible"):
        attempt(name, principal_of(user), given)


def test_who_submitted_does_not_verify(cast: SimpleNamespace, as_: As) -> None:
    given = submitted(cast.coordinator_th, DAY)
    NationalReturn.objects.filter(pk=given.pk).update(submitted_by=cast.desk_supervision)
    given.refresh_from_db()
    with as_(cast.desk_supervision), pytest.raises(NotAllowed, match="Somebody else verifies"):
        attempt("verify", principal_of(cast.desk_supervision), given)


def test_another_agency_of_the_same_country_neither_fills_in_nor_submits(cast: SimpleNamespace, as_: As) -> None:
    given = drafted(cast.coordinator_la, DAY)
    other = principal_of(cast.coordinator_la2)
    with as_(cast.coordinator_la2):
        for name in ("save", "submit"):
            with pytest.raises(NotAllowed, match="another agency"):
                attempt(name, other, given)


@pytest.mark.parametrize("entry", [Entry(), Entry(note="soon")])
def test_an_unanswered_line_stops_the_submission_and_is_named(entry: Entry, cast: SimpleNamespace, as_: As) -> None:
    given, principal = drafted(cast.coordinator_th, DAY), principal_of(cast.coordinator_th)
    with as_(cast.coordinator_th):
        given = actions.save_draft(
            principal=principal, national_return=given, entries={"G01": entry}, version=given.version
        )
        with pytest.raises(Refused) as refusal:
            attempt("submit", principal, given)
    assert list(refusal.value.message_dict) == ["G01"]
    assert not ReturnStep.objects.exists()


@pytest.mark.parametrize(("name", "words"), [("query", "question"), ("reopen", "reason")])
def test_a_question_and_a_reason_are_not_empty(name: str, words: str, cast: SimpleNamespace, as_: As) -> None:
    given = ready_for(name, cast)
    user = cast.desk_supervision if name == "query" else cast.director
    take: Any = getattr(actions, f"{name}_returns")
    with as_(user), pytest.raises(Refused):
        take(principal=principal_of(user), returns=[given], versions=[given.version], **{words: "  "})


@pytest.mark.parametrize(
    ("code", "entry", "words"),
    [
        ("P02", Entry(reported=-1), "from 0"),  # type: ignore[arg-type]
        ("P02", Entry(reported=1, no_data=True), "take one of them away"),  # type: ignore[arg-type]
        ("Z99", Entry(), "no figure"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_by_its_line(
    code: str, entry: Entry, words: str, cast: SimpleNamespace, as_: As
) -> None:
    given = drafted(cast.coordinator_th, DAY, {"P02": 3})
    with as_(cast.coordinator_th), pytest.raises(Refused) as refusal:
        actions.save_draft(
            principal=principal_of(cast.coordinator_th),
            national_return=given,
            entries={code: entry},
            version=given.version,
        )
    assert words in refusal.value.message_dict[code][0]
    assert ReturnLine.objects.get(national_return=given, indicator="P02").reported == 3


def test_persons_are_whole_and_money_has_cents(cast: SimpleNamespace, as_: As) -> None:
    given, principal = drafted(cast.coordinator_th, DAY), principal_of(cast.coordinator_th)
    half = entries_of({"A01": "0.50"}) | {"P02": entries_of({"A01": "0.50"})["A01"]}
    with as_(cast.coordinator_th):
        with pytest.raises(Refused) as refusal:
            actions.save_draft(principal=principal, national_return=given, entries=half, version=given.version)
        assert list(refusal.value.message_dict) == ["P02"]
        actions.save_draft(
            principal=principal, national_return=given, entries={"A01": half["A01"]}, version=given.version
        )


def test_lines_that_are_not_named_stay(cast: SimpleNamespace, as_: As) -> None:
    given = drafted(cast.officer_th, DAY, {"P02": 28, "V01": None})
    with as_(cast.officer_th):
        actions.save_draft(
            principal=principal_of(cast.officer_th),
            national_return=given,
            entries={"G01": entries_of({"G01": 2})["G01"]},
            version=given.version,
        )
    lines = {line.indicator: (line.reported, line.no_data) for line in ReturnLine.objects.all()}
    assert lines["P02"] == (Decimal(28), False)
    assert (lines["V01"], lines["G01"]) == ((None, True), (Decimal(2), False))


@pytest.mark.parametrize("name", ["save", "submit"])
def test_an_older_version_is_a_conflict_and_overwrites_nothing(name: str, cast: SimpleNamespace, as_: As) -> None:
    read = drafted(cast.officer_th, DAY, {"P02": 1})
    saved = drafted(cast.officer_th, DAY, {"P02": 2})
    assert saved.version == read.version + 1
    with as_(cast.coordinator_th), pytest.raises(Conflict):
        attempt(name, principal_of(cast.coordinator_th), read)
    assert ReturnLine.objects.get(indicator="P02").reported == 2


def test_a_submitted_return_cannot_be_changed(cast: SimpleNamespace, as_: As) -> None:
    given = submitted(cast.coordinator_th, DAY)
    with as_(cast.coordinator_th), pytest.raises(Refused, match="cannot be changed"):
        attempt("save", principal_of(cast.coordinator_th), given)


def test_several_returns_take_a_step_together_or_none_does(cast: SimpleNamespace, as_: As) -> None:
    ready = [submitted(cast.coordinator_th, day) for day in (DAY, "2024-09-18", "2024-09-25")]
    draft = drafted(cast.coordinator_kh, DAY)
    desk = principal_of(cast.desk_supervision)
    versions = [given.version for given in ready]
    with as_(cast.desk_supervision):
        with pytest.raises(Refused):
            actions.verify_returns(principal=desk, returns=[*ready, draft], versions=[*versions, draft.version])
        assert set(NationalReturn.objects.values_list("state", flat=True)) == {"submitted", "draft"}
        actions.verify_returns(principal=desk, returns=ready, versions=versions)
    assert NationalReturn.objects.filter(state="verified").count() == 3


def test_a_return_is_opened_once_with_a_line_for_every_figure(
    cast: SimpleNamespace, as_: As, seagull: Operation
) -> None:
    week = week_of(DAY)
    with as_(cast.officer_th):
        first = actions.open_return(principal=principal_of(cast.officer_th), operation=seagull, week=week)
        again = actions.open_return(principal=principal_of(cast.officer_th), operation=seagull, week=week)
    assert first.pk == again.pk
    assert [line.indicator for line in first.lines.all()] == sorted(each.code for each in INDICATORS)
    assert not any(line.is_answered for line in first.lines.all())


def test_no_return_of_a_week_that_has_not_begun(cast: SimpleNamespace, as_: As, seagull: Operation) -> None:
    with as_(cast.officer_th), clock.at(noon("2024-09-08")), pytest.raises(Refused, match="has not begun"):
        actions.open_return(principal=principal_of(cast.officer_th), operation=seagull, week=week_of(DAY))


@pytest.mark.parametrize("who", ["director", "desk_supervision", "observer_unodc", "protection_th", "stranger"])
def test_only_who_logs_for_an_agency_opens_a_return(
    who: str, cast: SimpleNamespace, as_: As, seagull: Operation
) -> None:
    user = getattr(cast, who)
    with as_(user), pytest.raises(NotAllowed):
        actions.open_return(principal=principal_of(user), operation=seagull, week=week_of(DAY))


def test_a_return_is_due_on_the_wednesday_after_its_week_at_18_in_kunming(
    cast: SimpleNamespace, seagull: Operation
) -> None:
    first, last = weeks_of(seagull)[0], weeks_of(seagull)[-1]
    assert drafted(cast.officer_th, first.first.isoformat()).due_at == datetime(2024, 8, 14, 10, tzinfo=UTC)
    assert drafted(cast.officer_th, last.first.isoformat()).due_at == datetime(2025, 1, 8, 10, tzinfo=UTC)
    assert last.last == date(2024, 12, 31)


def test_every_step_is_in_the_trail_without_a_value(cast: SimpleNamespace, as_: As) -> None:
    given = verified(cast.coordinator_th, cast.desk_supervision, DAY, {"P02": 4711})
    entries = AuditEntry.objects.filter(target_id=given.pk).exclude(verb__in=CAPTURED).order_by("at")
    assert list(entries.values_list("verb", flat=True)) == [
        "return_opened", "return_saved", "return_submitted", "return_verified",
    ]  # fmt: skip
    assert {entry.reference for entry in entries} == {"th-rtp 2024-W37"}
    assert all("4711" not in str(entry.details) for entry in entries)


def test_a_step_keeps_what_was_submitted(cast: SimpleNamespace) -> None:
    submitted(cast.coordinator_th, DAY, {"P02": 28, "V01": None, "A01": "12.50"})
    totals = ReturnStep.objects.get().totals
    assert (totals["P02"], totals["V01"], totals["A01"], totals["G01"]) == ("28.00", None, "12.50", "0.00")
