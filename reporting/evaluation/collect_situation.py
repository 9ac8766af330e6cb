"""What an edition of a weekly, monthly or country report says: figures of a period, or of one country, of all known."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from reporting.drafting.figures import weeks_in
from reporting.drafting.models import Report
from reporting.evaluation import collect_quality as quality
from reporting.evaluation import collect_results as results
from reporting.evaluation.chapters import ActionDay, Quality, When
from reporting.evaluation.collect_figures import Told, all_told
from reporting.evaluation.collect_plan import action_days
from reporting.evaluation.collection import Collection
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import of_lines
from reporting.evaluation.kinds import PRINTED_AS
from reporting.evaluation.situation import Situation
from reporting.evaluation.succession import earlier_edition
from reporting.evaluation.weeks import CountryReturns
from reporting.indicators.figures import Figures
from reporting.indicators.models import CLAIMS, Source
from reporting.targets.selectors import NO_TARGETS, OPERATION, Targets, targets_of


def situation(run: Collection, number: int, report: Report) -> Evaluation:
    """The figures of its period beside what is known since the start."""
    code = report.country_id or ""
    earlier = earlier_edition(run.operation, run.order, report.reference)
    figures = of_country(run.figures, code) if code else run.figures
    part = in_period(figures, report)
    countries = tuple(country for country in run.countries if country.code in figures.countries)
    places = places_of(part, list(run.weeks))
    told = weeks_of(all_told(figures), places)
    known = results.indicators(run.lines)
    targets = targets_of(run.principal, run.operation, run.order.cutoff)
    lines = results.lines_of_effort(run.lines, known, told, targets_in(targets, code))
    counted = [line for line in lines if line.results]  # the others have measures alone, which it does not tell
    in_part = results.lines_of_effort(run.lines, known, all_told(part), NO_TARGETS)
    return Evaluation(
        **run.common(number, earlier, countries, told),
        weeks=tuple(run.weeks[week.monday] for week in part.weeks),
        lines=lines,
        indicators=tuple(known.values()),
        quality=_returns(run, figures, places),
        nationals=results.nationals(countries, told, {}, {}, run.agreed.national),
        action_days=_days(run, report),
        summary=results.summary(counted, (), run.order.cutoff, since=run.operation.starts_on),
        kind=PRINTED_AS[report.kind].value,
        situation=Situation(
            reference=report.reference,
            period=When(report.starts_on, report.ends_on),
            results=of_lines(in_part),
            country=code,
        ),
    )


def _returns(run: Collection, figures: Figures, places: tuple[int, ...]) -> Quality:
    returns = quality.returns_of(run.principal, run.operation, run.order.cutoff)
    own = returns_in(returns, figures.countries, places)
    return quality.quality_for_members(own, [], figures, run.weeks)


def _days(run: Collection, report: Report) -> tuple[ActionDay, ...]:
    code = report.country_id or ""
    held = action_days(run.principal, run.operation, run.order.cutoff, with_results=True, country=code)
    return days_in(held, report)


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
