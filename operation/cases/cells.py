"""What stands in the cells of a spreadsheet: each kind of value as it is written there, and read back.

One vocabulary for exports and imports. Values are written in the active language and read in any of the languages;
what cannot be read raises ValidationError with the value and the way out. An empty cell is read as None.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any
from unicodedata import normalize

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.cell_dates import read_date
from operation.cases.confirmations import is_open
from operation.cases.form_fields import PLAIN_NUMBER, Choices
from operation.cases.values import plainly
from operation.cases.written_dates import whole_day
from operation.kernel.dates import Calendar, PartialDate, Precision
from operation.kernel.sheets import ESCAPE, FORMULA

Cell = str | int | float | bool | Decimal | date | None
"""A date is a whole day; a number is exact, or a float as a workbook has it."""

SEPARATOR = "; "
SEPARATORS = (";", "；", "\n")
LESSER_SEPARATORS = (",", "，", "、")
SHOWN_AT_MOST = 60
UNKNOWN_CODE = _("«%(value)s» is not in the list of this column. Take a code or its words from the sheet of codes.")
UNKNOWN_COUNTRY = _("«%(value)s» is not a country. Write its ISO 3166-1 code, as TH, or its name.")
UNKNOWN_RECORD = _("There is no «%(value)s» that you may choose. Write the reference of a record that you can open.")
NO_NUMBER = _("«%(value)s» is not a number. Write it with digits and one point, as 1250000.50.")
NO_ANSWER = _("«%(value)s» is neither yes nor no.")
NOT_EXACT = _(
    "«%(value)s» has more digits than a workbook keeps of a number. Format the column as text, and write it again."
)
EXACT_BELOW = 1e15
YES, NO = _("Yes"), _("No")
YES_SIGNS, NO_SIGNS = frozenset({"true", "1", "x", "✓", "✔"}), frozenset({"false", "0"})


@dataclass(frozen=True)
class Reading:
    """How a file is read: the calendar of its dates, and the records that its relations name, by column and key."""

    calendar: Calendar = Calendar.GREGORIAN
    related: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


class Kind:
    """A kind of value. This one: text, as it stands there."""

    def write(self, value: Any) -> Cell:
        return str(value) if value not in (None, "") else None

    def read(self, cell: Cell, reading: Reading) -> Any:
        return text_of(cell)

    def choices(self) -> Choices:
        """Codes with their words in the active language; [] for what is not chosen from a list."""
        return []


class Figure(Kind):
    """An exact number; its limits are checked with the record."""

    def write(self, value: Any) -> Cell:
        return Decimal(plainly(value)) if isinstance(value, Decimal) else value

    def read(self, cell: Cell, reading: Reading) -> Any:
        text = text_of(cell)
        if not PLAIN_NUMBER.fullmatch(text):
            raise wrong(NO_NUMBER, text)
        return Decimal(text)


class Count(Figure):
    def read(self, cell: Cell, reading: Reading) -> Any:
        text = text_of(cell)
        if not text.isdecimal():
            raise wrong(NO_NUMBER, text)
        return int(text)


class Day(Kind):
    """A whole day, as a date."""

    def write(self, value: Any) -> Cell:
        return value or None

    def read(self, cell: Cell, reading: Reading) -> Any:
        return whole_day(read_date(cell, reading.calendar))


class PartialDay(Kind):
    """A date as precise as it is known: a date, or 2024-11 or 2024 as text."""

    def write(self, value: PartialDate | None) -> Cell:
        if value is None:
            return None
        return value.day if value.precision == Precision.DAY else str(value)

    def read(self, cell: Cell, reading: Reading) -> Any:
        return read_date(cell, reading.calendar)


class Code(Kind):
    """A code of a list, written with its words. `listed` gives codes and words in the active language."""

    unknown = UNKNOWN_CODE

    def __init__(self, listed: Callable[[], Choices]) -> None:
        self.listed = listed

    def choices(self) -> Choices:
        return [(str(code), str(words)) for code, words in self.listed() if code]

    def write(self, value: Any) -> Cell:
        code = str(getattr(value, "code", value) or "")
        if not code:
            return None
        words = self._words[translation.get_language() or "en"].get(code, code)
        return words if self.known.get(key_of(words)) == code else code

    def read(self, cell: Cell, reading: Reading) -> Any:
        return self.code_of(text_of(cell))

    def code_of(self, text: str) -> str:
        code = self.known.get(key_of(text))
        if code is None:
            raise wrong(self.unknown, text)
        return code

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code in self._words["en"] if code)

    @cached_property
    def known(self) -> dict[str, str]:
        """Codes by code and by words in every language."""
        pairs = [(code, words) for listed in self._words.values() for code, words in listed.items()]
        spelt = [
            (key_of(written), code) for code, words in pairs for written in (words, words.removeprefix(f"{code} · "))
        ]
        return unmistaken(spelt) | {key_of(code): code for code in self.codes}

    @cached_property
    def _words(self) -> dict[str, dict[str, str]]:
        return dict(in_every_language(lambda: {str(code or ""): str(words) for code, words in self.listed()}))


class CountryCode(Code):
    unknown = UNKNOWN_COUNTRY

    def __init__(self) -> None:
        super().__init__(lambda: sorted(dict(countries).items()))


class Several(Kind):
    """Several codes of one list, with semicolons between them; in the order of the list."""

    def __init__(self, one: Code) -> None:
        self.one = one

    def choices(self) -> Choices:
        return self.one.choices()

    def write(self, value: Any) -> Cell:
        return SEPARATOR.join(str(self.one.write(one)) for one in value or ()) or None

    def read(self, cell: Cell, reading: Reading) -> Any:
        found = {self.one.code_of(part) for part in self._parts(text_of(cell))}
        return [code for code in self.one.codes if code in found]

    def _parts(self, text: str) -> Iterable[str]:
        for part in split(text, SEPARATORS):
            yield from [part] if key_of(part) in self.one.known else split(part, LESSER_SEPARATORS)


class Yes(Kind):
    """Yes or no, in words of any language; a workbook's own true and false."""

    def write(self, value: Any) -> Cell:
        return None if value is None else str(YES if value else NO)

    def read(self, cell: Cell, reading: Reading) -> Any:
        text = key_of(text_of(cell))
        if text not in self._known:
            raise wrong(NO_ANSWER, text_of(cell))
        return self._known[text]

    def choices(self) -> Choices:
        return [("true", str(YES)), ("false", str(NO))]

    @cached_property
    def _known(self) -> dict[str, bool]:
        known = dict.fromkeys(YES_SIGNS, True) | dict.fromkeys(NO_SIGNS, False)
        for _language, (yes, no) in in_every_language(lambda: (str(YES), str(NO))):
            known |= {key_of(yes): True, key_of(no): False}
        return known


