"""What every edition says, and what is read once for several of its chapters."""

from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.conf import settings
from django.urls import reverse

from operation.access.principal import Principal
from operation.audit import anchors
from operation.kernel import clock
from operation.plan.models import Operation
from operation.plan.selectors import lines_of, sides_of
from reporting.consultation.models import Round
from reporting.evaluation import collect_quality as quality
from reporting.evaluation import collect_results as results
from reporting.evaluation.chapters import AuditSeal, Country, Restatement
from reporting.evaluation.collect_figures import Told, all_told
from reporting.evaluation.collect_plan import countries_of, operation_of
from reporting.evaluation.collect_written import agreed_text
from reporting.evaluation.content import MARKINGS, Edition
from reporting.evaluation.models import Audience, reference_of
from reporting.evaluation.models import Edition as Kept
from reporting.evaluation.orders import Order
from reporting.evaluation.selectors import is_demonstration
from reporting.evaluation.weeks import Week
from reporting.indicators.rules import INDICATORS, general_rules
from reporting.indicators.selectors import figures as figures_of
from reporting.indicators.weeks import Week as Counted
from reporting.returns.deadlines import was_due

Earlier: TypeAlias = Kept | None
LAST_MINUTE = timedelta(minutes=1)


class Collection:
    """One run: what is read once and used by several chapters."""

    def __init__(self, principal: Principal, operation: Operation, order: Order, round_: Round | None) -> None:
        self.principal, self.operation, self.order = principal, operation, order
        self.for_observers = order.audience == Audience.OBSERVER
        self.sides = sides_of(operation, principal)
        self.countries: tuple[Country, ...] = countries_of(self.sides)
        self.lines = lines_of(operation, principal)
        self.figures = figures_of(principal, operation, order.cutoff)
        self.weeks = {week.monday: self._week(week) for week in self.figures.weeks}
        self.told = all_told(self.figures, for_observers=self.for_observers)
        self.changes = quality.changes_of(principal, operation, order.cutoff)
        self.agreed = agreed_text(principal, round_, self.told, tuple(self.weeks.values()), self.for_observers)

    def _week(self, week: Counted) -> Week:
        return Week(week.year, week.number, week.first, week.last, was_due(week, self.order.cutoff))

    def still_holds(self) -> bool:
        """Whether the figures are those that were read at first. Nothing is added to a day that has ended."""
        if self.order.cutoff < clock.today():
            return True
        return set(figures_of(self.principal, self.operation, self.order.cutoff).sums) == set(self.figures.sums)

    def common(
        self, number: int, earlier: Earlier, countries: tuple[Country, ...], told: dict[str, Told]
    ) -> dict[str, Any]:
        """The same in every kind, of the countries and figures that it prints."""
        edition = Edition(self.order.audience)
        return {
            "language": self.order.language,
            "edition": edition,
            "number": number,
            "marking": MARKINGS[edition],
            "cutoff": self._last_moment(),
            "built": clock.today(),
            "demonstration": is_demonstration(self.operation),
            "operation": operation_of(self.operation, self.sides),
            "countries": countries,
            "rules": tuple(str(rule) for rule in general_rules()),
            "rules_version": str(max(one.version for one in INDICATORS)),
            "restatements": self._restatements(earlier, countries, told),
            "seal": seal(),
            "reference": reference_of(self.operation, number),
            "follows": earlier.reference if earlier else "",
            "check_at": f"{settings.PUBLIC_ADDRESS}{reverse('verify')}",
            "written": self.agreed.written,
            "consents": self.agreed.consents,
            "round_digest": self.agreed.digest,
        }

    def _last_moment(self) -> datetime:
        """The last minute of the cut-off: what is recorded after it is not in this edition."""
        return clock.end_of_day(self.order.cutoff) - LAST_MINUTE

    def _restatements(
        self, earlier: Earlier, countries: tuple[Country, ...], told: dict[str, Told]
    ) -> tuple[Restatement, ...]:
        now = results.by_country(countries, told)
        reasons = {} if self.for_observers else quality.reasons_since(earlier, self.changes)
        return quality.restatements(earlier, now, clock.today(), reasons)


def seal() -> AuditSeal:
    """The newest anchor of the trail: whoever holds the file can show that the trail was this long and this one."""
    anchor = anchors.newest_or_first()
    return AuditSeal(anchor.number, anchor.at.astimezone(clock.KUNMING), anchor.entries, anchor.digest)
