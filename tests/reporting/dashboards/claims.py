"""What countries claim of one figure, week by week, made up: without a database, as the shield reads it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from uuid import UUID, uuid5

from hypothesis import strategies as st

from reporting.indicators.figures import Agency, Figures, Sum
from reporting.indicators.models import Source, Standing
from reporting.indicators.weeks import WEEK, Week

COUNTRIES = ("KH", "CN", "LA", "MM", "TH", "VN")
OWN, OTHERS = "KH", COUNTRIES[1:]
VICTIMS, SUSPECTS = "V01", "P02"
MONDAY = date(2024, 9, 2)
COUNT = st.one_of(st.none(), st.integers(0, 14), st.integers(15, 300))
Term = tuple[str, int]
"""What a country claims of a week («CN», 0), or what of all others' claims of a week is claimed by two («», 0)."""
Line = dict[Term, int]


@dataclass(frozen=True)
class Claims:
    """Of each country and week what it claims (None: no data), and what of it another country claims too."""

    claims: dict[str, list[int | None]]
    twice: dict[str, list[int]]

    @property
    def weeks(self) -> range:
        return range(len(self.claims[OWN]))

    def value(self, term: Term) -> int:
        country, week = term
        if country:
            return self.claims[country][week] or 0
        return sum(self.twice[other][week] for other in OTHERS)

    def of(self, line: Line) -> int:
        return sum(factor * self.value(term) for term, factor in line.items())

    def known(self, code: str = VICTIMS) -> Figures:
        weeks = tuple(
            Week(MONDAY + at * WEEK, MONDAY + at * WEEK, MONDAY + at * WEEK + timedelta(6)) for at in self.weeks
        )
        return Figures(
            sums=tuple(self._sums(code, weeks)),
            agencies=tuple(Agency(agency(country), country, country) for country in COUNTRIES),
            countries=COUNTRIES,
            weeks=weeks,
        )

    def _sums(self, code: str, weeks: Sequence[Week]) -> Iterator[Sum]:
        for country, (at, week) in product(COUNTRIES, enumerate(weeks)):
            claim, twice = self.claims[country][at], self.twice[country][at]
            if claim is not None:
                yield of(code, country, week, Source.REPORTED, claim)
            if twice:
                yield of(code, country, week, Source.TWICE, -twice)


def agency(country: str) -> UUID:
    return uuid5(UUID(int=0), country)


def of(code: str, country: str, week: Week, source: Source, value: int) -> Sum:
    stated = 1 if source == Source.REPORTED else 0
    return Sum(code, agency(country), country, week.monday, source, Standing.VERIFIED, Decimal(value), stated)


@st.composite
def claimed(draw: st.DrawFn, most_weeks: int = 4) -> Claims:
    weeks = draw(st.integers(1, most_weeks))
    claims = {country: draw(st.lists(COUNT, min_size=weeks, max_size=weeks)) for country in COUNTRIES}
    joint = draw(st.sampled_from([(), (OWN,), ("CN",), ("CN", "TH"), (OWN, "TH")]))
    twice = {
        country: [draw(st.integers(0, claim or 0)) if country in joint else 0 for claim in claims[country]]
        for country in COUNTRIES
    }
    return Claims(claims, twice)


def table(twice: dict[str, list[int]] | None = None, **claims: list[int | None]) -> Claims:
    weeks = len(next(iter(claims.values())))
    nothing: list[int | None] = [None] * weeks
    return Claims(
        {country: claims.get(country, nothing) for country in COUNTRIES},
        {country: (twice or {}).get(country, [0] * weeks) for country in COUNTRIES},
    )
