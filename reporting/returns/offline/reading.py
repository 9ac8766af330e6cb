"""Reads a sheet that was filled in: what it is, and a verdict on every row. Nothing is kept here.

Raises Refused for a file that is not read at all, with the way out; what is wrong in a row stands with the row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from operation.cases.cells import Cell, Count, Figure, Reading, Yes, in_every_language, text_of
from operation.cases.importing.reading import Line, Sheet, cell_of, opened
from operation.cases.importing.refusals import Unreadable
from operation.cases.importing.wording import reason
from operation.kernel.errors import Refused
from reporting.indicators.rules import INDICATORS, Indicator, indicator_named
from reporting.returns.entries import Entry, check_entries
from reporting.returns.forms import NOTE_LENGTH
from reporting.returns.models import NationalReturn
from reporting.returns.offline.book import headings
from reporting.returns.offline.layout import (
    CODE,
    FILE_BYTES,
    FILLED_IN,
    LAYOUT,
    MARK,
    NEEDED,
    NO_DATA,
    NOTE,
    REPORTED,
    ROWS,
    Head,
)

SAME, CHANGED, WRONG = "same", "changed", "wrong"
PLAINLY = Reading()
WHOLE, EXACT, SAID = Count(), Figure(), Yes()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row: in which column, what stands there, and the way out."""

    column: str
    value: str
    reason: str


@dataclass(slots=True)
class FilledRow:
    """One row of the file with its verdict. `number` is 0 for a figure whose row is missing."""

    number: int
    code: str
    before: Entry
    entry: Entry
    problems: list[Problem] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        if self.problems:
            return WRONG
        return SAME if self.entry == self.before else CHANGED


@dataclass(frozen=True, slots=True)
class Filled:
    """A whole file: it is taken when no row is wrong."""

    rows: list[FilledRow]

    def count(self, verdict: str) -> int:
        return sum(row.verdict == verdict for row in self.rows)

    @property
    def entries(self) -> dict[str, Entry]:
        return {row.code: row.entry for row in self.rows}


