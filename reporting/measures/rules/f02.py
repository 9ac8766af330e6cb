"""F02, how long and which way: the median days of transfers, and their pathways."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.removals.models import Pathway, Removal
from reporting.measures.base import Item, Measure, Median, Part, Reading


def _read(reading: Reading) -> Iterator[Item]:
    """One query."""
    seen: Any = Removal.objects.visible_to(reading.principal).filter(operation=reading.operation)
    came = seen.filter(received_on__lte=reading.moment.day, heads_received__gt=0)
    for removal in came.select_related("recipient").order_by("received_on", "id"):
        yield Item(
            countries=(removal.recipient.country_id or "",),
            parts={"received": removal.heads_received, removal.pathway: removal.heads_received},
            days=(removal.received_on - removal.requested_on).days,
            what=removal.reference,
            url=reverse("removal", args=[removal.pk]),
            words=removal.get_pathway_display(),
        )


F02 = Measure(
    code="F02",
    label=_("Transfers: how long, which way"),
    line=2,
    version=1,
    rule=_(
        "Persons whom the other country received, by the country that held them and by the pathway of their removal. "
        "The median is of the days from the request to the arrival, one for each removal, however many persons it had."
    ),
    known=_(
        "As known on a day: by the day of the arrival, not by the day on which it was entered. What was entered later "
        "is in it."
    ),
    columns=(
        Part("received", _("Persons received")),
        Median("days", _("Median, days")),
        *(Part(value, label) for value, label in Pathway.choices),
    ),
    chain=("received",),
    split=tuple(Pathway.values),
    headline="days",
    beside=("received",),
    read=_read,
    permission="removal.read",
    by_agency=True,
)
