"""The lines of an edition's figures as data: each figure that it prints, rounded as it prints it, and no other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from reporting.evaluation.chapters import ActionDay, Correction, Drawn, Restatement
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import Breakdown, Cell, Figure, Gap, InCurrency, Indicator, IndicatorResult, Unit
from reporting.evaluation.kinds import EditionKind
from reporting.evaluation.measures import MeasureResult
from reporting.evaluation.printed.breakdowns import rows_of
from reporting.evaluation.situation import Situation
from reporting.evaluation.weeks import Week
from reporting.evaluation.wording import in_units, rounded

SOURCES = ("recorded", "reported", "total")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: of what, where, when, in which sense; its value, or the gap that stands in its place.

    `of` is operation, country, week, country_week, breakdown, currency, action_day, measure or measure_no_country; of a
    situation report also period and country_period; chart is what stands in a text, its title in `part`. A correction,
    with its day in `part`, and a restatement, with the earlier edition there, have a line for what was before and one
    for what is now.
    """

    indicator: str
    unit: str
    of: str
    country: str
    week: str
    part: str
    measure: str
    value: str
    gap: str


COLUMNS = tuple(one.name for one in fields(Line))


def lines_of(content: Evaluation) -> Iterator[Line]:
    """Every figure that the edition prints, in the order of its lines of effort; then action days and charts."""
    yield from _of_situation(content, content.situation) if content.situation else _of_evaluation(content)
    known = {result.indicator.code: result.indicator for result in content.results}
    for day in content.action_days:
        yield from _of_action_day(day, known, content.situation.country if content.situation else "")
    texts = [one.text for one in content.written] + [one.text for one in content.nationals]
    for drawn in dict.fromkeys(part for text in texts for part in text if isinstance(part, Drawn)):
        yield from _of_chart(drawn)


def _of_situation(content: Evaluation, told: Situation) -> Iterator[Line]:
    """In the period and so far: of one country its own, of all what each claims and the three sums."""
    known = {result.indicator.code for line in content.lines for result in line.known}
    codes = [country.code for country in content.countries]
    against_target = set(_against_target(content, told))
    for part, whole in zip(told.results, content.results, strict=True):
        if whole.indicator.code not in known:
            continue
        if not told.country:
            yield from _three_sums(part, of="period")
            yield from _three_sums(whole, of="operation")
        for code, in_period, so_far in zip(codes, part.countries, whole.countries, strict=True):
            yield _line(whole.indicator, in_period.total, of="country_period", country=code)
            for measure in SOURCES if told.country else ("total",):
                yield _line(whole.indicator, getattr(so_far, measure), of="country", country=code, measure=measure)
        if whole.target is not None and whole.indicator.code in against_target:
            of = "country" if told.country else "operation"
            yield _line(whole.indicator, whole.target, of=of, country=told.country, measure="target")


def _against_target(content: Evaluation, told: Situation) -> Iterator[str]:
    """The indicators whose target is printed: all of a country, in a month the lead figures, in a week none."""
    for line in content.lines:
        if told.country:
            yield from (result.indicator.code for result in line.known)
        elif content.kind == EditionKind.MONTHLY:
            yield from (result.indicator.code for result in line.known[:1])


def _three_sums(result: IndicatorResult, *, of: str) -> Iterator[Line]:
    cells = (("claims", result.claims), ("claimed_twice", result.claimed_twice), ("total", result.total.total))
    for measure, cell in cells:
        yield _line(result.indicator, cell, of=of, measure=measure)


def _of_evaluation(content: Evaluation) -> Iterator[Line]:
    codes = [country.code for country in content.countries]
    for result in content.results:
        yield from _of_result(result, codes, content.weeks)
    for one in content.measures:
        yield from _of_measure(one, codes)
    for national in content.nationals:
        for at, indicator in enumerate(content.indicators):
            yield _line(
                indicator, national.contributed[at], of="country", country=national.country, measure="contributed"
            )
            for week, row in zip(content.weeks, national.weeks, strict=True):
                yield _line(indicator, row[at], of="country_week", country=national.country, week=week.code)
    yield from _of_changes(content)


def _of_result(result: IndicatorResult, codes: Sequence[str], weeks: Sequence[Week]) -> Iterator[Line]:
    yield from _of_operation(result)
    for code, figure in zip(codes, result.countries, strict=True):
        yield from _figure(result.indicator, figure, of="country", country=code)
    for week, figure in zip(weeks, result.weeks, strict=True):
        yield _line(result.indicator, figure.total, of="week", week=week.code)
    for one in result.currencies:
        yield from _of_currency(result.indicator, one, codes)
    if result.currencies:
        yield from _in_usd_alone(result, codes)
    for breakdown in result.breakdowns:
        yield from _of_breakdown(result.indicator, breakdown, codes)


def _of_operation(result: IndicatorResult) -> Iterator[Line]:
    for measure, cell in (("claims", result.claims), ("claimed_twice", result.claimed_twice)):
        yield _line(result.indicator, cell, measure=measure)
    yield from _figure(result.indicator, result.total)
    yield _line(result.indicator, result.total.verified, measure="verified")
    yield _line(result.indicator, result.total.unverified, measure="unverified")
    if result.target is not None:
        yield _line(result.indicator, result.target, measure="target")


