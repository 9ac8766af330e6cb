"""How figures divide in an edition for members: the parts by country, and what of each figure is in none of them."""

from collections.abc import Collection, Iterator
from datetime import date

from operation.access.principal import Principal
from operation.plan.models import Operation
from reporting.evaluation.collect_figures import Told, number
from reporting.evaluation.figures import Breakdown, Cell, Gap, Part, Unit, rest, sum_of
from reporting.evaluation.kept_parts import kept_back
from reporting.indicators.figures import Figures
from reporting.indicators.rules import INDICATORS, Indicator
from reporting.indicators.splits_of_all import PartOfAll, SplitOfAll, is_about_suspects, splits_of_all
from reporting.indicators.worth import NONE


def breakdowns(
    principal: Principal, operation: Operation, cutoff: date, figures: Figures, told: dict[str, Told]
) -> dict[str, tuple[Breakdown, ...]]:
    """By indicator, as known at the end of the cut-off."""
    found = splits_of_all(principal, operation, cutoff)
    return {
        rule.code: tuple(_of_figure(rule, found[rule.code], figures, told[rule.code]))
        for rule in INDICATORS
        if rule.code in found
    }


def _of_figure(rule: Indicator, splits: Collection[SplitOfAll], figures: Figures, said: Told) -> Iterator[Breakdown]:
    with_records = _with_records(splits, figures, said)
    for split in splits:
        whole = _divided(split, rule, figures, with_records, said)
        one = kept_back(whole) if is_about_suspects(rule) else whole
        if one and one.parts:
            yield one


def _with_records(splits: Collection[SplitOfAll], figures: Figures, said: Told) -> set[str]:
    """The countries of which a record is in the figure, whether or not it says by what the figure divides."""
    divided = {country for split in splits for part in split.parts for country in part.countries}
    recorded = zip(figures.countries, said.countries, strict=True)
    return divided | {code for code, one in recorded if one.recorded and not isinstance(one.recorded, Gap)}


def _divided(
    split: SplitOfAll, rule: Indicator, figures: Figures, with_records: Collection[str], said: Told
) -> Breakdown:
    unit = Unit(rule.unit)
    parts = tuple(_part(one, figures.countries, with_records, unit) for one in split.parts)
    joint = figures.taken_off(rule.code).joint
    difference = rest(said.total.total, (*(part.value for part in parts), -joint))
    claims = rest(said.claims, (part.claims for part in parts))
    countries = tuple(
        rest(figure.total, (part.countries[at] for part in parts)) for at, figure in enumerate(said.countries)
    )
    left = any(cell for cell in (difference, claims, *countries) if not isinstance(cell, Gap))
    return Breakdown(
        title=split.title,
        parts=parts,
        difference=difference if left else None,
        countries=countries,
        claims=claims,
        joint=int(joint) if unit is Unit.COUNT else joint,
    )


def _part(one: PartOfAll, codes: Collection[str], with_records: Collection[str], unit: Unit) -> Part:
    """A country without records of a figure has no parts of it; one with records has none of this kind: 0."""
    cells: tuple[Cell, ...] = tuple(
        number(one.countries.get(code, NONE), unit) if code in with_records else Gap.NOT_DUE for code in codes
    )
    return Part(one.label, number(one.total, unit), cells, sum_of(cells))
