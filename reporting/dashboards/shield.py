"""What the results keep back: small figures of victims in other countries, with their complements (domain.md §10).

A reader knows his own country's figures, so only those of the others can hide one another: they are taken as a table of
their own, and a total of all six is kept back where the others' part of it is. LMLECC reads every figure.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from operation.access.principal import Principal
from operation.kernel.suppression import Place, is_small, withheld, withheld_parts
from reporting.indicators.figures import Figure, Figures
from reporting.indicators.rules import INDICATORS
from reporting.indicators.weeks import Week

At = tuple[str, date | None]
"""A country ('': all of them) and the Monday of a week (None: all of them)."""


@dataclass(frozen=True)
class Shield:
    """The places that are kept back from one reader, by indicator."""

    own: str | None = None
    hidden: Mapping[str, frozenset[At]] = field(default_factory=dict)
    period: frozenset[date] | None = None

    def within(self, weeks: Iterable[Week]) -> "Shield":
        """The same for totals of some weeks alone. Whatever two periods differ in is told as well, so such a total is
        shown only as the sum of what is shown of each of its weeks."""
        return replace(self, period=frozenset(week.monday for week in weeks))

    def hides(self, code: str, country: str = "", week: Week | None = None) -> bool:
        hidden = self.hidden.get(code, ())
        if week or self.period is None:
            return (country, week.monday if week else None) in hidden
        return any((country, monday) in hidden for monday in self.period)

    def hides_claims(self, code: str) -> bool:
        """Whether the sum of claims and what two countries claim are kept back. Of some weeks both are known only where
        every cell of these weeks is."""
        if self.period is None:
            return self.hides(code)
        return any(monday in self.period for _country, monday in self.hidden.get(code, ()))

    def keeps_parts(self, code: str, country: str = "") -> bool:
        """Whether sources, standings and single changes of a figure are kept back: they are smaller than it is."""
        return code in self.hidden and country != self.own


def shield_for(principal: Principal, known: Figures, now: Figures | None = None) -> Shield:
    """Computed from the figures that the reader sees.

    `now` are the present ones, where `known` is an earlier reading: what is kept back now is kept back there too, since
    most of what hides a small figure now was printed before there was one.
    """
    if principal.is_secretariat:
        return Shield()
    victims = [each.code for each in INDICATORS if each.is_about_victims]
    present = shield_for(principal, now).hidden if now else {}
    hidden = {code: frozenset(_hidden(known, code, principal.country, present.get(code, ()))) for code in victims}
    return Shield(principal.country, hidden)


def _hidden(known: Figures, code: str, own: str | None, also: Iterable[At]) -> Iterator[At]:
    theirs = known.without_country(own)
    others = [country for country in known.countries if country != own]
    by_country = [theirs.by_week(code, country) for country in others]
    counts = [[_count(weeks[week.monday]) for week in known.weeks] for weeks in by_country]
    rows, columns = [*others, ""], [*(week.monday for week in known.weeks), None]
    places = {(rows.index(country), columns.index(monday)) for country, monday in also}
    for row, column in withheld(counts, places | set(_telling(theirs, code, counts))):
        yield rows[row], columns[column]


def _telling(theirs: Figures, code: str, counts: list[list[int | None]]) -> Iterator[Place]:
    """Totals whose result is small without what two countries claim, or that would tell how little that is.

    What two claim is printed as a whole, and known of a week with its total and all its cells: a row of its own.
    """
    by_week, whole = theirs.by_week(code), len(theirs.weeks)
    results = [_count(by_week[week.monday]) or 0 for week in theirs.weeks]
    claims = [sum(count or 0 for count in column) for column in zip(*counts, strict=True)]
    twice, twice_in_all = withheld_parts([claim - result for claim, result in zip(claims, results, strict=True)])
    small = {at for at, result in enumerate([*results, sum(results)]) if is_small(result)}
    for at in small | twice | ({whole} if twice_in_all else set()):
        yield len(counts), at


def _count(figure: Figure | None) -> int | None:
    return int(figure.total) if figure else None
