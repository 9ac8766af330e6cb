"""Retention on the desk and on the page of a record, for who decides about it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operation.access.handling import TLP
from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.counting import COUNTED_UP_TO, count_each, in_words
from operation.cases.panels import Line, Panel, register
from operation.cases.registry import type_of
from operation.cases.retention.selectors import count_for_named_readers, due_of, held
from operation.cases.retention.wording import for_named_readers
from operation.kernel import clock
from operation.people import desk


def records_due(principal: Principal) -> Iterator[desk.Waiting]:
    """One line for all types. TLP:RED of others is only counted."""
    if not (principal.is_member and principal.holds("record.retain")):
        return
    unread = count_for_named_readers(principal)
    if unread:
        yield desk.Waiting(
            what=for_named_readers(unread),
            detail=_("Those readers decide about keeping; one who may not do so tells the coordinator."),
            url=reverse("records-due"),
            verb=_("See the list"),
        )
    count = sum(count_each(lambda kind: due_of(principal, kind)).values())
    if count:
        yield desk.Waiting(
            what=_("Records due for their review: %(count)s") % {"count": in_words(count)},
            detail=_("Keep them longer with a reason, or purge them."),
            url=reverse("records-due"),
            verb=_("See them"),
        )


def named_on_due(principal: Principal) -> Iterator[desk.Waiting]:
    """TLP:RED records due that name somebody who does not decide: who decides may not read them, so he has to tell."""
    if not principal.is_member or principal.holds("record.retain"):
        return
    for kind in count_each(lambda known: due_of(principal, known).filter(tlp=TLP.RED)):
        for record in due_of(principal, kind).filter(tlp=TLP.RED)[:COUNTED_UP_TO]:
            yield desk.Waiting(
                what=_("Due for its review: %(reference)s") % {"reference": record.reference},
                detail=_("Only its named readers may see it. Tell your coordinator, who decides about keeping."),
                url=reverse("record", args=[kind.slug, record.pk]),
                verb=_("Read"),
                tlp=record.tlp,
                handling_code=record.handling_code,
            )


desk.register(desk.DeskSource(gettext_lazy("Retention"), records_due))
desk.register(desk.DeskSource(gettext_lazy("Retention"), named_on_due))


@register
def retention_panel(principal: Principal, record: CaseRecord) -> Panel | None:
    """When the record is reviewed and what holds it."""
    if not may_as_originator(principal, "record.retain", record.originator_id):
        return None
    hold = held([record.pk]).get(record.pk)
    lines = [_review(record)]
    if hold:
        lines.append(Line(_("Under legal hold"), hold.reason, "work", "lock", _url(record, "lift"), _("Lift it")))
    else:
        lines.append(Line(_("No legal hold"), "", "idle", "lock", _url(record, "hold"), _("Place one")))
    if not hold and may_as_originator(principal, "record.purge", record.originator_id):
        lines.append(Line(_("No longer needed?"), "", "idle", "trash", _url(record, "purge"), _("Purge it")))
    return Panel(_("Retention"), lines)


def _review(record: CaseRecord) -> Line:
    is_due = record.review_on <= clock.today()
    label = _("Review due since %(day)s") if is_due else _("Review on %(day)s")
    words = label % {"day": date_format(record.review_on, "DATE_FORMAT")}
    return Line(words, "", "due" if is_due else "ok", "calendar", _url(record, "keep"), _("Keep it longer"))


def _url(record: CaseRecord, act: str) -> str:
    return reverse("record-retention", args=[type_of(record).slug, record.pk, act])
