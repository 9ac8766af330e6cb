"""Figures as a workbook, as one table, and for machines. No cell begins like a formula (trust.md 13)."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook

from operation.cases.exporting.formats.xlsx import DIGITS, WIDE, WIDTH, bold, clean
from operation.kernel.errors import Text
from operation.kernel.sheets import Value, safe
from reporting.exports.content import FiguresFile, Line, Total, country_words
from reporting.exports.values import KNOWN, Number, Rule, state_words
from reporting.indicators.worth import EXACT

Row = Sequence[Value]
RULES = (WIDTH, WIDTH, WIDTH, WIDTH, WIDTH, WIDE)
"""Columns of a sheet of rules."""


@dataclass(frozen=True)
class Format:
    """A way to write the file."""

    identifier: str
    label: Text
    media_type: str
    write: Callable[[FiguresFile], bytes]
    note: Text


def _figures(content: FiguresFile) -> Iterator[Row]:
    """One row for each figure, country and week; rows without a week are totals of all that were asked for."""
    labels = {rule.code: rule.label for rule in content.rules}
    units = {rule.code: rule.unit for rule in content.rules}
    yield [
        *(_("Indicator"), _("Label"), _("Unit"), _("Country"), _("Name of the country")),
        *(_("Week"), _("From"), _("Until"), _("State"), _("Total"), _("From records")),
        *(_("Reported without records"), _("Verified"), _("Submitted, not verified"), _("Logged, not in a return")),
    ]
    for line in content.lines:
        yield [line.indicator, labels[line.indicator], units[line.indicator], *_place(line), *_numbers(line)]


def _place(line: Line) -> Row:
    span = [day.isoformat() if day else "" for day in (line.first, line.last)]
    return [line.country, country_words(line.country), line.week, *span, str(state_words(line.state))]


def _numbers(line: Line) -> Sequence[Number]:
    return [line.total, line.recorded, line.reported, line.verified, line.submitted, line.logged]


def _totals(content: FiguresFile) -> Iterator[Row]:
    labels = {rule.code: rule.label for rule in content.rules}
    yield [
        *(_("Indicator"), _("Label"), _("State"), _("Sum of claims"), _("Claimed by two"), _("Total")),
        *(_("Target"), _("Targets of the countries"), _("Not shared out among the countries")),
    ]
    for one in content.totals:
        yield [one.indicator, labels[one.indicator], str(state_words(one.state)), *_ends(one)]


def _ends(one: Total) -> Sequence[Number]:
    twice = -one.twice if one.twice else one.twice
    return [one.claims, twice, one.total, one.target, one.target_of_countries, one.difference]


def _targets(content: FiguresFile) -> Iterator[Row]:
    yield [_("Indicator"), _("Country"), _("Target")]
    yield from ([one.indicator, country_words(one.country), one.target] for one in content.targets)


def _rules(content: FiguresFile) -> Iterator[Row]:
    yield from _rule_rows(_("Indicator"), content.rules)
    yield from (["", "", None, "", None, text] for text in content.general)


def _rule_rows(head: str, rules: Iterable[Rule]) -> Iterator[Row]:
    yield [head, _("Label"), _("Line of effort"), _("Unit"), _("Version of the rule"), _("Counting rule")]
    for rule in rules:
        yield [rule.code, rule.label, rule.line, rule.unit, rule.version, rule.text]


def _measures(content: FiguresFile) -> Iterator[Row]:
    yield [_("Measure"), _("Label"), _("Unit"), _("Country"), _("Name of the country"), _("State"), _("Value")]
    for one in content.measures:
        place = [one.country, country_words(one.country)]
        yield [one.measure, one.label, one.unit, *place, str(state_words(one.state)), one.value]


def _currencies(content: FiguresFile) -> Iterator[Row]:
    yield [
        *(_("Indicator"), _("Currency"), _("Country"), _("Name of the country")),
        *(_("Sum of claims"), _("Claimed by two"), _("In this currency"), _("In USD")),
    ]
    for one in content.currencies:
        place = [one.country, country_words(one.country)]
        sums = [_trimmed(one.claims), _trimmed(EXACT.minus(one.twice)), _trimmed(one.total), one.usd]
        yield [one.indicator, one.currency, *place, *sums]


def _trimmed(amount: Decimal) -> Decimal:
    """Without places that say nothing, and without a power of ten."""
    bare = EXACT.normalize(amount)
    return EXACT.quantize(bare, Decimal(1)) if bare == bare.to_integral_value() else bare


def _workbook(content: FiguresFile) -> bytes:
    """Sheets: what the file is, figures, totals, targets, money by currency, measures, rules. Written row by row."""
    book = Workbook(write_only=True)
    _sheet(book, _("About"), ([label, value] for label, value in content.about), widths=(WIDTH, WIDE), head=False)
    _sheet(book, _("Figures"), _figures(content))
    if content.totals:
        _sheet(book, _("Totals"), _totals(content))
    if content.targets:
        _sheet(book, _("Targets"), _targets(content))
    if content.currencies:
        _sheet(book, _("By currency"), _currencies(content))
    if content.measures:
        _sheet(book, _("Measures"), _measures(content))
    _sheet(book, _("Counting rules"), _rules(content), widths=RULES)
    if content.measure_rules:
        _sheet(book, _("Rules of measures"), _rule_rows(_("Measure"), content.measure_rules), widths=RULES)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _sheet(book: Any, title: str, rows: Iterable[Row], widths: Sequence[int] = (), head: bool = True) -> None:
    sheet = book.create_sheet(clean(title)[:31])
    if head:
        sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHIJKLMNO", widths or [WIDTH] * 15, strict=False):
        sheet.column_dimensions[letter].width = width
    for number, row in enumerate(rows):
        is_head = head and number == 0
        sheet.append(
            [bold(sheet, str(cell)) if is_head else _cell(sheet, at, cell, head) for at, cell in enumerate(row)]
        )


def _cell(sheet: Any, at: int, value: Value, head: bool) -> Any:
    if isinstance(value, Decimal) and len(value.as_tuple().digits) > DIGITS:
        return format(value, "f")
    if not isinstance(value, str):
        return value
    return bold(sheet, value) if at == 0 and not head else safe(clean(value))


def _beside(content: FiguresFile) -> Iterator[Row]:
    """Money by currency and measures in the columns of figures, under names of their own: of both there are totals."""
    labels = {rule.code: rule.label for rule in content.rules}
    for one in content.currencies:
        place = [one.country, country_words(one.country), "", "", "", str(state_words(KNOWN))]
        yield [
            f"{one.indicator}.{one.currency}",
            labels[one.indicator],
            one.currency,
            *place,
            _trimmed(one.total),
            *[None] * 5,
        ]
    for line in content.measures:
        place = [line.country, country_words(line.country), "", "", "", str(state_words(line.state))]
        yield [f"{line.measure}.{line.column}", line.label, line.unit, *place, line.value, *[None] * 5]


def _csv(content: FiguresFile) -> bytes:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerows([safe(cell) for cell in row] for row in (*_figures(content), *_beside(content)))
    return ("\ufeff" + text.getvalue()).encode()


def _json(content: FiguresFile) -> bytes:
    told = {
        "about": dict(content.metadata),
        "figures": [asdict(line) for line in content.lines],
        "totals": [asdict(one) for one in content.totals],
        "targets": [asdict(one) | {"country": one.country or None} for one in content.targets],
        "currencies": [
            asdict(one) | {name: format(_trimmed(getattr(one, name)), "f") for name in ("claims", "twice", "total")}
            for one in content.currencies
        ],
        "measures": [asdict(one) for one in content.measures],
        "rules": [asdict(rule) for rule in content.rules],
        "measure_rules": [asdict(rule) for rule in content.measure_rules],
        "general_rules": list(content.general),
    }
    return (json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1) + "\n").encode()


XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = (
    Format("xlsx", "XLSX", XLSX_TYPE, _workbook, gettext_lazy("Excel and LibreOffice; with rules and targets.")),
    Format("csv", "CSV", "text/csv; charset=utf-8", _csv, gettext_lazy("One table of all figures, for other systems.")),
    Format("json", "JSON", "application/json", _json, gettext_lazy("For programs; with rules and targets.")),
)


def format_named(identifier: str) -> Format:
    """Raises StopIteration for one that there is not."""
    return next(one for one in FORMATS if one.identifier == identifier)
