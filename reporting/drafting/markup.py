"""What an author types, read: paragraphs, headings, points, charts, and figures that stand in the text as references.

`## ` begins a heading, `- ` a point, an empty line ends a paragraph. Figures stand between braces, as charts do on a
line of their own (references.py). A point of recommendations ends with its owner and date: `(LMLECC, 2025-06-30)`.
Everything else is text as typed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reporting.drafting.references import Chart, Token, is_chart, read_chart, read_token
from reporting.indicators.rules import INDICATORS

REFERENCE = re.compile(r"\{\{([^{}]*)\}\}")
BRACES = re.compile(r"\{\{|\}\}")
HEADING, POINT = "## ", "- "
ALONE = ("heading", "chart")
"""Kinds of blocks of which each line is one."""
OWNED = re.compile(r"^(?P<what>.+?)\s*\((?P<owner>[A-Z]{2,8})\s*,\s*(?P<on>\d{4}-\d{2}-\d{2})\)\.?$", re.DOTALL)
LMLECC = "LMLECC"

NO_SUCH_FIGURE = _(
    "«%(value)s» is no figure that there is. Choose one from the list: a code such as P02, with a country P02:TH, "
    "for the period alone P02:period. Known codes: %(known)s."
)
NO_SUCH_CHART = _(
    "«%(value)s» is no chart that there is. By country it is chart:P02, for the period alone chart:P02:period; by week "
    "it is chart:P02:weeks, of one country chart:P02:TH:weeks. Known codes: %(known)s."
)
NOT_ALONE = _("«%(value)s» is a chart: put it on a line of its own.")
BROKEN = _("«{{» and «}}» belong to figures, and one of them stands alone near «%(value)s».")
NO_OWNER = _(
    "«%(value)s» names no owner and no date. End it with who does it and until when, such as (LMLECC, 2025-06-30). "
    "Owners: %(known)s."
)


Run: TypeAlias = str | Token
Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A point; `owner` and `on` only in recommendations."""

    runs: Runs
    owner: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, points, or a chart: what there is of it is filled."""

    kind: str  # heading, paragraph, points, chart
    runs: Runs = ()
    points: tuple[Point, ...] = ()
    chart: Chart | None = None


def read_text(text: str, *, countries: Iterable[str], advises: bool = False) -> tuple[Block, ...]:
    """The blocks of a text. Raises ValidationError with everything in it that cannot be read."""
    known = tuple(countries)
    problems = [*_unknown(text, known), *(_unowned(text, known) if advises else ())]
    if problems:
        raise ValidationError(problems)
    return tuple(_block(part, known, advises) for part in _parts(text))


def tokens(blocks: Iterable[Block]) -> tuple[Token, ...]:
    """The figures of a text, each once, in the order in which they first stand there."""
    found = [run for block in blocks for run in _runs_of(block) if isinstance(run, Token)]
    return tuple(dict.fromkeys(found))


def charts(blocks: Iterable[Block]) -> tuple[Chart, ...]:
    """The charts of a text, each once, in the order in which they first stand there."""
    return tuple(dict.fromkeys(block.chart for block in blocks if block.chart))


def quotes(blocks: Iterable[Block]) -> bool:
    """Whether a text stands on figures at all."""
    found = tuple(blocks)
    return bool(tokens(found) or charts(found))


def _runs_of(block: Block) -> Iterator[Run]:
    yield from block.runs
    for point in block.points:
        yield from point.runs


def _parts(text: str) -> Iterator[list[str]]:
    """Lines that belong together: a heading or a chart alone, points together, lines of a paragraph."""
    part: list[str] = []
    for line in [*_lines(text), ""]:
        if not line.strip() or _kind([line]) in ALONE or _kind([line]) != _kind(part or [line]):
            if part:
                yield part
            part = []
        if line.strip():
            part.append(line.rstrip())


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


def _kind(lines: list[str]) -> str:
    first = lines[0] if lines else ""
    if _chart_of(first):
        return "chart"
    return "heading" if first.startswith(HEADING) else "points" if first.startswith(POINT) else "paragraph"


def _chart_of(line: str) -> str:
    """What stands between the braces of a line that is a chart and nothing else; "" for any other."""
    found = REFERENCE.fullmatch(line.strip())
    return found[1] if found and is_chart(found[1]) else ""


def _block(lines: list[str], countries: tuple[str, ...], advises: bool) -> Block:
    kind = _kind(lines)
    if kind == "chart":
        return Block(kind, chart=read_chart(_chart_of(lines[0]), countries))
    if kind == "points":
        return Block(kind, points=tuple(_point(line.removeprefix(POINT), countries, advises) for line in lines))
    return Block(kind, runs=_runs("\n".join(lines).removeprefix(HEADING), countries))


def _point(text: str, countries: tuple[str, ...], advises: bool) -> Point:
    owned = _owned(text, countries) if advises else None
    if owned is None:
        return Point(_runs(text, countries))
    what, owner, on = owned
    return Point(_runs(what, countries), owner, on)


def _owned(text: str, countries: tuple[str, ...]) -> tuple[str, str, date] | None:
    """What is to be done, by whom and until when; None where the point does not say so."""
    found = OWNED.match(text.strip())
    if found is None or found["owner"] not in (*countries, LMLECC):
        return None
    try:
        return found["what"], found["owner"], date.fromisoformat(found["on"])
    except ValueError:
        return None


def _runs(text: str, countries: tuple[str, ...]) -> Runs:
    """The pieces of a text: every second one of the split is what stood between braces."""
    pieces = REFERENCE.split(text)
    runs = [read_token(piece, countries) if at % 2 else piece for at, piece in enumerate(pieces)]
    return tuple(run for run in runs if run)


def _unknown(text: str, countries: tuple[str, ...]) -> Iterator[ValidationError]:
    known = ", ".join(indicator.code for indicator in INDICATORS)
    for inside in REFERENCE.findall(text):
        read, words = (read_chart, NO_SUCH_CHART) if is_chart(inside) else (read_token, NO_SUCH_FIGURE)
        if read(inside, countries) is None:
            yield ValidationError(words, "figure", {"value": f"{{{{{inside}}}}}", "known": known})
    others = "\n".join(line for line in _lines(text) if not _chart_of(line))
    for inside in filter(is_chart, REFERENCE.findall(others)):
        yield ValidationError(NOT_ALONE, "alone", {"value": f"{{{{{inside}}}}}"})
    left = REFERENCE.sub("", text)
    for found in BRACES.finditer(left):
        yield ValidationError(BROKEN, "braces", {"value": left[max(0, found.start() - 10) : found.end() + 10].strip()})


def _unowned(text: str, countries: tuple[str, ...]) -> Iterator[ValidationError]:
    for line in _lines(text):
        if line.startswith(POINT) and _owned(line.removeprefix(POINT), countries) is None:
            known = ", ".join([*countries, LMLECC])
            yield ValidationError(NO_OWNER, "owner", {"value": line.removeprefix(POINT), "known": known})
