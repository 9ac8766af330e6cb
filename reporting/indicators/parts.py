"""What divides a figure and what it is a part of: computed when it is read, never kept (docs/decisions/0044)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from operation.access.principal import Principal
from operation.kernel.errors import Text
from operation.plan.models import Operation
from reporting.indicators.figures import Figures
from reporting.indicators.models import Source
from reporting.indicators.rules import Indicator, indicator_named
from reporting.indicators.rules.splits import NOT_KNOWN, Split
from reporting.indicators.selections import FigureKey, entries_of

NONE = Decimal(0)
HUNDRED = Decimal(100)
DELTA = DecimalField(max_digits=24, decimal_places=2)


@dataclass(frozen=True, slots=True)
class SplitPart:
    label: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Divided:
    """A figure by one split: the largest part first. All parts and `unknown` sum to the whole, always.

    `unknown` is what is reported without records, what the reader may not see, and what records do not say.
    """

    title: str
    parts: Sequence[SplitPart]
    unknown: Decimal


@dataclass(frozen=True, slots=True)
class Percentage:
    """A figure as a part of another one, in the countries of which both are known."""

    of: Indicator
    part: Decimal
    whole: Decimal

    @property
    def percent(self) -> Decimal:
        return HUNDRED * self.part / self.whole


def percentages(figures: Figures, indicator: Indicator, country: str = "") -> Iterator[Percentage]:
    """Of which other figures it is a part; nothing where the whole is 0 or no country knows both."""
    for code in indicator.shares:
        whole = indicator_named(code)
        parts, wholes = figures.by_country(indicator.code), figures.by_country(code)
        both = [
            (part.total, found.total)
            for at, part in parts.items()
            if part and (found := wholes[at]) and country in ("", at)
        ]
        total = sum((of for _part, of in both), NONE)
        if whole and total:
            yield Percentage(whole, sum((part for part, _of in both), NONE), total)


def divided(principal: Principal, operation: Operation, key: FigureKey, whole: Decimal) -> list[Divided]:
    """A figure by each of its splits, of the records that the principal may see; none where he sees none of them.

    A query for each split and type of record, however many records there are.
    """
    seen = [_counted(principal, operation, key, model) for model in key.indicator.models]
    found = [_divide(split, seen, whole) for split in key.indicator.splits]
    return [one for one in found if one.parts]


def _counted(principal: Principal, operation: Operation, key: FigureKey, model: Any) -> QuerySet[Any]:
    """The visible records that count in a figure, each with what it adds as `counted`."""
    entries = entries_of(principal, operation, key).filter(source=Source.RECORD, record_id__isnull=False)
    own = entries.filter(record_id=OuterRef("pk")).order_by().values("record_id").annotate(sum=Sum("delta"))
    adds = Subquery(own.values("sum"), output_field=DELTA)
    behind = entries.order_by().values("record_id")
    visible: QuerySet[Any] = model.objects.visible_to(principal)
    counting: QuerySet[Any] = visible.filter(pk__in=behind).annotate(counted=adds)
    return counting.exclude(counted=0)


def _divide(split: Split, seen: Sequence[QuerySet[Any]], whole: Decimal) -> Divided:
    values: defaultdict[str, Decimal] = defaultdict(Decimal)
    for records in seen:
        found = _columns(records, split.columns) if split.columns else _by_key(records, split)
        for label, value in found.items():
            values[label] += value
    parts = [SplitPart(label, value) for label, value in sorted(values.items(), key=lambda one: -one[1]) if value]
    return Divided(str(split.title), parts, whole - sum((part.value for part in parts), NONE))


def _by_key(records: QuerySet[Any], split: Split) -> dict[str, Decimal]:
    keyed = records.annotate(part=split.part).order_by()
    sums = keyed.values("part").annotate(value=Sum("counted")).values_list("part", "value")
    return {str(split.words(part)): value for part, value in sums if part not in NOT_KNOWN}


def _columns(records: QuerySet[Any], columns: Mapping[str, Text]) -> dict[str, Decimal]:
    """Of records that say otherwise now than they did on the day asked for the parts are not known any more."""
    now = sum((Coalesce(F(name), 0) for name in columns), Value(0))
    return sums_of_columns(records.annotate(now=now).filter(now=F("counted")), columns)


def sums_of_columns(records: QuerySet[Any], columns: Mapping[str, Text]) -> dict[str, Decimal]:
    """By the words of each column what records say in it; 0 where they say nothing."""
    sums = records.aggregate(**{name: Coalesce(Sum(name), NONE, output_field=DELTA) for name in columns})
    return {str(words): sums[name] for name, words in columns.items()}
