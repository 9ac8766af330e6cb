"""Reads of the figures. One aggregate over the ledger serves dashboard, returns, API and reports alike."""

from datetime import date

from django.db.models import Q, Sum

from operation.access.principal import Principal
from operation.people.models import Country
from operation.people.selectors import agencies
from operation.plan.models import Operation
from reporting.indicators import figures as values
from reporting.indicators.figures import Figures
from reporting.indicators.models import LedgerEntry
from reporting.indicators.weeks import weeks_of


def figures(principal: Principal, operation: Operation, as_known: date | None = None) -> Figures:
    """All figures that the principal may see, as known at the end of a day in Kunming (None: now). Three queries."""
    owing = {agency.pk: values.Agency(agency.pk, agency.country_id or "", agency.short_name) for agency in agencies()}
    sums = (
        LedgerEntry.objects.visible_to(principal)
        .filter(operation=operation)
        .known_on(as_known)
        .values_list("indicator", "agency_id", "week", "source", "standing")
        .annotate(value=Sum("delta"), said=Sum("stated"))
        .filter(~Q(value=0) | ~Q(said=0))
        .order_by()
    )
    return Figures(
        sums=tuple(
            values.Sum(code, agency_id, owing[agency_id].country, week, source, standing, value, said)
            for code, agency_id, week, source, standing, value, said in sums
        ),
        agencies=tuple(owing.values()),
        countries=tuple(Country.objects.values_list("code", flat=True)),
        weeks=weeks_of(operation),
        as_known=as_known,
    )
