"""D01: matches between countries found, and resolved."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.deconfliction.counting import matches_known_to_both
from coordination.deconfliction.models import READ
from reporting.measures.base import Item, Measure, Median, Part, Reading, Share

A_DAY = timedelta(days=1)


def _read(reading: Reading) -> Iterator[Item]:
    """One query."""
    opens = reading.principal.holds(READ)
    for match in matches_known_to_both(reading.principal, reading.operation):
        if not reading.moment.knows(match.told_at):
            continue
        resolved = match.concluded_at if reading.moment.knows(match.concluded_at) else None
        yield Item(
            countries=tuple(sorted({match.one.country_id or "", match.other.country_id or ""})),
            parts={"found": 1, "resolved": int(resolved is not None)},
            days=_days(match.told_at, resolved),
            what=match.reference if opens else "",
            url=reverse("match", args=[match.pk]) if opens else "",
            words=_("resolved") if resolved else _("open"),
        )


def _days(told_at: datetime | None, resolved: datetime | None) -> float | None:
    return (resolved - told_at) / A_DAY if told_at and resolved else None


D01 = Measure(
    code="D01",
    label=_("Matches between countries"),
    line=7,
    version=1,
    rule=_(
        "Matches that both sides know of. Each is counted for both of its countries, and once in the total: the "
        "countries do not sum to it. Resolved: both coordinators agreed on what is done, «not the same» included. The "
        "median is of the days from the moment at which both knew to their agreement. Matches that a side guards are "
        "not counted, nor told."
    ),
    known=_(
        "As known on a day: by the moments at which both knew and agreed. A match that was found again since is open "
        "on every earlier day too, and one that a side has guarded since is on none."
    ),
    columns=(
        Part("found", _("Found")),
        Part("resolved", _("Resolved")),
        Share("share", _("Resolved of found"), "resolved", "found"),
        Median("days", _("Median, days")),
    ),
    chain=("found", "resolved"),
    headline="found",
    beside=("resolved", "days"),
    read=_read,
    permission=READ,
    by_agency=True,
)
