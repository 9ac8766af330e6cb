"""Who takes a record out of use, what is refused, what recipients and the trail are told."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from operation.access.context import as_system
from operation.audit.models import AuditEntry
from operation.cases.actions import amend_records, verify_records
from operation.cases.deletion.actions import DELETION, delete_records, restore_records
from operation.cases.deletion.policies import NOT_ONES_OWN, may_delete
from operation.cases.drafts import RecordDraft
from operation.cases.notices import SharingNotice
from operation.cases.records.suspect import Suspect
from operation.cases.retention.actions import hold_record
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.indicators.models import LedgerEntry
from tests.factories.records import log, step

As = Callable[[User], AbstractContextManager[None]]
Release = Callable[..., None]


def delete(by: User, *records: Any, reason: str = "logged twice") -> None:
    delete_records(principal=principal_of(by), records=records, reason=reason)


def restore(by: User, *records: Any) -> list[Any]:
    return list(restore_records(principal=principal_of(by), records=records))


def left() -> list[str]:
    return list(Suspect.objects.values_list("place_name", flat=True))


def arrests() -> int:
    return int(sum(LedgerEntry.objects.filter(indicator="P02").values_list("delta", flat=True)))


def test_who_logged_it_deletes_it(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        delete(cast.officer_th, suspect)
        assert left() == []
    entry = AuditEntry.objects.get(verb="deleted")
    assert (entry.target_id, entry.actor_id, entry.details["reason"]) == (
        suspect.pk,
        cast.officer_th.pk,
        "logged twice",
    )


@pytest.mark.parametrize("who", ["officer_kh", "coordinator_kh", "protection_th", "director", "observer_unodc"])
def test_nobody_else_does(cast: SimpleNamespace, as_: As, suspect: Any, who: str) -> None:
    with as_(getattr(cast, who)), pytest.raises(NotAllowed):
        delete(getattr(cast, who), suspect)


def test_what_a_colleague_logged_stays(cast: SimpleNamespace, suspect: Any) -> None:
    colleague = replace(principal_of(cast.officer_th), user_id=uuid4())
    assert may_delete(principal_of(cast.officer_th), suspect)
    assert may_delete(colleague, suspect) is NOT_ONES_OWN


def test_who_deletes_nothing_any_more_does_not_delete_his_own(cast: SimpleNamespace, suspect: Any) -> None:
    without = replace(principal_of(cast.officer_th), roles=frozenset())
    assert not may_delete(without, suspect)


def test_what_others_logged_or_verified_is_for_who_restores(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.supervisor_th):
        [verified] = verify_records(principal=principal_of(cast.supervisor_th), records=[suspect])
    with as_(cast.officer_th), pytest.raises(NotAllowed, match="Supervisors and coordinators"):
        delete(cast.officer_th, verified)
    with as_(cast.supervisor_th):
        delete(cast.supervisor_th, verified)
        assert left() == []


def test_what_others_read_too(cast: SimpleNamespace, as_: As, suspect: Any, release: Release) -> None:
    release(suspect, "kh-moi")
    with as_(cast.officer_th):
        with pytest.raises(Refused, match="your coordinator deletes it"):
            delete(cast.officer_th, suspect)
        assert left() == ["แม่สาย"]


def test_a_reason_is_asked_for(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th), pytest.raises(Refused, match="Say why"):
        delete(cast.officer_th, suspect, reason="  ")


def test_a_legal_hold_keeps_it(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.coordinator_th):
        hold_record(principal=principal_of(cast.coordinator_th), record=suspect, words="trial")
        with pytest.raises(Refused, match="legal hold"):
            delete(cast.coordinator_th, suspect)
        assert left() == ["แม่สาย"]


def test_all_or_none(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        other = log("suspects", cast.officer_th, place_name="pier")
        drafts = [RecordDraft({"place_name": "market"})]
        amend_records(principal=principal_of(cast.officer_th), records=[other], drafts=drafts, versions=[1])
        with pytest.raises(Conflict):
            delete(cast.officer_th, suspect, other)
        assert sorted(left()) == ["market", "แม่สาย"]


def test_recipients_are_told_and_told_again(cast: SimpleNamespace, as_: As, suspect: Any, release: Release) -> None:
    release(suspect, "kh-moi")
    told = SharingNotice.objects.values_list("kind", "purpose", "reference").all
    with as_(cast.coordinator_th):
        delete(cast.coordinator_th, suspect)
    with as_(cast.coordinator_kh):
        assert list(told()) == [("deleted", "", suspect.reference)]
    with as_(cast.coordinator_th):
        restore(cast.coordinator_th, suspect)
    with as_(cast.coordinator_kh):
        assert list(told()) == [("released", "joint inquiry", suspect.reference)]
        assert left() == ["แม่สาย"]


def test_figures_leave_and_come_back(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        arrested = step(suspect, "arrest", cast.officer_th, date(2024, 10, 1))
        assert arrests() == 1
        delete(cast.officer_th, arrested)
        assert arrests() == 0
    with as_(cast.supervisor_th):
        restore(cast.supervisor_th, arrested)
        assert arrests() == 1


def test_it_comes_back_as_it_was(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.supervisor_th):
        [verified] = verify_records(principal=principal_of(cast.supervisor_th), records=[suspect])
        before = Suspect.objects.filter(pk=suspect.pk).values().get()
        delete(cast.supervisor_th, verified)
        [back] = restore(cast.supervisor_th, verified)
        after = Suspect.objects.filter(pk=suspect.pk).values().get()
        assert [name.text for name in back.names.all()] == ["อนันต์ ตัวอย่าง"]
    assert {name for name in after if after[name] != before[name]} == {"version", "changed_at"}


@pytest.mark.parametrize("who", ["officer_th", "coordinator_kh", "director"])
def test_who_may_not_give_it_back(cast: SimpleNamespace, as_: As, suspect: Any, who: str) -> None:
    with as_(cast.officer_th):
        delete(cast.officer_th, suspect)
    with as_(getattr(cast, who)), pytest.raises(NotAllowed):
        restore(getattr(cast, who), suspect)


def test_its_case_number_may_be_used_again(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        first = log("suspects", cast.officer_th, national_reference="7/2567")
        delete(cast.officer_th, first)
        log("suspects", cast.officer_th, national_reference="7/2567")
    with as_(cast.supervisor_th), pytest.raises(Refused, match="7/2567"):
        restore(cast.supervisor_th, first)


def test_nothing_is_restored_twice(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.supervisor_th):
        delete(cast.supervisor_th, suspect)
        restore(cast.supervisor_th, suspect)
        with pytest.raises(Conflict):
            restore(cast.supervisor_th, suspect)


def test_nothing_is_changed_while_it_is_deleted(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        delete(cast.officer_th, suspect)
        with pytest.raises(Conflict):
            step(suspect, "arrest", cast.officer_th, date(2024, 10, 1))
        assert Suspect.objects.update(place_name="by hand") == 0
        with as_system(DELETION):
            assert Suspect.objects.get().place_name == "แม่สาย"
