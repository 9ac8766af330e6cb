"""How a figure of all six countries divides, as known on a day: sums alone, counted by the work of each agency.

Nobody reads another's records for it. Each agency's work reads the history of its own, as the recount does, under the
name «figures»; what leaves it is how much of a figure is in each part (decision 57). Victims are not divided here, and
no figure about suspects of which a record was erased since: its difference to an earlier edition would be a person.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from coordination.deconfliction.keeping import FIGURES
from operation.access.context import acting_as, as_system
from operation.access.principal import Principal
from operation.cases.records.suspect import Suspect
from operation.kernel import clock
from operation.people.models import Organisation
from operation.people.selectors import agencies
from operation.plan.models import Operation
from reporting.indicators.models import LedgerEntry, LedgerQuerySet, Source
from reporting.indicators.parts import DELTA, sums_of_columns
from reporting.indicators.rules import INDICATORS, Indicator
from reporting.indicators.rules.splits import NOT_KNOWN, Split
from reporting.indicators.work import work_of
from reporting.indicators.worth import NONE

CHANNEL = "figures"
CLAIMS, RESULT = Q(source=Source.RECORD), Q(source__in=(Source.RECORD, Source.SAME))
DIVIDED = tuple(one for one in INDICATORS if one.splits and not one.is_about_victims)


@dataclass(frozen=True, slots=True)
class PartOfAll:
    """One part of a figure: what countries claim of it, and the same without persons and things that count for another
    country. What the desk found two of them to claim of a joint result has no record, so it is taken off no part."""

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
    """By indicator, for LMLECC, which builds editions; nothing for others.

    A query for each agency, indicator and type of record, and for suspects one more: about two hundred, however many
    records there are.
    """
    builds = principal.is_secretariat and principal.holds("figures.read")
    found: dict[tuple[str, str], dict[str, list[tuple[str, Share]]]] = defaultdict(lambda: defaultdict(list))
    erased: set[str] = set()
    for agency in agencies() if builds else ():
        with acting_as(work_of(agency), channel=CHANNEL), as_system(FIGURES):
            for indicator in DIVIDED:
                if is_about_suspects(indicator) and _has_erased(indicator, agency, operation, as_known):
                    erased.add(indicator.code)
                for title, share in _shares(indicator, agency, operation, as_known):
                    found[indicator.code, title][share.label].append((agency.country_id or "", share))
    split: dict[str, list[SplitOfAll]] = defaultdict(list)
    for (code, title), labels in found.items():
        if code not in erased:
            split[code].append(_split(title, labels))
    return {code: tuple(splits) for code, splits in split.items()}


def is_about_suspects(indicator: Indicator) -> bool:
    """Whether a person in it may turn out to be a presumed victim, and be in it no more."""
    return Suspect in indicator.models


def _split(title: str, labels: Mapping[str, list[tuple[str, Share]]]) -> SplitOfAll:
    parts = (_part(label, shares) for label, shares in labels.items())
    return SplitOfAll(title, tuple(sorted(parts, key=lambda part: (-part.total, part.label))))


def _part(label: str, shares: Sequence[tuple[str, Share]]) -> PartOfAll:
    countries: defaultdict[str, Decimal] = defaultdict(Decimal)
    for country, share in shares:
        countries[country] += share.claimed
    return PartOfAll(label, dict(countries), sum((share.left for _country, share in shares), NONE))


def _shares(
    indicator: Indicator, agency: Organisation, operation: Operation, as_known: date | None
) -> Iterator[tuple[str, Share]]:
    keyed = [split for split in indicator.splits if not split.columns]
    for model in indicator.models:
        records = _counted(model, indicator, agency, operation, as_known)
        if keyed:
            yield from _by_keys(records, keyed)
        for split in indicator.splits:
            for share in _columns(records, split) if split.columns else ():
                yield str(split.title), share


def _claimed(indicator: Indicator, agency: Organisation, operation: Operation, as_known: date | None) -> LedgerQuerySet:
    """What the agency's records brought and took off by then."""
    rows = LedgerEntry.objects.filter(operation=operation, indicator=indicator.code, agency=agency)
    return rows.known_on(as_known).filter(record_id__isnull=False).order_by()


def _history(model: Any, agency: Organisation, operation: Operation, as_known: date | None) -> QuerySet[Any]:
    versions: QuerySet[Any] = model.events.rel.related_model.objects.filter(operation=operation, originator=agency)
    return versions.filter(changed_at__lt=clock.end_of_day(as_known)) if as_known else versions


def _counted(
    model: Any, indicator: Indicator, agency: Organisation, operation: Operation, as_known: date | None
) -> QuerySet[Any]:
    """The agency's records behind the figure as they stood then, with what each claims and what is left of that."""
    rows = _claimed(indicator, agency, operation, as_known)
    own = rows.filter(record_id=OuterRef("pgh_obj_id")).values("record_id")
    history = _history(model, agency, operation, as_known).filter(
        pgh_obj_id__in=rows.filter(CLAIMS).values("record_id")
    )
    newest = history.order_by("pgh_obj_id", "-version", "-pgh_id").distinct("pgh_obj_id").values("pgh_id")
    versions = model.events.rel.related_model.objects.filter(pgh_id__in=newest)
    counting: QuerySet[Any] = versions.annotate(
        claimed=_sum(own.annotate(sum=Sum("delta", filter=CLAIMS))),
        left=_sum(own.annotate(sum=Sum("delta", filter=RESULT))),
    )
    return counting.exclude(claimed=0)


def _has_erased(indicator: Indicator, agency: Organisation, operation: Operation, as_known: date | None) -> bool:
    """Whether it claims a record of which nothing is left of how it stood then."""
    rows = _claimed(indicator, agency, operation, as_known).filter(CLAIMS)
    claims = rows.values("record_id").annotate(sum=Sum("delta")).exclude(sum=0)
    for model in indicator.models:
        history = _history(model, agency, operation, as_known)
        claims = claims.exclude(Exists(history.filter(pgh_obj_id=OuterRef("record_id"))))
    return claims.exists()


def _sum(own: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(own.values("sum"), output_field=DELTA), Value(NONE, DELTA))


def _by_keys(records: QuerySet[Any], splits: Sequence[Split]) -> Iterator[tuple[str, Share]]:
    """All splits by one reading: each row is a combination of their parts."""
    names = [f"part_{at}" for at in range(len(splits))]
    keys = {name: split.part for name, split in zip(names, splits, strict=True)}
    sums = records.annotate(**keys).order_by().values(*names).annotate(of_claims=Sum("claimed"), of_result=Sum("left"))
    for *parts, claimed, left in sums.values_list(*names, "of_claims", "of_result"):
        for split, part in zip(splits, parts, strict=True):
            if part not in NOT_KNOWN:
                yield str(split.title), Share(str(split.words(part)), claimed, left)


def _columns(records: QuerySet[Any], split: Split) -> Iterator[Share]:
    """What a record divides into columns is its country's own doing: nothing of it counts for another one."""
    for label, value in sums_of_columns(records, split.columns).items():
        if value:
            yield Share(label, value, value)
