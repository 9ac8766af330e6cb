"""Collect everything that an edition says into one frozen value. Nothing is asked of the database after this.

Two ways of telling share one set of figures, that of the dashboard at the same cut-off:
members read all known figures, verified and not, marked; names only as collect_names.py allows;
observers read verified figures, small cells withheld, no names, no free text (domain.md §7).
"""

from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.audit import anchors
from operation.kernel import clock
from operation.kernel.errors import Refused, require
from operation.plan.models import Operation
from operation.plan.selectors import lines_of, sides_of
from reporting.consultation.models import Round
from reporting.drafting.models import Report
from reporting.evaluation import collect_quality as quality
from reporting.evaluation import collect_results as results
from reporting.evaluation import collect_situation as narrowed
from reporting.evaluation.chapters import (
    ActionDay,
    AuditSeal,
    Country,
    National,
    Published,
    Quality,
    Restatement,
    When,
)
from reporting.evaluation.collect_currencies import currencies
from reporting.evaluation.collect_figures import Told, tell_members, tell_observers
from reporting.evaluation.collect_measures import measures
from reporting.evaluation.collect_names import named_suspects, named_syndicates
from reporting.evaluation.collect_plan import A_PARTNER, action_days, countries_of, events, operation_of
from reporting.evaluation.collect_splits import breakdowns
from reporting.evaluation.collect_written import Agreed, agreed_text
from reporting.evaluation.content import MARKINGS, Edition, Evaluation
from reporting.evaluation.figures import Week
from reporting.evaluation.glossary import terms
from reporting.evaluation.kinds import PRINTED_AS, EditionKind
from reporting.evaluation.measures import MeasureResult
from reporting.evaluation.models import Audience, reference_of
from reporting.evaluation.models import Edition as Kept
from reporting.evaluation.orders import Order
from reporting.evaluation.policies import may_build
from reporting.evaluation.selectors import is_demonstration
from reporting.evaluation.situation import Situation
from reporting.evaluation.succession import earlier_edition
from reporting.indicators.figures import Figures
from reporting.indicators.published import published_results
from reporting.indicators.rules import INDICATORS, general_rules
from reporting.indicators.selectors import figures as figures_of
from reporting.targets.selectors import NO_TARGETS, targets_of

Earlier: TypeAlias = Kept | None
LAST_MINUTE = timedelta(minutes=1)
ATTEMPTS = 3


def collect(
    principal: Principal, operation: Operation, order: Order, *, number: int, round_: Round | None = None
) -> Evaluation:
    """All that one edition says, in its language, as known at the end of its cut-off in Kunming; with a round of
    a report also the text to which the countries agree.

    It is collected anew where a figure changed meanwhile, which only a day that has not ended allows.

    Raises NotAllowed for whoever may not build reports; ValueError where the parts do not fit together; Refused where
    a figure of the round is not what it was, or where figures go on changing.
    """
    require(may_build(principal), verb="collect report")
    with translation.override(order.language):
        for _attempt in range(ATTEMPTS):
            run = _Collection(principal, operation, order, round_)
            content = run.content(number, round_.report if round_ else None)
            if run.still_holds():
                return content
    raise Refused(_("The figures changed while they were collected. Build it again, or with an earlier cut-off."))


