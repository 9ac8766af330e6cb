"""What the figures are worth: completeness, corrections, limits, and what changed since an earlier released edition."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.plan.models import Operation
from reporting.evaluation import chapters
from reporting.evaluation.chapters import Quality, Restatement, Text
from reporting.evaluation.collect_figures import cell_of
from reporting.evaluation.figures import Cell, Gap
from reporting.evaluation.models import Edition
from reporting.evaluation.weeks import CountryReturns, ReturnState, Week, WeekReturn
from reporting.indicators import figures as known
from reporting.indicators.rules import INDICATORS
from reporting.returns.selectors import MISSING, NOT_DUE, Correction, WeekState, completeness, corrections

STATES = {NOT_DUE: ReturnState.NOT_DUE, MISSING: ReturnState.MISSING}


def returns_of(principal: Principal, operation: Operation, cutoff: date) -> tuple[CountryReturns, ...]:
    """How far each country's returns had come by the cut-off, as the dashboard shows it."""
    complete = completeness(principal, operation, cutoff)
    return tuple(
        CountryReturns(country, tuple(_week(state) for state in states))
        for country, states in complete.countries.items()
    )


def _week(state: WeekState) -> WeekReturn:
    return WeekReturn(STATES.get(state.state) or ReturnState(state.state), state.late, state.corrected)


def quality_for_members(
    returns: tuple[CountryReturns, ...],
    changes: list[Correction],
    figures: known.Figures,
    weeks: Mapping[date, Week],
) -> Quality:
    """All of it: corrections with the words of LMLECC, which asked or reopened; limits by country."""
    return Quality(
        returns=returns,
        corrections=tuple(_correction(one, weeks[one.week]) for one in changes if one.week in weeks),
        limits=tuple(_limits(figures)),
    )


def quality_for_observers(returns: tuple[CountryReturns, ...], figures: known.Figures) -> Quality:
    """Completeness and limits; single corrected cells are left out: a small difference would tell a small count."""
    first = _("This edition holds verified figures only; what was submitted and is not verified yet is not in it.")
    second = _("Where a figure comes from, records or returns alone, is told for totals only.")
    return Quality(returns=returns, limits=(first, second, *_limits(figures)))


def _correction(one: Correction, week: Week) -> chapters.Correction:
    return chapters.Correction(
        country=one.country,
        week=week,
        indicator=one.indicator,
        before=cell_of(one.indicator, one.before),
        after=cell_of(one.indicator, one.after),
        recorded=one.at.date(),
        reason=Text(one.reason) if one.reason else None,
    )


def _limits(figures: known.Figures) -> list[str]:
    """Who is silent about what; the same silence about several figures is said once."""
    silent: dict[tuple[str, ...], list[str]] = defaultdict(list)
    partial: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for code in (one.code for one in INDICATORS):
        without = figures.without_data(code)
        if 0 < len(without) < len(figures.countries):
            silent[without].append(code)
        for country in figures.countries:
            agencies = tuple(agency.name for agency in figures.partial(code, country))
            if agencies and country not in without:
                partial[country, agencies].append(code)
    nothing = _("No data from %(countries)s: %(codes)s. Those totals are without them.")
    some = _("%(country)s is incomplete: of some weeks %(agencies)s tells nothing (%(codes)s).")
    return [
        *(nothing % {"countries": ", ".join(where), "codes": ", ".join(codes)} for where, codes in silent.items()),
        *(
            some % {"country": country, "agencies": ", ".join(agencies), "codes": ", ".join(codes)}
            for (country, agencies), codes in partial.items()
        ),
    ]


def restatements(
    earlier: Edition | None,
    now: Mapping[str, Mapping[str, Cell]],
    on: date,
    reasons: Mapping[tuple[str, str], Text] | None = None,
) -> tuple[Restatement, ...]:
    """Figures that the earlier released edition printed otherwise (counting rule 7), where both are printed."""
    if earlier is None:
        return ()
    name = f"{earlier.get_audience_display()} {earlier.number}"
    found = []
    for code, cells in now.items():
        before_all = earlier.printed.get(code, {})
        for country, after in cells.items():
            written = before_all.get(country)
            if written is None or isinstance(after, Gap):
                continue
            before = cell_of(code, Decimal(written))
            if before != after:
                reason = (reasons or {}).get((code, country))
                found.append(Restatement(name, code, country, before, after, on, reason))
    return tuple(found)


def reasons_since(earlier: Edition | None, changes: list[Correction]) -> dict[tuple[str, str], Text]:
    """The last reason given for each corrected figure since the earlier edition was released."""
    if earlier is None or earlier.released_at is None:
        return {}
    return {
        (one.indicator, one.country): Text(one.reason) for one in changes if one.reason and one.at > earlier.released_at
    }


def changes_of(principal: Principal, operation: Operation, cutoff: date) -> list[Correction]:
    return corrections(principal, operation, cutoff)
