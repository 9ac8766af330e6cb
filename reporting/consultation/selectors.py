"""Reads of consultations: each starts from `visible_to`, with a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.errors import Refused
from operation.people.models import Organisation
from operation.people.selectors import agencies
from operation.plan.models import Operation
from reporting.consultation.models import Approval, CirculatedSection, Comment, Round
from reporting.consultation.standing import Position, Voice, missing, positions
from reporting.drafting.models import Report, ReportState

NOT_ALL = _("Not all have approved what stands now: %(names)s.")
NOT_CIRCULATED = _("This report was not circulated yet.")


@dataclass(frozen=True)
class Consultation:
    """One report's, as its reader may know it."""

    report: Report
    rounds: tuple[Round, ...]
    positions: tuple[Position, ...]

    @property
    def latest(self) -> Round | None:
        return self.rounds[-1] if self.rounds else None

    @property
    def missing(self) -> list[Organisation]:
        return missing(self.positions)

    @property
    def is_agreed(self) -> bool:
        return bool(self.rounds) and not self.missing

    def voice(self, agency_id: UUID | None) -> Voice | None:
        voices = (voice for position in self.positions for voice in position.voices)
        return next((voice for voice in voices if voice.agency.pk == agency_id), None)


def consultations(principal: Principal, reports: Iterable[Report]) -> dict[UUID, Consultation]:
    """Those of many reports. Three queries, however many there are."""
    known = list(reports)
    rounds: dict[UUID, list[Round]] = defaultdict(list)
    for one in Round.objects.visible_to(principal).filter(report__in=known).select_related("circulated_by"):
        rounds[one.report_id].append(one)
    said: dict[UUID, list[Approval]] = defaultdict(list)
    given = Approval.objects.visible_to(principal).filter(round__report__in=known)
    for each in given.select_related("round", "agency", "given_by"):
        said[each.round.report_id].append(each)
    asked = agencies()
    return {
        one.pk: Consultation(one, tuple(rounds[one.pk]), positions(asked, rounds[one.pk], said[one.pk]))
        for one in known
    }


def consultation_of(principal: Principal, report: Report) -> Consultation:
    return consultations(principal, [report])[report.pk]


def circulated_sections(principal: Principal, round_: Round | None) -> list[CirculatedSection]:
    """The frozen sections of a round that the principal may read."""
    if round_ is None:
        return []
    seen = CirculatedSection.objects.visible_to(principal).filter(round=round_)
    return list(seen.select_related("round", "country", "organisation", "written_by"))


def circulated_section(principal: Principal, report: Report, position: int) -> CirculatedSection | None:
    """One section of the present round."""
    seen = CirculatedSection.objects.visible_to(principal).select_related("round", "organisation", "country")
    return seen.filter(round__report=report, round__number=report.round, position=position).first()


def comments_of(principal: Principal, report: Report) -> dict[int, list[Comment]]:
    """All comments of all rounds, by the place of their section, oldest first."""
    found: dict[int, list[Comment]] = defaultdict(list)
    seen = Comment.objects.visible_to(principal).filter(round__report=report)
    for one in seen.select_related("organisation__country", "written_by", "round"):
        found[one.position].append(one)
    return found


def unanswered(principal: Principal, found: Iterable[Consultation]) -> dict[UUID, int]:
    """Sections of the present rounds on which somebody else had the last word, by report. One query."""
    rounds = {one.latest.pk: one.report.pk for one in found if one.latest}
    last: dict[tuple[UUID, int], UUID] = {}
    seen = Comment.objects.visible_to(principal).filter(round__in=rounds)
    for round_id, position, by in seen.values_list("round_id", "position", "organisation_id"):
        last[rounds[round_id], position] = by
    counts: dict[UUID, int] = defaultdict(int)
    for (report_id, _position), by in last.items():
        counts[report_id] += by != principal.organisation_id
    return {key: count for key, count in counts.items() if count}


def circulated(principal: Principal, operation: Operation) -> list[Consultation]:
    """Reports that are with the countries, or whose release is proposed."""
    states = [ReportState.CIRCULATED, ReportState.PROPOSED]
    seen = Report.objects.visible_to(principal).filter(operation=operation, state__in=states)
    return list(consultations(principal, seen.select_related("operation", "country")).values())


def check_agreed(principal: Principal, report: Report) -> Round:
    """The round to which all agencies of the six countries agree. Raises Refused that names who has not."""
    found = consultation_of(principal, report)
    if found.latest is None:
        raise Refused(NOT_CIRCULATED)
    if found.missing:
        raise Refused(NOT_ALL, params={"names": ", ".join(agency.short_name for agency in found.missing)})
    return found.latest


def latest_round(principal: Principal, report: Report) -> Round | None:
    """The round that stands now."""
    seen = Round.objects.visible_to(principal).filter(report=report)
    return seen.filter(number=F("report__round")).first()
