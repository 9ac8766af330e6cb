"""The life cycle and the history, from snapshots that the database keeps by itself."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from operation.cases.actions import amend_records, verify_records
from operation.cases.drafts import RecordDraft
from operation.cases.records.rescued_laborer import RESCUED_LABORER
from operation.cases.records.seized_asset import SEIZED_ASSET
from operation.cases.records.suspect import SUSPECT, Suspect
from operation.cases.timelines import history, life_cycle, snapshots
from operation.kernel.dates import Calendar, parse
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import WARRANT, log, step

As = Callable[[User], AbstractContextManager[None]]


def walk(cast: SimpleNamespace, slug: str, *steps: tuple[str, date], **values: Any) -> Any:
    record = log(slug, cast.officer_th, **values)
    for name, on in steps:
        record = step(record, name, cast.officer_th, on)
    return record


def drawn(record_type: Any, record: Any, user: User) -> list[tuple[str, str]]:
    kept = snapshots(principal_of(user), record)
    return [(str(one["label"]), one["state"]) for one in life_cycle(record_type, record, kept)]


def test_what_never_happened_is_not_drawn_as_done(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        record = walk(cast, "suspects", ("arrest", date(2024, 10, 1)))
        assert drawn(SUSPECT, record, cast.officer_th)[:2] == [
            ("Person of interest", "past"),
            ("Suspect, arrested", "now"),
        ]


def test_who_escaped_is_wanted_again(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        days = [date(2024, 10, day) for day in (1, 2, 3)]
        steps = zip(("seek", "arrest", "escape"), days, strict=True)
        record = walk(cast, "suspects", *steps, **WARRANT)
        assert [label for label, _when in drawn(SUSPECT, record, cast.officer_th)] == [
            "Person of interest",
            "Suspect, wanted",
            "Suspect, arrested",
            "Suspect, wanted",
            "Suspect, located",
            "Suspect, arrested",
            "Suspect, detained",
            "Accused",
            "Convicted",
        ]


@pytest.mark.parametrize(
    ("slug", "record_type", "steps", "ahead"),
    [
        ("suspects", SUSPECT, (("surrender", date(2024, 10, 1)),), ["Suspect, detained", "Accused", "Convicted"]),
        ("suspects", SUSPECT, (("eliminate", date(2024, 10, 1)),), []),
        (
            "seized-assets",
            SEIZED_ASSET,
            (("freeze", date(2024, 10, 1)),),
            ["Seized", "Valued", "Confiscated", "Disposed of"],
        ),
        (
            "rescued-laborers",
            RESCUED_LABORER,
            (("screen", date(2024, 10, 1)), ("clear", date(2024, 10, 2))),
            ["Referred", "Identified as a victim", "Assisted", "Returned", "Closed"],
        ),
    ],
)
def test_what_lies_ahead(
    cast: SimpleNamespace, as_: As, slug: str, record_type: Any, steps: Any, ahead: list[str]
) -> None:
    with as_(cast.officer_th):
        record = walk(cast, slug, *steps)
        cycle = drawn(record_type, record, cast.officer_th)
    assert [label for label, when in cycle if when == "ahead"] == ahead
    assert [when for _label, when in cycle].count("now") == 1


def test_nobody_but_the_originator_has_snapshots(cast: SimpleNamespace, as_: As, suspect: Any, release: Any) -> None:
    release(suspect, "kh-moi")
    with as_(cast.coordinator_kh):
        assert snapshots(principal_of(cast.coordinator_kh), suspect) == []
        assert suspect.events.count() == 0, "the database itself keeps them back"
        assert drawn(SUSPECT, suspect, cast.coordinator_kh)[0] == ("Person of interest", "now")
    with as_(cast.officer_th):
        assert len(snapshots(principal_of(cast.officer_th), suspect)) == 1


def test_changes_behind_the_actions_are_in_the_history_too(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        Suspect.objects.filter(pk=suspect.pk).update(place_name="elsewhere", version=2)
        record = Suspect.objects.get()
        moments = history(SUSPECT, record, snapshots(principal_of(cast.officer_th), record))
    before, after = moments[0].changes[0] if moments[0].changes else moments[-1].changes[0]
    assert (before.text, after.text) == ("แม่สาย", "elsewhere")


def test_a_verification_is_a_moment(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.supervisor_th):
        record = verify_records(principal=principal_of(cast.supervisor_th), records=[suspect])[0]
        moments = history(SUSPECT, record, snapshots(principal_of(cast.supervisor_th), record))
    assert [moment.text for moment in moments] == ["Verified", "Logged"]
    assert [moment.who for moment in moments] == ["supervisor.th", "officer.th"]


def test_a_step_with_its_fields_is_one_moment(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        record = step(suspect, "seek", cast.officer_th, date(2024, 9, 20), **WARRANT)
        first = history(SUSPECT, record, snapshots(principal_of(cast.officer_th), record))[0]
    assert first.text == "Status: person of interest → suspect, wanted"
    changed = [(str(after.label), after.text) for _before, after in first.changes]
    assert changed[:2] == [("Warrant number", "000/2567"), ("Issuing authority", "Sample court")]
    assert len(changed) == len(WARRANT)


def test_another_calendar_of_the_same_birth_is_a_change(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        by = principal_of(cast.officer_th)
        for version, born in enumerate((parse("1967"), parse("2510", Calendar.BUDDHIST)), start=1):
            draft = RecordDraft({"born_on": born})
            [record] = amend_records(principal=by, records=[suspect], drafts=[draft], versions=[version])
        latest = history(SUSPECT, record, snapshots(by, record))[0]
    assert latest.text == "Changed: Date of birth"
    assert [(after.text, before.note, after.note) for before, after in latest.changes] == [
        ("1967", "", "as written: 2510 (Buddhist Era)")
    ]