def _figure(indicator: Indicator, figure: Figure, *, of: str = "operation", country: str = "") -> Iterator[Line]:
    for measure in SOURCES:
        yield _line(indicator, getattr(figure, measure), of=of, country=country, measure=measure)


def _of_breakdown(indicator: Indicator, breakdown: Breakdown, codes: Sequence[str]) -> Iterator[Line]:
    """Each row as it is printed: by country with the sum of claims, where the parts are told by country."""
    for row in rows_of(breakdown):
        part = f"{breakdown.title}: {row.label}"
        yield _line(indicator, row.value, of="breakdown", part=part)
        if row.countries:
            yield _line(indicator, row.claims, of="breakdown", part=part, measure="claims")
        for code, cell in zip(codes, row.countries, strict=False):
            yield _line(indicator, cell, of="breakdown", country=code, part=part)


def _of_currency(indicator: Indicator, one: InCurrency, codes: Sequence[str]) -> Iterator[Line]:
    """In the currency itself, which is the unit of such a line, and in USD."""
    said = (("claims", one.claims), ("claimed_twice", one.claimed_twice), ("total", one.total))
    for measure, money in said:
        yield _money(indicator, money.original, one.currency, measure=measure)
    yield _line(indicator, one.total.usd, of="currency", part=one.currency)
    for code, money in zip(codes, one.countries, strict=True):
        if not isinstance(money.original, Gap):
            yield _money(indicator, money.original, one.currency, country=code)
            yield _line(indicator, money.usd, of="currency", country=code, part=one.currency)


def _in_usd_alone(result: IndicatorResult, codes: Sequence[str]) -> Iterator[Line]:
    """What is in no currency but USD, of all and of the countries that have money in any currency; no row for 0."""
    if result.in_usd_alone:
        yield _line(result.indicator, result.in_usd_alone, of="currency", measure="in_usd_alone")
    for at, code in enumerate(codes):
        alone = result.in_usd_alone_of(at)
        if alone and any(not isinstance(one.countries[at].original, Gap) for one in result.currencies):
            yield _line(result.indicator, alone, of="currency", country=code, measure="in_usd_alone")


def _money(indicator: Indicator, cell: Cell, currency: str, *, country: str = "", measure: str = "total") -> Line:
    value, gap = ("", cell.value) if isinstance(cell, Gap) else (_trimmed(in_units(cell, currency)), "")
    return Line(indicator.code, currency, "currency", country, "", currency, measure, value, gap)


def _trimmed(number: Decimal) -> str:
    """No places that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _of_measure(one: MeasureResult, codes: Sequence[str]) -> Iterator[Line]:
    """Each number by the words of its column; of countries, of what belongs to none of them, and of all."""
    for code, row in zip(codes, one.countries, strict=False):
        yield from _measured(one, row, "measure", code)
    if one.others is not None:
        yield from _measured(one, one.others, "measure_no_country")
    yield from _measured(one, one.total, "measure")


def _measured(one: MeasureResult, row: Sequence[Cell], of: str, country: str = "") -> Iterator[Line]:
    for column, cell in zip(one.columns, row, strict=True):
        indicator = replace(one.indicator, unit=column.unit)
        yield _line(indicator, cell, of=of, country=country, part=column.label)


def _of_changes(content: Evaluation) -> Iterator[Line]:
    """What stood before each correction and each restatement, and what stands now."""
    changes: list[tuple[Correction | Restatement, str, str, str]]
    changes = [(one, "correction", one.week.code, one.recorded.isoformat()) for one in content.quality.corrections]
    changes += [(one, "restatement", "", one.edition) for one in content.restatements]
    for one, of, week, part in changes:
        unit = content.unit_of(one.indicator)
        for measure, cell in (("before", one.before), ("now", one.after)):
            value, gap = _said(cell, unit)
            yield Line(one.indicator, unit.value, of, one.country, week, part, measure, value, gap)


def _of_action_day(day: ActionDay, known: dict[str, Indicator], country: str) -> Iterator[Line]:
    """Of all, or of the country of the report, which counts its own claims alone."""
    part = f"{day.when.first.isoformat()} {day.title}"
    for code, cell in day.results:
        if code in known:
            yield _line(known[code], cell, of="action_day", country=country, part=part)


def _of_chart(drawn: Drawn) -> Iterator[Line]:
    """A figure a bar or column; the title says of which country and period."""
    places = [(code, "") for code, _name in drawn.countries] or [("", week.code) for week in drawn.weeks]
    for (country, week), figure in zip(places, drawn.figures, strict=True):
        value, gap = _said(figure.total, drawn.unit)
        yield Line(drawn.code, drawn.unit.value, "chart", country, week, drawn.title, "total", value, gap)


def _line(
    indicator: Indicator,
    cell: Cell,
    *,
    of: str = "operation",
    country: str = "",
    week: str = "",
    part: str = "",
    measure: str = "total",
) -> Line:
    value, gap = _said(cell, indicator.unit)
    return Line(indicator.code, indicator.unit.value, of, country, week, part, measure, value, gap)


def _said(cell: Cell, unit: Unit) -> tuple[str, str]:
    """Its value, with as many places as are printed, and its gap: one of both is empty."""
    return ("", cell.value) if isinstance(cell, Gap) else (_trimmed(rounded(cell, unit)), "")
