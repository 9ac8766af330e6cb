"""The template of a type: its columns with headings in the reader's language, lists of codes, and one example."""

from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.cases.cells import Cell, Code, CountryCode, Kind, Related, Several, Yes
from operation.cases.columns import NAME, REFERENCE, STATUS, VERSION, Column, columns_of, heading
from operation.cases.country_fields import country_choices
from operation.cases.examples import least_of
from operation.cases.identifying.kinds import IdentifierKind
from operation.cases.importing.entries import NATIONAL_REFERENCE
from operation.cases.importing.layout import EXAMPLE
from operation.cases.registry import RecordType
from operation.cases.values import EVENT_DATE
from operation.kernel import clock
from operation.kernel.sheets import sheet

FORMATS = ("xlsx", "csv")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMES, PHONES = 3, 2
PARTS: dict[str, tuple[str, ...]] = {
    NAME: ("text", "romanisation", "kind"),
    IdentifierKind.ACCOUNT: ("text", "issuer"),
    IdentifierKind.HANDLE: ("text", "issuer"),
    IdentifierKind.PASSPORT: ("text", "country"),
    IdentifierKind.NATIONAL_ID: ("text", "country"),
    IdentifierKind.DOCUMENT: ("text", "country", "issuer"),
}
"""What is asked of names and identifiers; of kinds that do not stand here the number alone."""

FIRST = (REFERENCE, NATIONAL_REFERENCE, STATUS)
ROWS_WITH_LISTS = 5000
NARROWEST, WIDEST = 14, 40
HEAD = {
    "font": Font(bold=True),
    "fill": PatternFill("solid", fgColor="E8EEF4"),
    "alignment": Alignment(wrap_text=True, vertical="top"),
}
FAINT = Font(italic=True, color="808080")
FIRST_NAME = "name_1"
EXAMPLES = {"tlp": TLP.AMBER, "handling_code": HandlingCode.H1}


def template_columns(record_type: RecordType) -> list[Column]:
    """What a template asks for: three names, two telephones, one identifier of every other kind, and the whole form."""
    most = dict.fromkeys(record_type.identifier_kinds, 1) | {NAME: NAMES, IdentifierKind.PHONE: PHONES}
    columns = [column for column in columns_of(record_type, most) if _is_asked(column)]
    at_first = {name for section in record_type.sections if not section.folded for name in section.fields}
    return sorted(columns, key=lambda column: _rank(column, at_first))


def _rank(column: Column, at_first: Collection[str]) -> int:
    """What identifies a row, names, what the form asks at first, identifiers, and everything else."""
    if column.name in FIRST:
        return FIRST.index(column.name)
    if column.group == NAME:
        return len(FIRST)
    if column.group:
        return len(FIRST) + 2
    return len(FIRST) + (1 if column.name in at_first else 3)


def _is_asked(column: Column) -> bool:
    if column.told or column.name == VERSION:
        return False
    return not column.group or column.part in PARTS.get(column.group, ("text",))


def template_file(principal: Principal, record_type: RecordType, form: str) -> HttpResponse:
    """The template as a download."""
    columns = template_columns(record_type)
    head = [heading(record_type, column) for column in columns]
    least = EXAMPLES | least_of(record_type)
    example = [_example(principal, column, least) for column in columns]
    name = f"{record_type.slug}-template"
    if form == "csv":
        return sheet(name, head, [["" if cell is None else str(cell) for cell in example]])
    response = HttpResponse(_workbook(principal, columns, head, example), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _example(principal: Principal, column: Column, least: Mapping[str, Any]) -> Cell:
    """A cell as it could look; the row is passed over by its first word."""
    if column.name == REFERENCE:
        return EXAMPLE
    if column.name in least:
        return column.kind.write(least[column.name])
    if column.name == FIRST_NAME:
        return str(_("Name, as it is written"))
    if column.name == EVENT_DATE:
        return clock.today()
    if column.group:
        return None
    if isinstance(_one(column.kind), CountryCode):
        return column.kind.write([principal.country] if isinstance(column.kind, Several) else principal.country)
    choices = column.kind.choices()
    return column.kind.write(False) if isinstance(column.kind, Yes) else _first(column, choices)


def _first(column: Column, choices: Sequence[Any]) -> Cell:
    codes = [code for code, _words in choices]
    return column.kind.write(codes[:2] if isinstance(column.kind, Several) else codes[0]) if codes else None


def _workbook(principal: Principal, columns: Sequence[Column], head: Sequence[str], example: Sequence[Cell]) -> bytes:
    book = Workbook()
    rows, codes = book.active, book.create_sheet(_("Codes")[:31])
    rows.title = _("Rows")[:31]
    rows.append([column.name for column in columns])
    rows.append(list(head))
    rows.append(list(example))
    rows.row_dimensions[1].hidden = True
    rows.freeze_panes = "C3"
    for number, words in enumerate(head, 1):
        letter = get_column_letter(number)
        rows.column_dimensions[letter].width = min(max(NARROWEST, len(words) + 2), WIDEST)
        for part, value in HEAD.items():
            setattr(rows[f"{letter}2"], part, value)
        rows[f"{letter}3"].font = FAINT
    _list_codes(principal, rows, codes, columns, head)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _list_codes(principal: Principal, rows: Any, codes: Any, columns: Sequence[Column], head: Sequence[str]) -> None:
    """On the second sheet each list in a column of its own, offered in the cells of the first."""
    place = 0
    for number, column in enumerate(columns, 1):
        words = _words(principal, column)
        if not words:
            continue
        place += 1
        letter = get_column_letter(place)
        codes.column_dimensions[letter].width = WIDEST
        for row, text in enumerate([head[number - 1], *words], 1):
            codes[f"{letter}{row}"] = text
        codes[f"{letter}1"].font = HEAD["font"]
        offered = f"'{codes.title}'!${letter}$2:${letter}${len(words) + 1}"
        # only a warning: several codes of a list, and codes instead of words, are right as well
        listed = DataValidation(type="list", formula1=offered, allow_blank=True, errorStyle="warning")
        rows.add_data_validation(listed)
        listed.add(f"{get_column_letter(number)}3:{get_column_letter(number)}{ROWS_WITH_LISTS}")


def _words(principal: Principal, column: Column) -> list[str]:
    """What a column takes, in words; of other records only those of which there are few."""
    kind = column.kind
    if isinstance(kind, Related):
        return kind.offered(principal)
    one = _one(kind)
    if isinstance(one, CountryCode):
        return [str(one.write(code)) for code, _name in country_choices("")[1:]]
    if isinstance(one, Code):
        return [str(one.write(code)) for code, _words in one.choices()]
    return [words for _code, words in kind.choices()]


def _one(kind: Kind) -> Kind:
    """Of a list of codes, the kind of one of them."""
    return kind.one if isinstance(kind, Several) else kind
