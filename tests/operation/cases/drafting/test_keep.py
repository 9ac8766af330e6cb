"""A draft is its person's alone, publishes nothing, lives two weeks, and goes with what it speaks of."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from operation.access.principal import Principal
from operation.audit.models import AuditEntry
from operation.cases.drafting.actions import AT_MOST, LONGEST, discard_draft, end_draft, save_draft
from operation.cases.drafting.models import LIFE, FormDraft
from operation.cases.records.suspect import SUSPECT, Suspect
from operation.cases.retention.actions import purge_records
from operation.kernel.errors import NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of

As = Callable[[User | Principal], AbstractContextManager[None]]
TYPED = {"names-0-text": ["อนันต์"], "place_name": ["pier"]}
OTHERS = ("supervisor_th", "coordinator_th", "coordinator_kh", "director", "admin", "stranger")


def keep(by: User | Principal, **more: Any) -> FormDraft:
    principal = by if isinstance(by, Principal) else principal_of(by)
    return save_draft(principal=principal, record_type=SUSPECT, content=TYPED, **more)


def rows() -> int:
    """Behind the second wall."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM operation_formdraft")
        return int(cursor.fetchone()[0])


def aged(draft: FormDraft, by: timedelta) -> None:
    FormDraft.objects.filter(pk=draft.pk).update(saved_at=timezone.now() - by)


def test_what_was_typed_is_kept_and_nothing_is_published(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        draft = keep(cast.officer_th)
        assert draft.data.getlist("names-0-text") == ["อนันต์"]
        assert not Suspect.objects.exists()
        again = keep(cast.officer_th, key=draft.pk)
        assert (again.pk, rows()) == (draft.pk, 1)
    told = AuditEntry.objects.filter(target_type=FormDraft._meta.label).values_list("verb", "details")
    assert list(told) == [("began draft", {})], "once, and nothing of what was typed"


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_sees_it_behind_either_wall(cast: SimpleNamespace, as_: As, who: str) -> None:
    with as_(cast.officer_th):
        keep(cast.officer_th)
        assert not FormDraft.objects.visible_to(principal_of(getattr(cast, who))).exists()
    with as_(getattr(cast, who)):
        assert rows() == 0


def test_whoever_moved_to_another_agency_or_lost_the_role_left_it_behind(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        draft = keep(cast.officer_th)
        own = principal_of(cast.officer_th)
        moved = replace(own, organisation_id=cast.officer_kh.organisation_id)
        assert FormDraft.objects.visible_to(own).get() == draft
        for other in (moved, replace(own, roles=frozenset())):
            assert not FormDraft.objects.visible_to(other).exists()
    with as_(moved):
        assert rows() == 0


def test_one_for_each_record_that_is_edited(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        first, second = keep(cast.officer_th, record=suspect), keep(cast.officer_th, record=suspect)
        assert (first.pk, rows(), second.reference) == (second.pk, 1, suspect.reference)


@pytest.mark.parametrize("who", ["protection_th", "director"])
def test_who_may_not_save_the_form_keeps_no_draft(cast: SimpleNamespace, as_: As, suspect: Any, who: str) -> None:
    with as_(getattr(cast, who)):
        for more in ({}, {"record": suspect}):
            with pytest.raises(NotAllowed):
                keep(getattr(cast, who), **more)


def test_too_much_is_refused(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th), pytest.raises(Refused, match="too much"):
        principal = principal_of(cast.officer_th)
        save_draft(principal=principal, record_type=SUSPECT, content={"narrative": ["x" * LONGEST]})


def test_of_many_the_oldest_goes(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        oldest = keep(cast.officer_th)
        aged(oldest, timedelta(days=1))
        for _number in range(AT_MOST):
            keep(cast.officer_th)
        assert rows() == AT_MOST
        assert not FormDraft.objects.filter(pk=oldest.pk).exists()


def test_after_its_time_it_is_not_found_and_swept(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        over, fresh = keep(cast.officer_th), keep(cast.officer_th)
        aged(over, LIFE + timedelta(minutes=1))
        mine = FormDraft.objects.visible_to(principal_of(cast.officer_th))
        assert list(mine) == [fresh]
    said = StringIO()
    call_command("purge_due", stdout=said)
    assert "1 drafts swept" in said.getvalue()
    with as_(cast.officer_th):
        assert list(FormDraft.objects.all()) == [fresh]


def test_it_ends_when_the_form_is_saved_or_by_hand(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        principal = principal_of(cast.officer_th)
        first, edit, last = keep(cast.officer_th), keep(cast.officer_th, record=suspect), keep(cast.officer_th)
        end_draft(principal, first.pk)
        end_draft(principal, None)
        assert set(FormDraft.objects.all()) == {edit, last}
        end_draft(principal, None, suspect)
        discard_draft(principal=principal, draft=last)
        assert rows() == 0
    assert AuditEntry.objects.filter(verb="discarded draft").count() == 1


def test_it_goes_with_the_content_of_its_record(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        keep(cast.officer_th, record=suspect)
        other = keep(cast.officer_th)
    with as_(cast.coordinator_th):
        purge_records(principal=principal_of(cast.coordinator_th), records=[suspect], rule="order", words="court")
    with as_(cast.officer_th):
        assert list(FormDraft.objects.all()) == [other]


def test_another_country_erases_no_draft(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        keep(cast.officer_th, record=suspect)
    with as_(cast.coordinator_kh), connection.cursor() as cursor:
        cursor.execute("SELECT erase_beside_drafts(%s)", [suspect.pk])
    with as_(cast.officer_th):
        assert rows() == 1
