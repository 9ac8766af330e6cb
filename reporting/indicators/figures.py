"""Figures as plain values, put together from sums of the ledger: dashboard, returns, API and reports all read these.

Unknown is not 0: a figure is known when a record counts in it or an agency stated a number, 0 included.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from reporting.indicators.models import CLAIMS, TAKEN_OFF, Source, Standing
from reporting.indicators.weeks import Week

K = TypeVar("K", bound=Hashable)
NONE = Decimal(0)
STANDINGS = frozenset(Standing)


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of ledger rows: of one indicator, agency and week, by source and standing; of what is taken off, by day."""

    indicator: str
    agency_id: UUID
    country: str
    week: date
    source: str
    standing: str
    value: Decimal
    stated: int
    action_day_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One known figure by where it comes from and how far it stands.

    total = recorded + reported = verified + submitted + logged. `logged` may be negative: records were corrected
    away since their week was submitted. `reported` is None where no return says anything.
    """

    recorded: Decimal = NONE
    reported: Decimal | None = None
    verified: Decimal = NONE
    submitted: Decimal = NONE
    logged: Decimal = NONE

    @property
    def total(self) -> Decimal:
        return self.recorded + (self.reported or NONE)

    @property
    def unverified(self) -> Decimal:
        """What is in the total and not verified yet."""
        return self.submitted + self.logged

    def without(self, off: "TakenOff") -> "Figure":
        """The same without what a second country claims too (counting rules 2 and 4).

        Of joint results it is taken from what is verified, since it was settled by the supervision desk, and from what
        is reported without records before what has a record. The same persons and things have records, and are taken
        off as far as their weeks stand.
        """
        if not off:
            return self
        from_reported = min(off.joint, self.reported or NONE)
        return Figure(
            recorded=self.recorded - (off.joint - from_reported) - off.same,
            reported=None if self.reported is None else self.reported - from_reported,
            verified=self.verified - off.joint - off.verified,
            submitted=self.submitted - off.submitted,
            logged=self.logged - off.logged,
        )


@dataclass(frozen=True, slots=True)
class TakenOff:
    """What two countries claim, as positive numbers: of joint results, and the same persons and things by standing."""

    joint: Decimal = NONE
    verified: Decimal = NONE
    submitted: Decimal = NONE
    logged: Decimal = NONE

    @property
    def same(self) -> Decimal:
        return self.verified + self.submitted + self.logged

    @property
    def whole(self) -> Decimal:
        return self.joint + self.same

    def __bool__(self) -> bool:
        return bool(self.joint or self.verified or self.submitted or self.logged)


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency that owes returns."""

    id: UUID
    country: str
    name: str


