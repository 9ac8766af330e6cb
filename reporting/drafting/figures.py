"""Figures of a text at a report's cut-off: as their reader may see them now, or frozen as a round keeps them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.errors import Text
from reporting.dashboards.shield import Shield, shield_for
from reporting.drafting.markup import Token
from reporting.drafting.models import Report
from reporting.indicators.figures import Figures
from reporting.indicators.rules import indicator_named
from reporting.indicators.selectors import figures
from reporting.indicators.weeks import Week
from reporting.indicators.wording import words


class Gap(StrEnum):
    """Why there is no number: nobody reported, or it is kept back from this reader. Never 0."""

    NO_DATA = "no data"
    WITHHELD = "withheld"


GAPS: dict[str, Text] = {Gap.NO_DATA: _("no data"), Gap.WITHHELD: _("withheld")}
Value = Decimal | Gap
Values = Mapping[str, Value]
"""By the name of the token."""


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

    def value(self, token: Token) -> Value:
        """One figure. A period is told where none of its weeks is kept back."""
        weeks = self.weeks if token.in_period else (None,)
        if any(self.shield.hides(token.code, token.country, week) for week in weeks):
            return Gap.WITHHELD
        if token.in_period:
            by_week = self.known.by_week(token.code, token.country)
            found = [by_week[week.monday] for week in self.weeks]
            told = [figure.total for figure in found if figure]
            return sum(told, Decimal(0)) if told else Gap.NO_DATA
        figure = self.known.by_country(token.code)[token.country] if token.country else self.known.total(token.code)
        return figure.total if figure else Gap.NO_DATA

    def values(self, tokens: Iterable[Token]) -> Values:
        return {token.name: self.value(token) for token in tokens}


def weeks_in(report: Report, weeks: Iterable[Week]) -> tuple[Week, ...]:
    """The weeks that end within the period: each week belongs to one month."""
    return tuple(week for week in weeks if report.starts_on <= week.last <= report.ends_on)


def say(token: Token, value: Value) -> str:
    """A figure as words, in the active language; «no data» and «withheld» for what is none."""
    if isinstance(value, Gap):
        return str(GAPS[value])
    indicator = indicator_named(token.code)
    return words(value, indicator) if indicator else str(value)


def frozen(values: Values) -> dict[str, str]:
    """As a round keeps them: the number to its last digit, or the name of its gap."""
    return {name: value.value if isinstance(value, Gap) else str(value) for name, value in values.items()}


def thawed(kept: Mapping[str, str]) -> dict[str, Value]:
    gaps = {gap.value for gap in Gap}
    return {name: Gap(text) if text in gaps else Decimal(text) for name, text in kept.items()}
