"""Figures and charts of a text at a report's cut-off: as their reader may see them now, or as a round keeps them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol, TypeAlias, TypeVar

from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.errors import Text
from reporting.dashboards.shield import Shield, shield_for
from reporting.drafting.markup import Block, charts, tokens
from reporting.drafting.models import Report
from reporting.drafting.references import Chart, Token
from reporting.indicators.figures import Figure, Figures
from reporting.indicators.rules import indicator_named
from reporting.indicators.selectors import figures
from reporting.indicators.weeks import Week
from reporting.indicators.wording import words


class Gap(StrEnum):
    """Why there is no number: nobody reported, or it is kept back from this reader. Never 0."""

    NO_DATA = "no data"
    WITHHELD = "withheld"


GAPS: dict[str, Text] = {Gap.NO_DATA: _("no data"), Gap.WITHHELD: _("withheld")}
Value: TypeAlias = Decimal | Gap
NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Amount:
    """One bar or column of a chart: how much in all, and how much of it is verified; None where the reader is not told
    the parts."""

    total: Value
    verified: Decimal | None = None


Series: TypeAlias = Mapping[str, Amount]
"""The amounts of a chart by country (TH) or by week (2024-W45)."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a text quotes, each by the name of its reference."""

    figures: Mapping[str, Value] = field(default_factory=dict)
    charts: Mapping[str, Series] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """The figures of a report as one reader sees them."""

    known: Figures
    shield: Shield
    weeks: tuple[Week, ...]

    @classmethod
    def of(cls, principal: Principal, report: Report) -> "Reading":
        """At the cut-off of the report; small figures of victims in other countries are kept back. Six queries."""
        known = figures(principal, report.operation, report.cutoff)
        now = None if principal.is_secretariat else figures(principal, report.operation)
        return cls(known, shield_for(principal, known, now), weeks_in(report, known.weeks))

    def quoted(self, blocks: Sequence[Block]) -> Quoted:
        """What stands in a text."""
        return Quoted(
            {token.name: self.value(token) for token in tokens(blocks)},
            {chart.name: self.series(chart) for chart in charts(blocks)},
        )

    def value(self, token: Token) -> Value:
        """One figure. A period is told where none of its weeks is kept back."""
        return self._told(token.code, token.country, self.weeks if token.in_period else None).total

    def series(self, chart: Chart) -> Series:
        """What a chart draws: the claims of each country, or the results of each week, of one country its claims."""
        if chart.by_week:
            by_week = self.known.by_week(chart.code, chart.country)
            return {
                week.code: self._amount(chart.code, chart.country, (week,), (by_week[week.monday],))
                for week in self.known.weeks
            }
        weeks = self.weeks if chart.in_period else None
        return {country: self._told(chart.code, country, weeks) for country in self.known.countries}

    def _told(self, code: str, country: str, weeks: Sequence[Week] | None) -> Amount:
        """Of these weeks, None: of the whole operation."""
        return self._amount(code, country, weeks, self._figures(code, country, weeks))

    def _amount(self, code: str, country: str, weeks: Sequence[Week] | None, found: Iterable[Figure | None]) -> Amount:
        """The sum of the figures of these weeks, unless one of them is kept back."""
        if any(self.shield.hides(code, country, week) for week in (weeks if weeks is not None else (None,))):
            return Amount(Gap.WITHHELD)
        told = [figure for figure in found if figure]
        if not told:
            return Amount(Gap.NO_DATA)
        total = sum((figure.total for figure in told), NONE)
        if self.shield.keeps_parts(code, country):
            return Amount(total)
        return Amount(total, sum((figure.verified for figure in told), NONE))

    def _figures(self, code: str, country: str, weeks: Sequence[Week] | None) -> list[Figure | None]:
        if weeks is None:
            return [self.known.by_country(code)[country] if country else self.known.total(code)]
        by_week = self.known.by_week(code, country)
        return [by_week[week.monday] for week in weeks]


class Ending(Protocol):
    """A week, of the figures or of an edition."""

    @property
    def last(self) -> date: ...


W = TypeVar("W", bound=Ending)


def weeks_in(report: Report, weeks: Iterable[W]) -> tuple[W, ...]:
    """The weeks that end within the period: each week belongs to one month."""
    return tuple(week for week in weeks if report.starts_on <= week.last <= report.ends_on)


def say(token: Token, value: Value) -> str:
    """A figure as words, in the active language; «no data» and «withheld» for what is none."""
    if isinstance(value, Gap):
        return str(GAPS[value])
    indicator = indicator_named(token.code)
    return words(value, indicator) if indicator else str(value)


def frozen(quoted: Quoted) -> dict[str, Any]:
    """As a round keeps them: each number to its last digit, or the name of its gap."""
    drawn = {name: {place: _kept(one) for place, one in series.items()} for name, series in quoted.charts.items()}
    return {name: _written(value) for name, value in quoted.figures.items()} | drawn


def _kept(one: Amount) -> Any:
    if isinstance(one.total, Gap):
        return one.total.value
    return [_written(one.total), None if one.verified is None else _written(one.verified)]


def _written(value: Value) -> str:
    """One number is written in one way, or a correction that sums to 0 would make another digest: 3, not 3.00."""
    return value.value if isinstance(value, Gap) else format(value.normalize(), "f")


def thawed(kept: Mapping[str, Any]) -> Quoted:
    drawn = {name: said for name, said in kept.items() if isinstance(said, dict)}
    return Quoted(
        {name: _read(said) for name, said in kept.items() if name not in drawn},
        {name: {place: _amount_of(one) for place, one in said.items()} for name, said in drawn.items()},
    )


def _amount_of(kept: Any) -> Amount:
    if isinstance(kept, str):
        return Amount(_read(kept))
    total, verified = kept
    return Amount(Decimal(total), None if verified is None else Decimal(verified))


def _read(text: str) -> Value:
    return Gap(text) if text in set(Gap) else Decimal(text)