@dataclass(frozen=True)
class Figures:
    """All figures of an operation as one reader may see them, as known at the end of `as_known` (None: now)."""

    sums: tuple[Sum, ...]
    agencies: tuple[Agency, ...]
    countries: tuple[str, ...]
    weeks: tuple[Week, ...]
    as_known: date | None = None

    def standing(self, standings: Collection[Standing]) -> "Figures":
        """Only what has come so far: e.g. what is verified."""
        return replace(self, sums=tuple(one for one in self.sums if one.standing in standings))

    def without_country(self, country: str | None) -> "Figures":
        """What the other countries claim, and what of their claims is claimed by two."""
        return replace(self, sums=tuple(one for one in self.sums if one.country != country))

    def has_data(self, indicator: str) -> bool:
        return self.claims(indicator) is not None

    def total(self, indicator: str) -> Figure | None:
        """The result: the sum of the national claims without what two countries claim. None: no data."""
        claims = self.claims(indicator)
        return claims.without(self.taken_off(indicator)) if claims else None

    def claims(self, indicator: str) -> Figure | None:
        """The sum of the national claims."""
        return figure_of(self._claims(indicator))

    def claimed_twice(self, indicator: str) -> Decimal:
        """What two countries claim, as a positive number; 0 when none is recorded."""
        return self.taken_off(indicator).whole

    def taken_off(self, indicator: str) -> TakenOff:
        """The same by where it comes from: joint results, and persons and things that are the same."""
        return taken_off_by(self._of(indicator, TAKEN_OFF))

    def by_country(self, indicator: str) -> dict[str, Figure | None]:
        """The claim of each country, in the one order of countries; they sum to `claims`."""
        groups = _grouped(self._claims(indicator), lambda one: one.country)
        return {country: figure_of(groups[country]) for country in self.countries}

    def by_week(self, indicator: str, country: str = "") -> dict[date, Figure | None]:
        """The result of each week, by its Monday; of one country: its claims. They sum to `total` (or the claim)."""
        groups = _grouped(self._claims(indicator, country), lambda one: one.week)
        found = {week.monday: figure_of(groups[week.monday]) for week in self.weeks}
        if country:
            return found
        twice = _grouped(self._of(indicator, TAKEN_OFF), lambda one: one.week)
        return {
            monday: figure.without(taken_off_by(twice[monday])) if figure else None for monday, figure in found.items()
        }

    def by_agency(self, indicator: str, country: str) -> dict[UUID, Figure | None]:
        groups = _grouped(self._claims(indicator, country), lambda one: one.agency_id)
        return {agency.id: figure_of(groups[agency.id]) for agency in self.agencies if agency.country == country}

    def credits(self, indicator: str) -> dict[str, Decimal]:
        """What each country contributed to results that another country claims: shown, never added."""
        credit = _grouped(self._of(indicator, (Source.CREDIT,)), lambda one: one.country)
        return {country: sum((one.value for one in credit[country]), NONE) for country in self.countries}

    def without_data(self, indicator: str) -> tuple[str, ...]:
        """Countries about which nothing is known."""
        return tuple(country for country, figure in self.by_country(indicator).items() if figure is None)

    def partial(self, indicator: str, country: str) -> tuple[Agency, ...]:
        """Agencies of a country missing from its figure: they say nothing of a week of which another one speaks.

        A national figure needs all agencies of its country (Laos has two); with one of them it is incomplete.
        """
        own = [agency for agency in self.agencies if agency.country == country]
        groups = _grouped(self._claims(indicator, country), lambda one: (one.agency_id, one.week))
        known = {key for key, sums in groups.items() if figure_of(sums)}
        weeks = {week for _agency, week in known}
        return tuple(agency for agency in own if any((agency.id, week) not in known for week in weeks))

    def _claims(self, indicator: str, country: str = "") -> list[Sum]:
        return [one for one in self._of(indicator, CLAIMS) if not country or one.country == country]

    def _of(self, indicator: str, sources: Collection[Source]) -> list[Sum]:
        return [one for one in self._by_indicator.get(indicator, ()) if one.source in sources]

    @cached_property
    def _by_indicator(self) -> Mapping[str, Sequence[Sum]]:
        """A page asks for hundreds of cells: the sums are looked through once."""
        return _grouped(self.sums, lambda one: one.indicator)


def figure_of(sums: Iterable[Sum]) -> Figure | None:
    """The figure that some claims make, or None where nothing is known."""
    cells: Mapping[tuple[UUID, date], list[Sum]] = _grouped(sums, lambda one: (one.agency_id, one.week))
    known = [one for cell in cells.values() if _is_known(cell) for one in cell]
    if not known:
        return None
    stated = any(one.stated for one in known)
    return Figure(
        recorded=_add(one for one in known if one.source == Source.RECORD),
        reported=_add(one for one in known if one.source == Source.REPORTED) if stated else None,
        verified=_add(one for one in known if one.standing == Standing.VERIFIED),
        submitted=_add(one for one in known if one.standing == Standing.SUBMITTED),
        logged=_add(one for one in known if one.standing == Standing.LOGGED),
    )


def taken_off_by(sums: Iterable[Sum]) -> TakenOff:
    """What some rows of the ledger take off. Its rows are negative."""
    rows = list(sums)
    same = [one for one in rows if one.source == Source.SAME]
    return TakenOff(
        joint=-_add(one for one in rows if one.source == Source.TWICE),
        verified=-_add(one for one in same if one.standing == Standing.VERIFIED),
        submitted=-_add(one for one in same if one.standing == Standing.SUBMITTED),
        logged=-_add(one for one in same if one.standing == Standing.LOGGED),
    )


def _is_known(cell: Collection[Sum]) -> bool:
    """A number was stated for this agency's week, or a record counts in it."""
    return sum(one.stated for one in cell) > 0 or any(one.value for one in cell)


def _add(sums: Iterable[Sum]) -> Decimal:
    return sum((one.value for one in sums), NONE)


def _grouped(sums: Iterable[Sum], key: Callable[[Sum], K]) -> "defaultdict[K, list[Sum]]":
    groups: defaultdict[K, list[Sum]] = defaultdict(list)
    for one in sums:
        groups[key(one)].append(one)
    return groups
