"""Take records as a file: at once where there are few, as background work where there are many."""

from typing import Any

from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from operation.access.context import as_system
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.cases.exporting.content import Content
from operation.cases.exporting.models import EXPORTS, Export
from operation.cases.exporting.policies import may_export, uses_under
from operation.cases.exporting.selectors import MOST, Survey, keys_of, most_rows, records_of, survey
from operation.cases.exporting.writing import Order, Written, about, write_file
from operation.cases.filters import RecordFilters
from operation.cases.registry import RecordType
from operation.jobs.engine import submit
from operation.jobs.models import Job
from operation.kernel.errors import Refused, require

KIND = "export"
AT_ONCE = 2_000
UNFINISHED_AT_MOST = 3
TOLD_IN_ONE = 1_000
"""Keys in one entry of the trail: an export of many has several, each with the same reason."""


@transaction.atomic
def export_now(*, principal: Principal, record_type: RecordType, filters: RecordFilters, order: Order) -> Written:
    """Write the file of a list that is short enough (AT_ONCE). Raises NotAllowed; Refused by field."""
    require(may_export(principal), verb=f"export {record_type.slug}")
    found = survey(principal, record_type, filters)
    check(order, found)
    keys = keys_of(principal, record_type, filters)
    said = about(principal, record_type, filters, order, found)
    records, most = (
        records_of(principal, record_type, keys, linked=order.format.linked),
        most_rows(principal, record_type, keys),
    )
    written = write_file(order, Content(record_type, principal, said, records, most))
    tell(record_type, filters, order, written)
    return written


@transaction.atomic
def request_export(
    *, principal: Principal, record_type: RecordType, filters: RecordFilters, order: Order, query: str
) -> Export:
    """Ask for the file of a long list. Raises NotAllowed; Refused by field, or when too many are being made."""
    require(may_export(principal), verb=f"export {record_type.slug}")
    check(order, survey(principal, record_type, filters))
    waiting = Export.objects.visible_to(principal).filter(job__state__in=(Job.State.QUEUED, Job.State.RUNNING))
    if waiting.count() >= UNFINISHED_AT_MOST:
        raise Refused(_("Several of your files are being made. Wait for one of them, or stop it."))
    export = Export(
        requested_by_id=principal.person,
        record_type=record_type.slug,
        query=query,
        format=order.format.identifier,
        use=order.use,
        reason=order.reason,
        language=get_language() or "en",
    )
    export.job = submit(principal=principal, kind=KIND, params={"export": str(export.pk)})
    export.save(force_insert=True)
    return export


def check(order: Order, found: Survey) -> None:
    """What must hold before a file is written, when it is asked for and when it is made. Raises Refused by field."""
    if not found.count:
        raise Refused(_("None of these records may leave as a file. Change the filters of the list."))
    if found.count > MOST:
        words = _("%(count)s records are more than one file holds (%(most)s). Narrow the list by its filters.")
        raise Refused(words, params={"count": found.count, "most": MOST})
    if order.use not in uses_under(found.code_of_others):
        words = _("%(code)s of another country's record forbids this use. Choose another, or narrow the list.")
        raise Refused({"use": Refused(words, params={"code": found.code_of_others.value})})
    if not order.reason.strip():
        raise Refused({"reason": _("Say why: it stands in the trail and in the file.")})
    if found.handling_texts and not order.confirmed:
        raise Refused({"confirmed": _("Read the handling texts, then confirm that you will keep to them.")})


def forget(record: CaseRecord) -> None:
    """Take away every file that holds a record whose content is erased, whoever made it; he is told by its absence."""
    with as_system(EXPORTS):
        holding = Export.objects.annotate(keys=Cast("held", TextField())).filter(keys__contains=str(record.pk))
        holding.delete()


def tell(record_type: RecordType, filters: RecordFilters, order: Order, written: Written) -> None:
    """The disclosure in the trail: which records, by which filter, as what, what for and why."""
    about_all: dict[str, Any] = {
        "format": order.format.identifier,
        "use": order.use.value,
        "reason": order.reason,
        "filter": filters.for_the_trail(),
        "sha256": written.sha256,
    }
    target, keys = trail.Target(record_type.model._meta.label), written.keys
    parts = [about_all | {"shown": keys[start : start + TOLD_IN_ONE]} for start in range(0, len(keys), TOLD_IN_ONE)]
    trail.record_each("exported", [target] * len(parts), parts)
