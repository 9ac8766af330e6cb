"""Identifiers on the page of their record; those that do not pass their check on the desk of who may correct them."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.counting import count_each
from operation.cases.identifying.kinds import Check
from operation.cases.masking import IDENTIFIERS, withheld_from
from operation.cases.panels import Part, register_part
from operation.cases.registry import RecordType, all_types, type_of
from operation.people import desk

SHOWN_AT_MOST = 5


def numbers_to_check(principal: Principal) -> Iterator[desk.Waiting]:
    """The newest of each type that has some; which number it is stands on the record alone."""
    if not principal.is_member:
        return
    bearing = [known for known in all_types() if known.identifiers]
    for record_type in count_each(lambda known: _waiting(known, principal), bearing):
        if principal.holds(record_type.permission("amend")):
            for record in _waiting(record_type, principal)[:SHOWN_AT_MOST]:
                yield desk.Waiting(
                    what=_("Check this number: %(reference)s") % {"reference": record.reference},
                    detail=_("An identifier does not pass its check. Compare it with the source."),
                    url=f"{reverse('record', args=[record_type.slug, record.pk])}#identifiers",
                    verb=_("Look at it"),
                    tlp=record.tlp,
                    handling_code=record.handling_code,
                )


def _waiting(record_type: RecordType, principal: Principal) -> Any:
    table: Any = record_type.identifiers
    rows = table.objects.visible_to(principal).filter(verdict=Check.FAIL, confirmed=False)
    own = record_type.model._default_manager.own(principal)
    found = own.filter(pk__in=rows.order_by().values("record_id")).order_by("-created_at")
    return found.only("reference", "tlp", "handling_code")


@register_part
def identifiers_part(principal: Principal, record: CaseRecord) -> Part | None:
    """What the record is known by, as far as its reader may see it; nothing where there is none."""
    record_type = type_of(record)
    if record_type.identifiers is None or IDENTIFIERS in withheld_from(principal, record_type, record):
        return None
    rows = list(record.identifiers.all())  # type: ignore[attr-defined]
    context = {
        "identifiers": rows,
        "may_confirm": may_as_originator(principal, record_type.permission("amend"), record.originator_id),
        "confirm_url": reverse("identifiers-confirm", args=[record_type.slug, record.pk]),
    }
    return Part("identifiers", _("Identifiers"), "cases/_identifiers.html", context) if rows else None


desk.register(desk.DeskSource(gettext_lazy("Identifiers"), numbers_to_check))
