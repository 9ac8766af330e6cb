"""Figures of a period, and of one country: what a weekly, monthly or country report needs of all that is known."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from reporting.drafting.figures import weeks_in
from reporting.drafting.models import Report
from reporting.evaluation.chapters import ActionDay
from reporting.evaluation.collect_figures import Told
from reporting.evaluation.figures import CountryReturns
from reporting.indicators.figures import Figures
from reporting.indicators.models import CLAIMS, Source
from reporting.targets.selectors import OPERATION, Targets


def of_country(figures: Figures, country: str) -> Figures:
    """What one country claims, and its credit; what is taken off for two countries is no country's own."""
    own = (*CLAIMS, Source.CREDIT)
    return replace(
        figures,
        sums=tuple(one for one in figures.sums if one.country == country and one.source in own),
        countries=(country,),
    )


def in_period(figures: Figures, report: Report) -> Figures:
    """The figures of the weeks of its period."""
    weeks = weeks_in(report, figures.weeks)
    mondays = {week.monday for week in weeks}
    return replace(figures, sums=tuple(one for one in figures.sums if one.week in mondays), weeks=weeks)


def places_of(figures: Figures, mondays: Sequence[date]) -> tuple[int, ...]:
    """The places of the figures' weeks among all of them."""
    return tuple(mondays.index(week.monday) for week in figures.weeks)


def weeks_of(told: Mapping[str, Told], places: Sequence[int]) -> dict[str, Told]:
    """The same sums, with some of their weeks."""
    return {
        code: replace(
            one,
            weeks=tuple(one.weeks[at] for at in places),
            grid=tuple(tuple(row[at] for at in places) for row in one.grid),
        )
        for code, one in told.items()
    }


def returns_in(
    returns: Sequence[CountryReturns], countries: Sequence[str], places: Sequence[int]
) -> tuple[CountryReturns, ...]:
    return tuple(
        replace(row, weeks=tuple(row.weeks[at] for at in places)) for row in returns if row.country in countries
    )


def days_in(days: Sequence[ActionDay], report: Report) -> tuple[ActionDay, ...]:
    """Action days of the period; of a country report those that the country took part in."""
    return tuple(
        day
        for day in days
        if report.starts_on <= day.when.first <= report.ends_on
        and (not report.country_id or report.country_id in (day.lead, *day.participants))
    )


def targets_in(targets: Targets, country: str) -> Targets:
    """Those of one country as if they were the operation's: its report knows no other."""
    return Targets({(code, OPERATION): value for (code, whose), value in targets.values.items() if whose == country})