class Related(Kind):
    """Another record: a case record by its reference, an action day and the like by number and title."""

    def __init__(self, column: str, model: type[models.Model]) -> None:
        self.column, self.model = column, model

    def write(self, value: Any) -> Cell:
        return self._keys(value)[0] if value else None

    def read(self, cell: Cell, reading: Reading) -> Any:
        text = text_of(cell)
        found = reading.related.get(self.column, {}).get(key_of(text))
        if found is None:
            raise wrong(UNKNOWN_RECORD, text)
        return found

    def find(self, principal: Principal, texts: Collection[str]) -> dict[str, Any]:
        """What these texts name, as far as the principal may choose it; in one query."""
        seen: Any = self.model._default_manager.visible_to(principal)  # type: ignore[attr-defined]
        if issubclass(self.model, CaseRecord):
            seen = seen.filter(is_open(principal), reference__in=[text.upper() for text in texts])
        return unmistaken((key_of(key), one) for one in seen for key in self._keys(one))

    def offered(self, principal: Principal) -> list[str]:
        """What there is to choose, as it is written; of case records nothing: there are too many."""
        if issubclass(self.model, CaseRecord):
            return []
        return [self._keys(one)[0] for one in self.model._default_manager.visible_to(principal)]  # type: ignore[attr-defined]

    def _keys(self, one: Any) -> list[str]:
        if isinstance(one, CaseRecord):
            return [one.reference]
        number = getattr(one, "number", None)
        return [str(one)] if number is None else [f"{number} · {one}", str(number), str(one)]


def text_of(cell: Cell) -> str:
    """A cell as text: numbers without a point that says nothing, days as 2024-11-09, and no space around it."""
    if isinstance(cell, float):
        if abs(cell) >= EXACT_BELOW:
            raise wrong(NOT_EXACT, repr(cell))
        return plainly(Decimal(repr(cell)))
    if isinstance(cell, Decimal):
        return plainly(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return tidy(plain(str(cell))) if cell is not None else ""


def tidy(text: str) -> str:
    """Text with one kind of line ends and no space around it."""
    return normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def neutral(text: str) -> str:
    """Text that no spreadsheet takes for a formula (trust.md 13): `plain` gives back exactly what it was."""
    return f"{ESCAPE}{text}" if text.lstrip(ESCAPE).startswith(FORMULA) else text


def plain(text: str) -> str:
    """The text that `neutral` wrote, or that was written without it."""
    return text[1:] if text.startswith(ESCAPE) and text.lstrip(ESCAPE).startswith(FORMULA) else text


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """What two spellings of a word have in common: neither case, width nor spaces count."""
    return " ".join(normalize("NFKC", text).casefold().split())


def split(text: str, separators: Iterable[str]) -> list[str]:
    first, *others = separators
    for other in others:
        text = text.replace(other, first)
    return [part.strip() for part in text.split(first) if part.strip()]


def unmistaken(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """What each word means; a word that means two things means neither."""
    meant: dict[str, Any] = {}
    doubtful: set[str] = set()
    for word, one in pairs:
        if meant.setdefault(word, one) != one:
            doubtful.add(word)
    return {word: one for word, one in meant.items() if word not in doubtful}


def in_every_language(told: Callable[[], Any]) -> Iterable[tuple[str, Any]]:
    """What is told, in each language of the application."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield language, told()


def wrong(message: Any, text: str) -> ValidationError:
    return ValidationError(message, "cell", {"value": text[:SHOWN_AT_MOST]})
