"""Measures as tables: a narrow one for all of them, and one for each with all its columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.people.selectors import agencies
from operation.plan.models import LineOfEffort, Operation
from operation.templatetags.look import country_name
from reporting.measures.base import Column, Measure, Part
from reporting.measures.selectors import countries, measures_of
from reporting.measures.values import NO_COUNTRY, Measured, Values
from reporting.measures.wording import beside, words

OTHERS = "none"
"""In addresses: what belongs to no country."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number. `words` is "" where there is no data; `is_told` is False where the reader may not know it."""

    label: str
    words: str = ""
    note: str = ""
    url: str = ""
    is_told: bool = True
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. `code` is a country, or "" for the rows that are none."""

    code: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Measures × countries: in each cell the headline of the measure."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Measure, tuple[Cell, ...]], ...]
    has_others: bool
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One measure: countries × columns."""

    measure: Measure
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    foot: Row | None
    note: str


def together_of(principal: Principal, operation: Operation, as_known: date | None = None) -> Overview:
    """The section of the results: a column for each country, for a member its own, and one for all of them."""
    found = measures_of(principal, operation, as_known)
    places = [code for code in countries() if principal.is_secretariat or code == principal.country]
    has_others = any(one.of(NO_COUNTRY) is not None for one in found)
    return Overview(
        heads=tuple(places),
        rows=tuple((one.measure, tuple(_headlines(one, places, as_known))) for one in found),
        has_others=has_others,
        is_whole=principal.is_secretariat,
    )


def _headlines(one: Measured, places: Sequence[str], as_known: date | None) -> Iterator[Cell]:
    for code in places:
        yield _headline(one, code, one.of(code), str(country_name(code)), as_known)
    yield _headline(one, None, one.total, _("All"), as_known)


def _headline(one: Measured, code: str | None, values: Values | None, label: str, as_known: date | None) -> Cell:
    if values is None:
        return Cell(label, is_told=False)
    column = one.measure.column(one.measure.headline)
    value = values[column.key]
    told = words(value, column.unit) if value is not None else ""
    known = any(number is not None for number in values.values())
    url = behind_url(one.measure, code, as_known) if known else ""
    return Cell(label, told, beside(one.measure, values), url, value=value)


def lead_by_measures(score: Mapping[str, Any], lines: Iterable[LineOfEffort], together: Overview) -> None:
    """Fill the rows of the lines of effort whose lead figure is a measure, by what all of them reach."""
    totals = {measure.code: (measure, cells[-1]) for measure, cells in together.rows}
    leads = {line.number: totals[line.lead_indicator] for line in lines if line.lead_indicator in totals}
    for row in score["rows"]:
        if row["number"] in leads:
            measure, cell = leads[row["number"]]
            row["indicator"] = f"{measure.code} {measure.label}"
            if cell.value is not None:
                row |= {"verified": int(cell.value), "recorded": 0, "text": cell.words, "url": cell.url}


def sheets_of(principal: Principal, operation: Operation, as_known: date | None = None) -> list[Sheet]:
    """All measures with all their columns, each number with what is behind it."""
    beside_us = any(
        one.country_id == principal.country and one.pk != principal.organisation_id
        for one in agencies()
        if principal.is_member
    )
    return [_sheet(one, beside_us, as_known) for one in measures_of(principal, operation, as_known)]


def _sheet(one: Measured, beside_us: bool, as_known: date | None) -> Sheet:
    measure = one.measure
    return Sheet(
        measure=measure,
        heads=tuple(capfirst(str(column.label)) for column in measure.columns),
        rows=tuple(_row(measure, code, values, as_known) for code, values in one.countries.items()),
        foot=None if one.total is None else Row("", _("All"), _cells(measure, None, one.total, as_known)),
        note=_note(one, beside_us),
    )


def _row(measure: Measure, code: str, values: Values, as_known: date | None) -> Row:
    label = str(country_name(code)) if code else _("no country")
    return Row(code, label, _cells(measure, code, values, as_known))


def _cells(measure: Measure, code: str | None, values: Values, as_known: date | None) -> tuple[Cell, ...]:
    return tuple(_cell(measure, column, code, values, as_known) for column in measure.columns)


def _cell(measure: Measure, column: Column, code: str | None, values: Values, as_known: date | None) -> Cell:
    value = values[column.key]
    if value is None:
        return Cell(capfirst(str(column.label)))
    part = column.key if isinstance(column, Part) else ""
    return Cell(capfirst(str(column.label)), words(value, column.unit), url=behind_url(measure, code, as_known, part))


def _note(one: Measured, beside_us: bool) -> str:
    """Whose numbers the reader sees, where they are not all; `beside_us`: his country has another agency."""
    if one.total is not None:
        return ""
    if not one.countries:
        return _("Your role does not read what this is counted from.")
    if one.measure.by_agency and beside_us:
        return _("What your agency reads; the other agency of your country has its own.")
    return _("Your country; LMLECC reads all six.")


def behind_url(measure: Measure, code: str | None, as_known: date | None = None, part: str = "") -> str:
    """The page behind a number: of a country, of what belongs to none (""), or of all (None)."""
    asked: Mapping[str, str] = {
        "country": "" if code is None else code or OTHERS,
        "part": part,
        "as_known": str(as_known or ""),
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    address = reverse("measure", args=[measure.code])
    return f"{address}?{query}" if query else address
