"""Reads of reports as they are being written: each starts from `visible_to`, and what shows one tells the trail."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import F

from coordination.knowledge.models import KnowledgeItem, State
from operation.access.principal import Principal
from operation.audit import trail
from operation.people.models import Appointment, User
from operation.plan.models import Operation
from reporting.drafting.models import Report, Section, SectionDraft, SectionVersion

LISTED = 100
LESSONS = (State.VALIDATED, State.ADOPTED)


def reports(principal: Principal, operation: Operation) -> list[Report]:
    """The reports that the principal may read, newest first; that they were listed is in the trail."""
    seen = Report.objects.visible_to(principal).filter(operation=operation)
    shown = list(seen.select_related("operation", "country")[:LISTED])
    trail.record("listed", trail.Target(Report._meta.label), shown=[str(one.pk) for one in shown])
    return shown


def read_report(principal: Principal, report_id: UUID) -> Report | None:
    """One report for its reader, its reading in the trail. None: there is none that it may see."""
    seen = Report.objects.visible_to(principal).select_related("operation", "country", "proposed_by", "released_by")
    found = seen.filter(pk=report_id).first()
    if found is None:
        trail.record("denied", trail.Target(Report._meta.label, report_id), attempted="read")
        return None
    trail.record("read", found)
    return found


def sections_of(principal: Principal, report: Report) -> list[Section]:
    """The sections that the principal may read as they are being written, in their order."""
    seen = Section.objects.visible_to(principal).filter(report=report)
    return list(seen.select_related("organisation", "author", "country"))


def read_section(principal: Principal, report: Report, section_id: UUID) -> Section | None:
    """One section as it is being written. None: there is none that the principal may see."""
    seen = Section.objects.visible_to(principal).filter(report=report, pk=section_id)
    found = seen.select_related("organisation", "author", "country", "report__operation").first()
    if found:
        trail.record("read", found)
    return found


def texts_of(principal: Principal, sections: Iterable[Section]) -> dict[UUID, SectionVersion]:
    """The newest text of each section that has one. One query."""
    seen = SectionVersion.objects.visible_to(principal).filter(section__in=list(sections))
    return {one.section_id: one for one in seen.filter(number=F("section__version")).select_related("written_by")}


def versions_of(principal: Principal, section: Section) -> list[SectionVersion]:
    """Every text that it had, newest first."""
    return list(
        SectionVersion.objects.visible_to(principal).filter(section=section).select_related("written_by")[:LISTED]
    )


def version_of(principal: Principal, section: Section, number: int) -> SectionVersion | None:
    """One of its texts. None before there is one."""
    seen = SectionVersion.objects.visible_to(principal).select_related("written_by")
    return seen.filter(section=section, number=number).first()


def draft_of(principal: Principal, section: Section) -> SectionDraft | None:
    """What the principal typed and has not saved."""
    return SectionDraft.objects.visible_to(principal).filter(section=section).first()


def lessons(principal: Principal, operation: Operation) -> list[KnowledgeItem]:
    """What was validated or adopted, adopted first: it can be placed in a section."""
    seen = KnowledgeItem.objects.visible_to(principal).filter(operation=operation, state__in=LESSONS)
    return list(seen.select_related("originator").order_by("state", "-created_at")[:LISTED])


def lesson(principal: Principal, operation: Operation, key: UUID) -> KnowledgeItem | None:
    seen = KnowledgeItem.objects.visible_to(principal).filter(operation=operation, state__in=LESSONS)
    return seen.filter(pk=key).first()


def authors_of(organisation_id: UUID, roles: Sequence[str]) -> list[User]:
    """The people of an organisation who hold one of these roles today."""
    holding = Appointment.objects.holding().filter(user__organisation=organisation_id, role__in=roles)
    return list(User.objects.filter(pk__in=holding.values("user"), is_active=True).order_by("username"))
