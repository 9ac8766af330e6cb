"""A text as pages show it: blocks whose figures stand as words, each with where it comes from, and charts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from operation.templatetags.look import country_name
from reporting.drafting.drawing import Drawing
from reporting.drafting.figures import Gap, Quoted, Value, say
from reporting.drafting.markup import LMLECC, Block, Run
from reporting.drafting.models import Report
from reporting.drafting.references import Token
from reporting.indicators.rules import indicator_named


@dataclass(frozen=True, slots=True)
class Piece:
    """Words; of a figure also what it is, the page of what is behind it, and how it looks (write.css)."""

    words: str
    title: str = ""
    url: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class ShownPoint:
    pieces: tuple[Piece, ...]
    owner: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """`chart` is in the shape of a component."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    points: tuple[ShownPoint, ...] = ()
    chart: Mapping[str, Any] | None = None

    @property
    def is_owned(self) -> bool:
        """Whether each of its points has an owner: it is shown as a table."""
        return bool(self.points) and all(point.owner for point in self.points)


def show(
    blocks: Iterable[Block], quoted: Quoted, report: Report, *, place: int, leads: bool = False
) -> tuple[ShownBlock, ...]:
    """A text of the section at this place. `leads`: each figure opens what is behind it; a frozen one does not."""
    cutoff = report.cutoff if leads else None
    return tuple(
        ShownBlock(
            block.kind,
            _pieces(block.runs, quoted.figures, cutoff),
            tuple(
                ShownPoint(_pieces(point.runs, quoted.figures, cutoff), owner_words(point.owner), point.on)
                for point in block.points
            ),
            _chart(block, quoted, report, f"chart-{place}-{at}", leads),
        )
        for at, block in enumerate(blocks)
    )


def _chart(block: Block, quoted: Quoted, report: Report, at: str, leads: bool) -> Mapping[str, Any] | None:
    if block.chart is None:
        return None
    return Drawing(block.chart, quoted.charts[block.chart.name], report, at, leads).shape


def _pieces(runs: Iterable[Run], values: Mapping[str, Value], cutoff: date | None) -> tuple[Piece, ...]:
    return tuple(Piece(run) if isinstance(run, str) else _figure(run, values, cutoff) for run in runs)


def _figure(token: Token, values: Mapping[str, Value], cutoff: date | None) -> Piece:
    value = values.get(token.name, Gap.NO_DATA)
    look = "quoted quoted--gap" if isinstance(value, Gap) else "quoted"
    return Piece(say(token, value), token_words(token), _behind(token, cutoff), look)


def _behind(token: Token, cutoff: date | None) -> str:
    """The page of what is behind a figure; "" for one of a period, which is a sum of weeks."""
    if cutoff is None or token.in_period:
        return ""
    asked: Mapping[str, str] = {"indicator": token.code, "country": token.country, "as_known": cutoff.isoformat()}
    return f"{reverse('results-behind')}?{urlencode({name: value for name, value in asked.items() if value})}"


def token_words(token: Token) -> str:
    """E.g. «P02 Persons arrested, Thailand, in the period»."""
    indicator = indicator_named(token.code)
    said = [f"{token.code} {indicator.label}" if indicator else token.code]
    said.append(str(country_name(token.country)) if token.country else _("all countries"))
    if token.in_period:
        said.append(_("in the period of the report"))
    return ", ".join(said)


def owner_words(owner: str) -> str:
    """A country by its name, LMLECC by its own."""
    return owner if owner in ("", LMLECC) else str(country_name(owner))
