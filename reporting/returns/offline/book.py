"""The sheet of a week to fill in offline: a workbook with protected labels, in the language of whoever downloads it."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from operation.cases.cells import YES, neutral
from reporting.indicators.rules import Indicator
from reporting.indicators.wording import plain, unit_words, week_words
from reporting.returns.lines import Group, Row, week_of
from reporting.returns.models import NationalReturn
from reporting.returns.offline.layout import COLUMNS, FILLED_IN, LAYOUT, MARK, NO_DATA, NOTE, REPORTED, Head

HIDDEN_ROWS = 2
TITLE_ROW, HEADING_ROW = 3, 4
FIRST_ROW = HEADING_ROW + 1
WIDTHS = {"code": 8, "figure": 38, "unit": 10, "recorded": 14, "before": 14, "reported": 16, "no_data": 12, "note": 60}
BOLD, BIG = Font(bold=True), Font(bold=True, size=14)
FILL, OPEN_FILL = PatternFill("solid", fgColor="E8EEF4"), PatternFill("solid", fgColor="FFF8DC")
WRAPPED = Alignment(wrap_text=True, vertical="top")
UNLOCKED = Protection(locked=False)
AS_TEXT = "@"
LONGEST_TITLE = 31
"""More letters a workbook does not take for the name of a sheet."""


def book_of(given: NationalReturn, groups: Sequence[Group]) -> bytes:
    """The workbook: the figures, how to fill them in, and the rules under which they are counted."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Return")[:LONGEST_TITLE]
    _head(sheet, given)
    for group in groups:
        sheet.append([None, text(group.title)])
        sheet.cell(sheet.max_row, 2).font = BOLD
        for row in group.rows:
            _line(sheet, row)
    _protect(sheet, [row.indicator for group in groups for row in group.rows])
    _instruct(book.create_sheet(_("Instructions")[:LONGEST_TITLE]), given)
    _rules(book.create_sheet(_("Counting rules")[:LONGEST_TITLE]), groups)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def headings() -> dict[str, str]:
    """What stands above each column."""
    return {
        "code": _("Code"),
        "figure": _("Figure"),
        "unit": _("Unit"),
        "recorded": _("From records"),
        "before": _("Week before"),
        "reported": _("Without records"),
        "no_data": _("No data"),
        "note": _("Note"),
    }


def text(words: str) -> str:
    """Text as a cell holds it: no formula, and no character that a workbook cannot hold."""
    return neutral(str(ILLEGAL_CHARACTERS_RE.sub("", words)))


def _head(sheet: Any, given: NationalReturn) -> None:
    sheet.append(list(Head(MARK, LAYOUT, given.agency.code, f"{given.week:%G-W%V}", str(given.version))))
    sheet.append(list(COLUMNS))
    sheet.append([text(f"{given.agency}: {week_words(week_of(given))}")])
    sheet.append([text(words) for words in headings().values()])
    for number in range(1, HIDDEN_ROWS + 1):
        sheet.row_dimensions[number].hidden = True
    sheet.cell(TITLE_ROW, 1).font = BIG
    sheet.freeze_panes = f"C{FIRST_ROW}"
    for number, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS[name]
        cell = sheet.cell(HEADING_ROW, number)
        cell.font, cell.fill, cell.alignment = BOLD, FILL, WRAPPED


def _line(sheet: Any, row: Row) -> None:
    indicator, line = row.indicator, row.line
    sheet.append(
        [
            indicator.code,
            text(str(indicator.label)),
            text(unit_words(indicator)),
            plain(row.numbers.recorded, indicator) if row.recorded else None,
            plain(row.before, indicator),
            plain(line.reported, indicator),
            str(YES) if line.no_data else None,
            text(line.note) or None,
        ]
    )


def _protect(sheet: Any, indicators: Sequence[Indicator]) -> None:
    """Labels are locked against a slip of the hand, without a password; three columns are open, each of its kind."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    by_code = {indicator.code: indicator for indicator in indicators}
    checks = _validations()
    for found in checks.values():
        sheet.add_data_validation(found)
    for number in range(FIRST_ROW, sheet.max_row + 1):
        indicator = by_code.get(sheet.cell(number, 1).value)
        if indicator is None:
            continue
        for name in FILLED_IN:
            cell = sheet.cell(number, COLUMNS.index(name) + 1)
            cell.protection, cell.fill = UNLOCKED, OPEN_FILL
            kind = "money" if name == REPORTED and indicator.unit.decimals else name
            cell.number_format = {REPORTED: "0", "money": "0.00"}.get(kind, AS_TEXT)
            checks[kind].add(cell.coordinate)
        sheet.cell(number, COLUMNS.index(NOTE) + 1).alignment = WRAPPED


def _validations() -> dict[str, DataValidation]:
    whole = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    money = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    said = DataValidation(type="list", formula1=f'"{YES}"', allow_blank=True)
    short = DataValidation(type="textLength", operator="lessThanOrEqual", formula1="300", allow_blank=True)
    whole.error = money.error = _("A number from 0. What is not known is «no data».")
    short.error = _("A note has 300 letters at most.")
    return {REPORTED: whole, "money": money, NO_DATA: said, NOTE: short}


def _instruct(sheet: Any, given: NationalReturn) -> None:
    sheet.column_dimensions["A"].width = 100
    due = date_format(given.due_at, "DATETIME_FORMAT")
    words = [
        _("How to fill in this sheet"),
        _("%(what)s, due %(due)s.") % {"what": given, "due": due},
        _("Write in the three light columns alone. All others are locked; what stands there is not read."),
        _("Without records: the number that no record backs, as digits with one point: 0 where there is nothing more."),
        _("What is in the records already is counted: do not write it again."),
        _("Not known is not 0. Write «%(yes)s» below «No data», and leave the number empty.") % {"yes": YES},
        _("Note: where the number comes from, in 300 letters at most. No names of persons."),
        _("An empty line is not answered yet: it takes away what the draft says there."),
        _("Upload the file at the page of this return. You see a verdict on every row before anything is kept."),
        _("Whoever changes the draft meanwhile makes this sheet old: then download it again."),
    ]
    for number, line in enumerate(words, 1):
        cell = sheet.cell(number, 1, text(line))
        cell.alignment = WRAPPED
        cell.font = BIG if number == 1 else Font()
    sheet.protection.sheet = True


def _rules(sheet: Any, groups: Sequence[Group]) -> None:
    for letter, width in (("A", 8), ("B", 38), ("C", 10), ("D", 110)):
        sheet.column_dimensions[letter].width = width
    sheet.append([text(words) for words in (_("Code"), _("Figure"), _("Version"), _("Counting rule"))])
    for cell in sheet[1]:
        cell.font, cell.fill = BOLD, FILL
    for group in groups:
        for row in group.rows:
            found = row.indicator
            sheet.append([found.code, text(str(found.label)), found.version, text(str(found.rule))])
            sheet.cell(sheet.max_row, 4).alignment = WRAPPED
    sheet.protection.sheet = True
