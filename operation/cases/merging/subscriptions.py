"""On the page of a record, for who may change it: what it was combined with. What is erased takes that along."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.erasure import erase_record
from operation.cases.events import RecordErased, RecordsRestored
from operation.cases.merging.models import Combination
from operation.cases.merging.selectors import combinations_of
from operation.cases.panels import Line, Panel, register
from operation.cases.registry import type_of
from operation.kernel import clock
from operation.kernel.events import subscribe


@register
def combination_panel(principal: Principal, record: CaseRecord) -> Panel | None:
    record_type = type_of(record)
    if not may_as_originator(principal, record_type.permission("amend"), record.originator_id):
        return None
    slug = record_type.slug
    lines = [
        Line(
            _("%(reference)s is part of it") % {"reference": one.other_reference},
            one.reason,
            url=reverse("record-combined", args=[slug, record.pk, one.pk]),
            link_label=_("See it, or undo"),
        )
        for one in combinations_of(record)
    ]
    url = reverse("record-combine", args=[slug, record.pk])
    lines.append(Line(_("Logged twice?"), tone="idle", icon="share", url=url, link_label=_("Combine it with another")))
    return Panel(_("The same record"), lines)


@subscribe(RecordsRestored)
def is_no_part_any_more(event: RecordsRestored) -> None:
    """Who gives a record back from the list of deleted ones ends the combination; the kept one keeps what it has."""
    held = Combination.objects.filter(other_id__in=[record.pk for record in event.records], undone_at=None)
    held.update(undone_at=clock.now(), undone_by_id=event.principal.person)


@subscribe(RecordErased)
def erase_what_is_part_of_it(event: RecordErased) -> None:
    """Of whom a record is erased, the records that are part of it are too: they tell of the same person."""
    record: Any = event.record
    held = Combination.objects.filter(kept_id=record.pk)
    for combination in held.filter(undone_at=None):
        erase_record(type(record)(pk=combination.other_id))
    held.update(reason="")