def read_sheet(given: NationalReturn, content: bytes) -> Filled:
    """The rows of a file for this return, in the order of the figures; the lines of the return are prefetched."""
    if not content:
        raise _refused(_("The file is empty."))
    if len(content) > FILE_BYTES:
        raise _refused(
            _("The file is larger than %(most)s kB: it is not the sheet of a return.") % {"most": FILE_BYTES // 1024}
        )
    try:
        with opened(content) as sheets:
            head, rows = _find(sheets)
            _check_head(given, head)
            return _judge(given, rows)
    except Unreadable as unreadable:
        raise _refused(reason(unreadable)) from unreadable


def _refused(words: str) -> Refused:
    return Refused({"file": words})


def _find(sheets: Iterator[Sheet]) -> tuple[Head, Iterator[Line]]:
    for sheet in sheets:
        first = next(sheet.rows, None)
        cells = [_text(cell) for cell in first[1]] if first else []
        if cells[:1] == [MARK]:
            return Head(*[*cells, *[""] * 5][:5]), sheet.rows
    raise _refused(
        _("This is not the sheet of a return. Download the sheet on this page, fill it in, and upload that file.")
    )


def _check_head(given: NationalReturn, head: Head) -> None:
    week = f"{given.week:%G-W%V}"
    words = {"there": head.week, "here": week, "agency": head.agency, "own": given.agency.code}
    if head.layout != LAYOUT:
        raise _refused(_("The sheet is of another edition of this page. Download it again, and copy your numbers."))
    if head.agency != given.agency.code:
        raise _refused(
            _("This is the sheet of «%(agency)s», and the return is that of «%(own)s». Nothing was read.") % words
        )
    if head.week != week:
        message = _(
            "This is the sheet of week %(there)s, and the return is that of %(here)s. Upload it at its own week."
        )
        raise _refused(message % words)
    if head.version != str(given.version):
        raise _refused(
            _(
                "The draft was changed since this sheet was downloaded. Download it again, and copy your numbers: "
                "nobody's are overwritten."
            )
        )


def _judge(given: NationalReturn, rows: Iterator[Line]) -> Filled:
    stored = {line.indicator: Entry.of(line) for line in given.lines.all()}
    places = _places(next(rows, None))
    found: dict[str, FilledRow] = {}
    strange: list[FilledRow] = []
    for number, told in islice(rows, ROWS):
        cells = {name: cell_of(told[place]) if place < len(told) else None for name, place in places.items()}
        row = _row(number, cells, stored)
        if row is None:
            continue
        if row.code in found:
            row.problems.append(Problem(headings()[CODE], row.code, _("The figure stands there twice.")))
        if row.code in found or indicator_named(row.code) is None:
            strange.append(row)
        else:
            found[row.code] = row
    if next(rows, None) is not None:
        raise _refused(
            _("The sheet has more than %(most)s rows. Download it again, and copy your numbers.") % {"most": ROWS}
        )
    missing = [_missing(each.code, stored) for each in INDICATORS if each.code not in found]
    ordered = [found[each.code] for each in INDICATORS if each.code in found]
    return Filled([*strange, *missing, *ordered])


def _places(line: Line | None) -> dict[str, int]:
    """Where each column stands, by the names in the hidden row."""
    names = [_text(cell) for cell in line[1]] if line else []
    places = {name: place for place, name in enumerate(names) if name in NEEDED}
    if places.keys() != NEEDED or sum(name in NEEDED for name in names) > len(NEEDED):
        raise _refused(
            _("Columns of the sheet are missing or stand there twice. Download it again, and copy your numbers.")
        )
    return places


def _row(number: int, cells: Mapping[str, Cell], stored: Mapping[str, Entry]) -> FilledRow | None:
    """None for a row of words of ours: a title, the headings, a line of effort."""
    code, problems = _text(cells[CODE]), list[Problem]()
    indicator, before = indicator_named(code), stored.get(code, Entry())
    if indicator is not None:
        entry = _entry(indicator, cells, before, problems)
        return FilledRow(number, code, before, entry, problems)
    if all(cells[name] is None for name in FILLED_IN) or _text(cells[REPORTED]) in _headings_in_every_language():
        return None
    wrong = Problem(headings()[CODE], code, _("There is no such figure. Leave the first column as it was."))
    return FilledRow(number, code, before, before, [wrong])


def _headings_in_every_language() -> set[str]:
    """What stands above the numbers: a sheet was perhaps downloaded in another language than it is uploaded in."""
    return {words for _language, words in in_every_language(lambda: headings()[REPORTED])}


def _entry(indicator: Indicator, cells: Mapping[str, Cell], before: Entry, problems: list[Problem]) -> Entry:
    read: dict[str, Any] = {}
    kinds = {REPORTED: EXACT if indicator.unit.decimals else WHOLE, NO_DATA: SAID}
    for name, kind in kinds.items():
        try:
            read[name] = kind.read(cells[name], PLAINLY) if _text(cells[name]) else None
        except ValidationError as wrong:
            problems.append(Problem(headings()[name], _text(cells[name]), " ".join(wrong.messages)))
    note = _text(cells[NOTE])
    if len(note) > NOTE_LENGTH:
        problems.append(Problem(headings()[NOTE], f"{note[:40]} …", _("A note has 300 letters at most.")))
    if problems:
        return before
    number = read[REPORTED]
    entry = replace(
        before, reported=None if number is None else Decimal(number), no_data=bool(read[NO_DATA]), note=note
    )
    if entry.joint and entry.joint > (entry.reported or 0):
        entry = replace(entry, joint=None, action_day_id=None)
    try:
        check_entries({indicator.code: entry})
    except ValidationError as wrong:
        problems.append(Problem(headings()[REPORTED], _text(cells[REPORTED]), " ".join(wrong.messages)))
    return entry


def _missing(code: str, stored: Mapping[str, Entry]) -> FilledRow:
    before = stored.get(code, Entry())
    return FilledRow(
        0, code, before, before, [Problem(headings()[CODE], code, _("Its row is missing. Download the sheet again."))]
    )


def _text(cell: Any) -> str:
    """A cell as text, shortened for a message; a number that a workbook does not keep exactly as it stands there."""
    try:
        return text_of(cell_of(cell))
    except ValidationError:
        return str(cell)
