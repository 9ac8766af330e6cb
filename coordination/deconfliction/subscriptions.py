"""Matches follow the records, and wait on the desks of both coordinators; the meeting learns the types there are."""

from typing import Any

from django.apps import apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from coordination import frame
from coordination.deconfliction.desk import matches_to_watch, matches_waiting, probes_waiting
from coordination.deconfliction.finding import leave_records, meet_records, silence_records
from coordination.deconfliction.meeting import know_types
from operation.cases.events import RecordsChanged, RecordsDeleted, RecordsOpened, RecordsRestored
from operation.cases.registry import all_types
from operation.kernel.events import subscribe
from operation.people.desk import DeskSource, register


def learn_types(*, using: str, **_signal: Any) -> None:
    """A new type's identifiers meet the others' (meeting.py)."""
    know_types(all_types(), using)


post_migrate.connect(learn_types, sender=apps.get_app_config("coordination"))
frame.register(frame.Page(40, _("Matches"), "matches", "match.read"))
register(DeskSource(_("Match"), matches_waiting))
register(DeskSource(_("Match"), matches_to_watch))
register(DeskSource(_("Question about a number"), probes_waiting))


@subscribe(RecordsOpened)
def meet_opened(event: RecordsOpened) -> None:
    meet_records(event.principal, event.record_type, event.records)


@subscribe(RecordsChanged)
def meet_changed(event: RecordsChanged) -> None:
    silence_records(event.records)
    meet_records(event.principal, event.record_type, event.records)


@subscribe(RecordsRestored)
def meet_restored(event: RecordsRestored) -> None:
    meet_records(event.principal, event.record_type, event.records)


@subscribe(RecordsDeleted)
def leave_deleted(event: RecordsDeleted) -> None:
    leave_records(event.records)
