"""What the results keep back: small figures of victims in other countries, with their complements (domain.md §10).

A reader knows his own country's figures, so only those of the others can hide one another: they are taken as a table of
their own, and a total of all six is kept back where the others' part of it is. LMLECC reads every figure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from operation.access.principal import Principal
from operation.kernel.suppression import Place, is_small, withheld
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

    def hides(self, code: str, country: str = "", week: Week | None = None) -> bool:
        return (country, week.monday if week else None) in self.hidden.get(code, ())

    def keeps_parts(self, code: str, country: str = "") -> bool:
        """Whether sources, standings and single changes of a figure are kept back: they are smaller than it is."""
        return code in self.hidden and country != self.own


def shield_for(principal: Principal, known: Figures) -> Shield:
    """Computed from the figures that the reader sees."""
    if principal.is_secretariat:
        return Shield()
    victims = [each.code for each in INDICATORS if each.is_about_victims]
    return Shield(principal.country, {code: frozenset(_hidden(known, code, principal.country)) for code in victims})


def _hidden(known: Figures, code: str, own: str | None) -> Iterator[At]:
    others = [country for country in known.countries if country != own]
    by_country = [known.by_week(code, country) for country in others]
    counts = [[_count(weeks[week.monday]) for week in known.weeks] for weeks in by_country]
    for row, column in withheld(counts, _telling(known, code, own, counts)):
        country = others[row] if row < len(others) else ""
        yield country, known.weeks[column].monday if column < len(known.weeks) else None


def _telling(known: Figures, code: str, own: str | None, counts: list[list[int | None]]) -> set[Place]:
    """Totals that are small without what two countries claim, or that would tell how little that is."""
    claims = [sum(count or 0 for count in column) for column in zip(*counts, strict=True)]
    all_of, ours = known.by_week(code), known.by_week(code, own or "") if own else {}
    results = [
        (_count(all_of[week.monday]) or 0) - (_count(ours.get(week.monday)) or 0) if own else claims[at]
        for at, week in enumerate(known.weeks)
    ]
    weeks = {(len(counts), at) for at, one in enumerate(results) if is_small(one) or is_small(claims[at] - one)}
    twice = is_small(int(known.claimed_twice(code)))
    return weeks | ({(len(counts), len(known.weeks))} if twice else set())


def _count(figure: Figure | None) -> int | None:
    return int(figure.total) if figure else None
