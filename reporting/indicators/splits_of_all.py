"""How a figure of all six countries divides, as known on a day: sums alone, counted by the work of each agency.

Nobody reads another's records for it. Each agency's work reads the history of its own, as the recount does, under the
name «figures»; what leaves it is how much of a figure is in each part (decision 57). Victims are not divided here.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from coordination.deconfliction.keeping import FIGURES
from operation.access.context import acting_as, as_system
from operation.access.principal import Principal
from operation.kernel import clock
from operation.people.models import Organisation
from operation.people.selectors import agencies
from operation.plan.models import Operation
from reporting.indicators.models import LedgerEntry, Source
from reporting.indicators.rules import INDICATORS, Indicator
from reporting.indicators.rules.splits import NOT_KNOWN, Split
from reporting.indicators.work import work_of
from reporting.indicators.worth import NONE

CHANNEL = "figures"
DELTA = DecimalField(max_digits=24, decimal_places=2)
DIVIDED = tuple(one for one in INDICATORS if one.splits and not one.is_about_victims)


@dataclass(frozen=True, slots=True)
class PartOfAll:
    """One part of a figure: what countries claim of it, and the result without what counts for another country."""

    label: str
    countries: Mapping[str, Decimal]
    total: Decimal


@dataclass(frozen=True, slots=True)
class SplitOfAll:
    """A figure by one split, the largest part first. What no record says is in none of the parts."""

    title: str
    parts: tuple[PartOfAll, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What one agency has in one part: claimed, and left of it in the result."""

    label: str
    claimed: Decimal
    left: Decimal


def splits_of_all(
    principal: Principal, operation: Operation, as_known: date | None = None
) -> dict[str, tuple[SplitOfAll, ...]]:
    """By indicator, for LMLECC, which builds editions; nothing for others. A query for each agency and type of record
    that feeds such a figure, however many records there are."""
    found: dict[tuple[str, str], dict[str, list[tuple[str, Share]]]] = defaultdict(lambda: defaultdict(list))
    builds = principal.is_secretariat and principal.holds("figures.read")
    for agency in agencies() if builds else ():
        with acting_as(work_of(agency), channel=CHANNEL), as_system(FIGURES):
            for indicator in DIVIDED:
                for title, share in _shares(indicator, agency, operation, as_known):
                    found[indicator.code, title][share.label].append((agency.country_id or "", share))
    split: dict[str, list[SplitOfAll]] = defaultdict(list)
    for (code, title), labels in found.items():
        split[code].append(_split(title, labels))
    return {code: tuple(splits) for code, splits in split.items()}


def _split(title: str, labels: Mapping[str, list[tuple[str, Share]]]) -> SplitOfAll:
    parts = (_part(label, shares) for label, shares in labels.items())
    return SplitOfAll(title, tuple(sorted(parts, key=lambda part: (-part.total, part.label))))


def _part(label: str, shares: list[tuple[str, Share]]) -> PartOfAll:
    countries: defaultdict[str, Decimal] = defaultdict(Decimal)
    for country, share in shares:
        countries[country] += share.claimed
    return PartOfAll(label, dict(countries), sum((share.left for _country, share in shares), NONE))


def _shares(
    indicator: Indicator, agency: Organisation, operation: Operation, as_known: date | None
) -> Iterator[tuple[str, Share]]:
    for model in indicator.models:
        records = _counted(model, indicator, agency, operation, as_known)
        for split in indicator.splits:
            for share in _columns(records, split) if split.columns else _by_key(records, split):
                yield str(split.title), share


def _counted(
    model: Any, indicator: Indicator, agency: Organisation, operation: Operation, as_known: date | None
) -> QuerySet[Any]:
    """The agency's records behind the figure as they stood then, with what each claims and what is left of that."""
    rows = LedgerEntry.objects.filter(operation=operation, indicator=indicator.code, agency=agency).known_on(as_known)
    claims, result = Q(source=Source.RECORD), Q(source__in=(Source.RECORD, Source.SAME))
    own = rows.filter(record_id=OuterRef("pgh_obj_id")).order_by().values("record_id")
    versions = model.events.rel.related_model.objects
    behind = rows.filter(claims, record_id__isnull=False).values("record_id")
    history = versions.filter(operation=operation, originator=agency, pgh_obj_id__in=behind)
    if as_known:
        history = history.filter(changed_at__lt=clock.end_of_day(as_known))
    newest = history.order_by("pgh_obj_id", "-version", "-pgh_id").distinct("pgh_obj_id").values("pgh_id")
    counting: QuerySet[Any] = versions.filter(pgh_id__in=newest).annotate(
        claimed=_sum(own.annotate(sum=Sum("delta", filter=claims))),
        left=_sum(own.annotate(sum=Sum("delta", filter=result))),
    )
    return counting.exclude(claimed=0)


def _sum(own: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(own.values("sum"), output_field=DELTA), Value(NONE, DELTA))


def _by_key(records: QuerySet[Any], split: Split) -> Iterator[Share]:
    keyed = records.annotate(part=F(split.key) if isinstance(split.key, str) else split.key)
    sums = keyed.order_by().values("part").annotate(of_claims=Sum("claimed"), of_result=Sum("left"))
    for part, claimed, left in sums.values_list("part", "of_claims", "of_result"):
        if part not in NOT_KNOWN:
            yield Share(str(split.words(part)), claimed, left)


def _columns(records: QuerySet[Any], split: Split) -> Iterator[Share]:
    """What a record divides into columns is its country's own doing: nothing of it counts for another one."""
    sums = records.aggregate(**{name: Coalesce(Sum(name), NONE, output_field=DELTA) for name in split.columns})
    for name, words in split.columns.items():
        if sums[name]:
            yield Share(str(words), sums[name], sums[name])