class _Collection:
    """One run: what is read once and used by several chapters."""

    def __init__(self, principal: Principal, operation: Operation, order: Order, round_: Round | None) -> None:
        self.principal, self.operation, self.order = principal, operation, order
        self.for_observers = order.audience == Audience.OBSERVER
        self.sides = sides_of(operation, principal)
        self.countries: tuple[Country, ...] = countries_of(self.sides)
        self.lines = lines_of(operation, principal)
        self.figures = figures_of(principal, operation, order.cutoff)
        self.weeks = {week.monday: Week(week.year, week.number, week.first, week.last) for week in self.figures.weeks}
        tell = tell_observers if self.for_observers else tell_members
        self.told: dict[str, Told] = {one.code: tell(self.figures, one) for one in INDICATORS}
        self.changes = quality.changes_of(principal, operation, order.cutoff)
        self.agreed = self._agreed(round_)

    def _agreed(self, round_: Round | None) -> Agreed:
        return agreed_text(self.principal, round_, self.told, tuple(self.weeks.values()), self.for_observers)

    def content(self, number: int, report: Report | None) -> Evaluation:
        """What the report's kind is printed as; without a report the evaluation."""
        if report is None or PRINTED_AS[report.kind] == EditionKind.EVALUATION:
            return self.evaluation(number)
        return self.situation(number, report)

    def still_holds(self) -> bool:
        """Whether the figures are those that were read at first. Nothing is added to a day that has ended."""
        if self.order.cutoff < clock.today():
            return True
        return set(figures_of(self.principal, self.operation, self.order.cutoff).sums) == set(self.figures.sums)

    def evaluation(self, number: int) -> Evaluation:
        earlier = earlier_edition(self.operation, self.order)
        known = results.indicators(self.lines)
        targets = targets_of(self.principal, self.operation, self.order.cutoff)
        lines = results.lines_of_effort(self.lines, known, self.told, targets, self._parts())
        measured = self._measures()
        return Evaluation(
            **self._common(number, earlier, self.countries, self.told),
            weeks=tuple(self.weeks.values()),
            lines=lines,
            indicators=tuple(known.values()),
            quality=self._quality(),
            nationals=self._nationals(),
            measures=measured,
            timeline=events(self.operation, A_PARTNER if self.for_observers else self.principal, self.order.cutoff),
            action_days=action_days(
                self.principal, self.operation, self.order.cutoff, with_results=not self.for_observers
            ),
            glossary=terms(),
            published=published(self.operation.code),
            summary=results.summary(lines, measured, self.order.cutoff),
        )

    def situation(self, number: int, report: Report) -> Evaluation:
        """A weekly, monthly or country report: the figures of its period beside what is known since the start."""
        code = report.country_id or ""
        earlier = earlier_edition(self.operation, self.order, report.reference)
        figures = narrowed.of_country(self.figures, code) if code else self.figures
        part = narrowed.in_period(figures, report)
        countries = tuple(country for country in self.countries if country.code in figures.countries)
        places = narrowed.places_of(part, list(self.weeks))
        told = narrowed.weeks_of({one.code: tell_members(figures, one) for one in INDICATORS}, places)
        known = results.indicators(self.lines)
        targets = targets_of(self.principal, self.operation, self.order.cutoff)
        lines = results.lines_of_effort(self.lines, known, told, narrowed.targets_in(targets, code))
        counted = [line for line in lines if line.results]  # the others have measures alone, which it does not tell
        in_part = {one.code: tell_members(part, one) for one in INDICATORS}
        return Evaluation(
            **self._common(number, earlier, countries, told),
            weeks=tuple(self.weeks[week.monday] for week in part.weeks),
            lines=lines,
            indicators=tuple(known.values()),
            quality=self._returns_in(figures, places),
            nationals=results.nationals(countries, told, {}, {}, self.agreed.national),
            action_days=self._days_in(report),
            summary=results.summary(counted, (), self.order.cutoff, since=self.operation.starts_on),
            kind=PRINTED_AS[report.kind].value,
            situation=Situation(
                reference=report.reference,
                period=When(report.starts_on, report.ends_on),
                results=results.of_lines(results.lines_of_effort(self.lines, known, in_part, NO_TARGETS)),
                country=code,
            ),
        )

    def _common(
        self, number: int, earlier: Earlier, countries: tuple[Country, ...], told: dict[str, Told]
    ) -> dict[str, Any]:
        """What every edition says, whatever it is printed as."""
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

    def _quality(self) -> Quality:
        returns = quality.returns_of(self.principal, self.operation, self.order.cutoff)
        if self.for_observers:
            return quality.quality_for_observers(returns, self.figures)
        return quality.quality_for_members(returns, self.changes, self.figures, self.weeks)

    def _nationals(self) -> tuple[National, ...]:
        if self.for_observers:
            return results.nationals(self.countries, self.told, {}, {}, self.agreed.national)
        known_by = clock.end_of_day(self.order.cutoff)
        syndicates = named_syndicates(self.principal, self.operation, known_by)
        suspects = named_suspects(self.principal, self.operation, known_by)
        return results.nationals(self.countries, self.told, syndicates, suspects, self.agreed.national)

    def _parts(self) -> results.Parts:
        """How the figures divide; nothing of it is for observers."""
        if self.for_observers:
            return results.NO_PARTS
        asked = (self.principal, self.operation, self.order.cutoff)
        codes = [country.code for country in self.countries]
        return results.Parts(currencies(*asked, codes), breakdowns(*asked, self.figures, self.told))

    def _measures(self) -> tuple[MeasureResult, ...]:
        codes = [country.code for country in self.countries]
        return measures(self.principal, self.operation, self.order.cutoff, codes, for_observers=self.for_observers)

    def _returns_in(self, figures: Figures, places: tuple[int, ...]) -> Quality:
        returns = quality.returns_of(self.principal, self.operation, self.order.cutoff)
        own = narrowed.returns_in(returns, figures.countries, places)
        return quality.quality_for_members(own, [], figures, self.weeks)

    def _days_in(self, report: Report) -> tuple[ActionDay, ...]:
        code = report.country_id or ""
        held = action_days(self.principal, self.operation, self.order.cutoff, with_results=True, country=code)
        return narrowed.days_in(held, report)

    def _restatements(
        self, earlier: Earlier, countries: tuple[Country, ...], told: dict[str, Told]
    ) -> tuple[Restatement, ...]:
        now = results.by_country(countries, told)
        reasons = {} if self.for_observers else quality.reasons_since(earlier, self.changes)
        return quality.restatements(earlier, now, clock.today(), reasons)


def printed(content: Evaluation) -> dict[str, dict[str, str]]:
    """The national figures as an edition prints them, to be kept with it."""
    codes = [country.code for country in content.countries]
    return quality.printed(
        {
            result.indicator.code: dict(zip(codes, (figure.total for figure in result.countries), strict=True))
            for result in content.results
        }
    )


def named(content: Evaluation) -> list[str]:
    """References of the records whose names an edition prints, to be kept with it."""
    return [record.reference for one in content.nationals for record in (*one.syndicates, *one.suspects)]


def published(code: str) -> Published | None:
    """What others published about an operation, quoted in their own words; None where nothing is known."""
    quoted = published_results().get(code)
    return Published(quoted.source, quoted.on, quoted.statements) if quoted else None


def seal() -> AuditSeal:
    """The newest anchor of the trail: whoever holds the file can show that the trail was this long and this one."""
    anchor = anchors.newest_or_first()
    return AuditSeal(anchor.number, anchor.at.astimezone(clock.KUNMING), anchor.entries, anchor.digest)
