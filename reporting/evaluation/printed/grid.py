"""What a chapter is made of: headings, side notes, and tables of cells that are ready to print."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import pgettext

from reporting.evaluation.chapters import Country, Name
from reporting.evaluation.charts import Bar, Span
from reporting.evaluation.figures import Cell, Gap, Unit
from reporting.evaluation.weeks import ReturnState
from reporting.evaluation.wording import number


@dataclass(frozen=True, slots=True)
class Td:
    """A cell. `kind` is its class, `below` a second, smaller line, `lang` the language of its words."""

    text: str = ""
    kind: str = ""
    lang: str = ""
    below: str = ""
    below_lang: str = ""
    code: str = ""
    bar: Bar | None = None
    spans: tuple[Span | None, ...] = ()
    names: tuple[Name, ...] = ()
    state: ReturnState | None = None
    late: bool = False
    corrected: bool = False
    header: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Td, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head; `axis` is a scale below its words."""

    text: str = ""
    kind: str = ""
    axis: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table with its number and title; `kind` is its class, `note` stands under it."""

    label: str
    title: str
    head: tuple[Head, ...]
    rows: tuple[Row, ...]
    foot: tuple[Row, ...] = ()
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    anchor: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Note:
    """A counting rule beside its figure."""

    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered chapter; `parts` is what its template prints."""

    heading: Heading
    template: str
    sections: tuple[Heading, ...]
    parts: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """Its class: the name of its template."""
        return self.template.rpartition("_")[2].removesuffix(".html")


@dataclass
class Numbering:
    """Counts the sections, tables and figures of one chapter."""

    chapter: str
    sections: int = 0
    items: int = field(default=0)

    def section(self, title: str) -> Heading:
        self.sections += 1
        serial = f"{self.chapter}.{self.sections}"
        return Heading(f"s{serial.replace('.', '-')}", serial, title)

    def table(self) -> str:
        self.items += 1
        return pgettext("label", "Table %(number)s") % {"number": f"{self.chapter}.{self.items}"}

    def figure(self) -> str:
        self.items += 1
        return pgettext("label", "Figure %(number)s") % {"number": f"{self.chapter}.{self.items}"}


def num(cell: Cell, unit: Unit = Unit.COUNT, kind: str = "") -> Td:
    """A figure, or the word for its gap, which is set so that no one reads it as a figure."""
    gap = "gap" if isinstance(cell, Gap) else ""
    return Td(number(cell, unit), " ".join(word for word in ("num", gap, kind) if word))


def words(text: str, kind: str = "") -> Td:
    return Td(text, kind)


def label(text: str, code: str = "", kind: str = "") -> Td:
    """The header of a row, with the code of what it names."""
    return Td(text, kind, code=code, header=True)


def nation(country: Country) -> Td:
    """The header of a country's row: its code first, for the codes keep one order throughout."""
    return Td(country.name, "country", code=country.code, header=True)


def right(text: str) -> Head:
    return Head(text, "num")
