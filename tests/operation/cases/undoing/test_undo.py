"""The last change is taken back by the values of the history, once, by who may make such a change."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from operation.audit.models import AuditEntry
from operation.cases.actions import amend_records, verify_records
from operation.cases.deletion.actions import delete_records, restore_records
from operation.cases.drafts import NameDraft, RecordDraft
from operation.cases.marking import Marking
from operation.cases.notices import SharingNotice
from operation.cases.records.suspect import Suspect
from operation.cases.sharing import regrade_records
from operation.cases.undoing.actions import undo_last
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.indicators.models import LedgerEntry
from tests.factories.records import log, step

As = Callable[[User], AbstractContextManager[None]]
Release = Callable[..., None]
NEVER_THE_SAME = {"version", "changed_at", "changed_by_id"}


def undo(by: User, record: Any, version: int | None = None) -> Any:
    given = record.version if version is None else version
    return undo_last(principal=principal_of(by), record=record, version=given, reason="a slip")


def amend(by: User, record: Any, *names: NameDraft, **values: Any) -> Any:
    drafts = [RecordDraft(values, names)]
    [record] = amend_records(principal=principal_of(by), records=[record], drafts=drafts, versions=[record.version])
    return record


def row(record: Any) -> dict[str, Any]:
    found = Suspect.objects.filter(pk=record.pk).values().get()
    return {name: value for name, value in found.items() if name not in NEVER_THE_SAME}


def test_an_amendment_is_taken_back_as_a_change_of_its_own(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        before = row(suspect)
        changed = amend(cast.officer_th, suspect, place_name="pier", tier="member", narrative="n")
        back = undo(cast.officer_th, changed)
        assert row(suspect) == before
        assert back.version == 3
        entry = AuditEntry.objects.get(verb="undone")
        assert (entry.details["version"], entry.details["reason"]) == (2, "a slip")
        assert set(entry.details["fields"]) == {"narrative", "place_name", "tier"}


def test_what_was_verified_before_is_so_again(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.supervisor_th):
        [verified] = verify_records(principal=principal_of(cast.supervisor_th), records=[suspect])
    with as_(cast.officer_th):
        changed = amend(cast.officer_th, verified, place_name="pier")
        assert changed.verification == "unverified"
        assert undo(cast.officer_th, changed).verification == "verified"


def test_a_step_is_taken_back_with_its_stamp_and_its_figure(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        before = row(suspect)
        arrested = step(suspect, "arrest", cast.officer_th, date(2024, 10, 1))
        undo(cast.officer_th, arrested)
        assert row(suspect) == before
        assert sum(LedgerEntry.objects.filter(indicator="P02").values_list("delta", flat=True)) == 0


def test_a_marking_is_taken_back_and_recipients_are_told(
    cast: SimpleNamespace, as_: As, suspect: Any, release: Release
) -> None:
    release(suspect, "kh-moi")
    with as_(cast.supervisor_th):
        by, marking = principal_of(cast.supervisor_th), Marking("green", "H0")
        [changed] = regrade_records(principal=by, records=[suspect], versions=[1], marking=marking, reason="wider use")
    with as_(cast.officer_th), pytest.raises(NotAllowed):
        undo(cast.officer_th, changed)
    with as_(cast.supervisor_th):
        back = undo(cast.supervisor_th, changed)
        assert (back.tlp, back.handling_code) == ("amber", "H1")
    with as_(cast.coordinator_kh):
        assert [notice.kind for notice in SharingNotice.objects.all()] == ["regraded"]
    assert AuditEntry.objects.filter(verb="regraded").count() == 2


def test_it_can_be_taken_back_and_forth(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        changed = amend(cast.officer_th, suspect, place_name="pier")
        back = undo(cast.officer_th, changed)
        assert undo(cast.officer_th, back).place_name == "pier"


def test_another_change_came_after(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        first = amend(cast.officer_th, suspect, place_name="pier")
        seen = first.version
        amend(cast.officer_th, first, place_name="market")
        with pytest.raises(Conflict):
            undo(cast.officer_th, first, seen)


def test_nothing_was_changed_yet(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th), pytest.raises(Refused, match="as it was logged"):
        undo(cast.officer_th, suspect)


def test_what_was_verified_since_stays(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        changed = amend(cast.officer_th, suspect, place_name="pier")
    with as_(cast.supervisor_th):
        [verified] = verify_records(principal=principal_of(cast.supervisor_th), records=[changed])
        with pytest.raises(Refused, match="verified since"):
            undo(cast.supervisor_th, verified)


def test_what_was_released_since_stays(cast: SimpleNamespace, as_: As, suspect: Any, release: Release) -> None:
    with as_(cast.officer_th):
        changed = amend(cast.officer_th, suspect, place_name="pier")
    release(changed, "kh-moi")
    with as_(cast.officer_th), pytest.raises(Refused, match="released since"):
        undo(cast.officer_th, changed)


def test_names_are_not_kept(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        changed = amend(cast.officer_th, suspect, NameDraft("ข"), place_name="pier")
        with pytest.raises(Refused, match="not kept"):
            undo(cast.officer_th, changed)
        changed = amend(cast.officer_th, changed, NameDraft("ค"))
        with pytest.raises(Refused, match="not kept"):
            undo(cast.officer_th, changed)
        arrested = step(changed, "arrest", cast.officer_th, date(2024, 10, 1))
        assert undo(cast.officer_th, arrested).status == "person_of_interest"


def test_a_restoration_is_no_change_of_content(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.supervisor_th):
        by = principal_of(cast.supervisor_th)
        delete_records(principal=by, records=[suspect], reason="twice")
        [back] = restore_records(principal=by, records=[suspect])
        with pytest.raises(Refused, match="given back"):
            undo(cast.supervisor_th, back)


def test_a_case_number_that_is_taken_meanwhile(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        first = log("suspects", cast.officer_th, national_reference="7/2567")
        changed = amend(cast.officer_th, first, national_reference="8/2567")
        log("suspects", cast.officer_th, national_reference="7/2567")
        with pytest.raises(Refused, match="7/2567"):
            undo(cast.officer_th, changed)


@pytest.mark.parametrize("who", ["coordinator_kh", "protection_th", "director"])
def test_who_may_not_change_it_takes_nothing_back(cast: SimpleNamespace, as_: As, suspect: Any, who: str) -> None:
    with as_(cast.officer_th):
        amend(cast.officer_th, suspect, place_name="pier")
    with as_(getattr(cast, who)), pytest.raises((NotAllowed, Conflict)):
        undo(getattr(cast, who), suspect, 2)


def test_a_step_is_taken_back_by_who_may_take_it(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        laborer = step(log("rescued-laborers", cast.officer_th), "screen", cast.officer_th, date(2024, 10, 1))
    with as_(cast.protection_th):
        assert undo(cast.protection_th, laborer).status == "encountered"


def test_a_reason_is_asked_for(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        changed = amend(cast.officer_th, suspect, place_name="pier")
        with pytest.raises(Refused, match="Say why"):
            undo_last(principal=principal_of(cast.officer_th), record=changed, version=2, reason=" ")
