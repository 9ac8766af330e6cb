"""The figures of an edition as data, carried inside its file: CSV for a spreadsheet, JSON for a program.

Made of the same frozen content as the pages, rounded as they print it: nothing is told here that is not printed there.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from io import StringIO
from typing import Any

from django.utils.translation import gettext as _

from operation.kernel.sheets import safe
from operation.press.presswork import Attached
from reporting.evaluation.chapters import ActionDay, Restatement
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import (
    Breakdown,
    Cell,
    CountryReturns,
    Figure,
    Gap,
    Indicator,
    IndicatorResult,
    Unit,
    Week,
)
from reporting.evaluation.wording import rounded

NAME = "figures"
SOURCES = ("recorded", "reported", "total")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: of what, where, when, in which sense; its value, or the gap that stands in its place."""

    indicator: str
    unit: str
    of: str  # operation, country, week, country_week, breakdown, action_day
    country: str
    week: str
    part: str
    measure: str
    value: str
    gap: str


COLUMNS = tuple(one.name for one in fields(Line))


def attachments(content: Evaluation) -> tuple[Attached, ...]:
    """Both files, the same figures in each."""
    lines = tuple(lines_of(content))
    return (
        Attached(f"{NAME}.csv", _("The figures of this edition, one a line"), as_csv(lines)),
        Attached(f"{NAME}.json", _("The figures of this edition with their counting rules"), as_json(content, lines)),
    )


def lines_of(content: Evaluation) -> Iterator[Line]:
    """Every figure that the edition prints, in the order of its lines of effort; then those of the action days."""
    codes = [country.code for country in content.countries]
    for result in content.results:
        yield from _of_operation(result)
        for code, figure in zip(codes, result.countries, strict=True):
            yield from _figure(result.indicator, figure, of="country", country=code)
        for week, figure in zip(content.weeks, result.weeks, strict=True):
            yield _line(result.indicator, figure.total, of="week", week=week.code)
        for breakdown in result.breakdowns:
            yield from _of_breakdown(result.indicator, breakdown)
    for national in content.nationals:
        for at, indicator in enumerate(content.indicators):
            yield _line(
                indicator, national.contributed[at], of="country", country=national.country, measure="contributed"
            )
            for week, row in zip(content.weeks, national.weeks, strict=True):
                yield _line(indicator, row[at], of="country_week", country=national.country, week=week.code)
    known = {result.indicator.code: result.indicator for result in content.results}
    for day in content.action_days:
        yield from _of_action_day(day, known)


def as_csv(lines: Iterable[Line]) -> str:
    """With the mark by which spreadsheets know UTF-8, and no cell that one takes for a formula."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(one, name) for name in COLUMNS] for one in lines)
    return "\ufeff" + text.getvalue()


def as_json(content: Evaluation, lines: Iterable[Line]) -> str:
    told: dict[str, Any] = {
        "edition": _edition(content),
        "indicators": [asdict(result.indicator) for result in content.results],
        "countries": [country.code for country in content.countries],
        "weeks": [{"week": week.code, "first": week.first, "last": week.last} for week in content.weeks],
        "figures": [asdict(one) for one in lines],
        "returns": [_returned(row, content.weeks) for row in content.quality.returns],
        "restatements": [_restated(one, content) for one in content.restatements],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=str) + "\n"


def _cell(line: Line, name: str) -> str:
    text = str(getattr(line, name))
    return text if name == "value" else safe(text)


def _edition(content: Evaluation) -> dict[str, Any]:
    """Which edition the figures are of, and how its readers may use them."""
    return {
        "reference": content.reference,
        "report": content.kind,
        "edition": content.edition.value,
        "number": content.number,
        "language": content.language,
        "operation": content.operation.title,
        "figures_known_as_of": content.cutoff.isoformat(),
        "collected": content.built,
        "tlp": content.marking.tlp.value,
        "handling_code": content.marking.code.value,
        "synthetic": content.demonstration,
        "content_sha256": content.digest(),
        "rules_version": content.rules_version,
    }


def _of_operation(result: IndicatorResult) -> Iterator[Line]:
    for measure, cell in (("claims", result.claims), ("claimed_twice", result.claimed_twice)):
        yield _line(result.indicator, cell, measure=measure)
    yield from _figure(result.indicator, result.total)
    yield _line(result.indicator, result.total.verified, measure="verified")
    if result.target is not None:
        yield _line(result.indicator, result.target, measure="target")


def _figure(indicator: Indicator, figure: Figure, *, of: str = "operation", country: str = "") -> Iterator[Line]:
    for measure in SOURCES:
        yield _line(indicator, getattr(figure, measure), of=of, country=country, measure=measure)


def _of_breakdown(indicator: Indicator, breakdown: Breakdown) -> Iterator[Line]:
    for part in breakdown.parts:
        yield _line(indicator, part.value, of="breakdown", part=f"{breakdown.title}: {part.label}")
    if breakdown.difference is not None:
        part_of_none = f"{breakdown.title}: {_('Not broken down')}"
        yield _line(indicator, breakdown.difference, of="breakdown", part=part_of_none)


def _of_action_day(day: ActionDay, known: dict[str, Indicator]) -> Iterator[Line]:
    for code, cell in day.results:
        if code in known:
            yield _line(known[code], cell, of="action_day", part=f"{day.when.first.isoformat()} {day.title}")


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
    gap = cell.value if isinstance(cell, Gap) else ""
    value = "" if isinstance(cell, Gap) else plain(cell, indicator.unit)
    return Line(indicator.code, indicator.unit.value, of, country, week, part, measure, value, gap)


def plain(cell: int | Decimal, unit: Unit) -> str:
    """A number as a program reads it, with as many places as are printed."""
    return format(rounded(cell, unit), "f")


def _returned(row: CountryReturns, weeks: tuple[Week, ...]) -> dict[str, Any]:
    return {
        "country": row.country,
        "weeks": [
            {"week": week.code, "state": one.state.value, "late": one.late, "corrected": one.corrected}
            for week, one in zip(weeks, row.weeks, strict=True)
        ],
    }


def _restated(one: Restatement, content: Evaluation) -> dict[str, Any]:
    units = {result.indicator.code: result.indicator.unit for result in content.results}
    unit = units.get(one.indicator, Unit.COUNT)
    before, after = (None if isinstance(cell, Gap) else plain(cell, unit) for cell in (one.before, one.after))
    return {
        "edition": one.edition,
        "indicator": one.indicator,
        "country": one.country,
        "before": before,
        "after": after,
    }
