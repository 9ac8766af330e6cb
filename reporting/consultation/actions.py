"""Writes of a consultation: circulate, comment, approve, and the steps of the release. Two persons release."""

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.alerts.actions import alert
from coordination.alerts.selectors import people_of
from coordination.consulting import hold
from coordination.questions import STALE
from operation.access.principal import Principal
from operation.audit import anchors, trail
from operation.cases.names import composed_lines, language_of
from operation.kernel import clock
from operation.kernel.errors import Conflict, Refused, require
from operation.kernel.events import publish
from operation.kernel.transitions import Transition
from operation.people.models import Country
from operation.people.selectors import agencies
from reporting.consultation.events import ReportWithdrawn
from reporting.consultation.freezing import asked, compare, freeze, seal
from reporting.consultation.kinds import CONSULTATION
from reporting.consultation.models import Answer, Approval, CirculatedSection, Comment, ReportStep, Round
from reporting.consultation.policies import may_approve, may_comment, may_step
from reporting.consultation.selectors import check_agreed, circulated_section
from reporting.consultation.states import step_named
from reporting.drafting.figures import Reading
from reporting.drafting.models import Report, Section, SectionVersion

DAYS_AT_MOST = 30
MOVED_ON = _("«%(step)s» is not possible: this report is «%(state)s» now.")


@transaction.atomic
def circulate(*, principal: Principal, report: Report, days: int, version: int, words: str = "") -> Round:
    """Freeze text and figures of all written sections, and ask the countries; later rounds ask only those whom a change
    concerns, the approvals of the others stay.

    Raises NotAllowed; Refused where nothing is written or nothing changed; Conflict.
    """
    step = step_named("circulate")
    require(may_step(principal, report, step.name), verb=f"circulate {report.reference}")
    current = _locked(report, step, version)
    if not 1 <= days <= DAYS_AT_MOST:
        raise Refused({"days": _("Give the countries 1 to %(most)s working days.") % {"most": DAYS_AT_MOST}})
    sections = _frozen(principal, current)
    round_ = _round(principal, current, sections, days, words.strip())
    for section in sections:
        section.round = round_
    CirculatedSection.objects.bulk_create(sections)
    current.round, current.state = round_.number, step.target
    _save(current, "round", "state")
    _took(principal, current, step.name)
    trail.record("report_circulated", current, round=round_.number, asked=round_.asked, sha256=round_.sha256)
    _tell(current, round_)
    return round_


def _frozen(principal: Principal, report: Report) -> list[CirculatedSection]:
    """Every section that has a text, with its figures at the cut-off."""
    newest = SectionVersion.objects.filter(section__report=report, number=F("section__version"))
    texts = {one.section_id: one for one in newest if one.text}
    written = [one for one in Section.objects.filter(report=report) if one.pk in texts]
    if not written:
        raise Refused(_("Nothing is written yet: the countries agree to a text."))
    reading = Reading.of(principal, report)
    countries = list(Country.objects.values_list("code", flat=True))
    return [freeze(one, texts[one.pk], reading, countries) for one in written]


def _round(principal: Principal, report: Report, sections: list[CirculatedSection], days: int, words: str) -> Round:
    before = CirculatedSection.objects.filter(round__report=report, round__number=report.round)
    countries = list(dict.fromkeys(str(agency.country_id) for agency in agencies()))
    concerned = asked(compare(sections, before), countries) if report.round else countries
    if not concerned:
        raise Refused(_("Nothing has changed since the last round: what the countries have approved stands."))
    number = report.round + 1
    return Round.objects.create(
        report=report,
        number=number,
        asked=concerned,
        days=days,
        words=words,
        sha256=seal(report, number, sections),
        circulated_by_id=principal.person,
    )


def _tell(report: Report, round_: Round) -> None:
    """The coordinators of the countries that are asked."""
    own = [agency.pk for agency in agencies() if agency.country_id in round_.asked]
    url = reverse("written-report", args=[report.pk])
    alert(CONSULTATION, people_of(own, "report.approve"), url=url, key=f"consultation:{round_.pk}")


@transaction.atomic
def comment(*, principal: Principal, report: Report, position: int, text: str) -> Comment:
    """Say something of a section of the present round. Raises NotAllowed; Refused without words; Conflict."""
    require(may_comment(principal, report), verb=f"comment on {report.reference}")
    said = composed_lines(text)
    if not said:
        raise Refused({"text": _("Write down what you say of this section.")})
    hold(report.pk)
    current = _present(report)
    require(may_comment(principal, current), verb=f"comment on {report.reference}")
    section = circulated_section(principal, current, position)
    if section is None:
        raise Conflict(STALE)
    made = Comment.objects.create(
        round=section.round,
        position=position,
        organisation_id=principal.own_organisation,
        text=said,
        written_by_id=principal.person,
    )
    trail.record("report_commented", current, round=section.round.number, position=position)
    return made


@transaction.atomic
def approve(*, principal: Principal, report: Report, answer: str, note: str = "", seen: int) -> Approval:
    """The agency's word on what stands in round `seen`; a note is printed with the report.

    Raises NotAllowed, also for who wrote his country's section; Refused for a note without words; Conflict when another
    round is circulated by now.
    """
    own = _own_sections(principal, report)
    require(may_approve(principal, report, own), verb=f"approve {report.reference}")
    words = composed_lines(note)
    if answer not in Answer.values:
        raise Refused({"answer": _("Choose one of the two answers.")})
    if answer == Answer.NOTED and not words:
        raise Refused({"note": _("Write the note down: it is printed with the report.")})
    hold(report.pk)
    current = _present(report)
    if current.round != seen:
        raise Conflict(STALE)
    require(may_approve(principal, current, _own_sections(principal, current)), verb=f"approve {report.reference}")
    made = Approval.objects.create(
        round=Round.objects.get(report=current, number=seen),
        country_id=principal.country or "",
        agency_id=principal.own_organisation,
        answer=answer,
        note=words if answer == Answer.NOTED else "",
        language=language_of(words) or "en",
        given_by_id=principal.person,
    )
    trail.record("report_approved", current, round=seen, answer=answer)
    return made


def _own_sections(principal: Principal, report: Report) -> list[CirculatedSection]:
    found = CirculatedSection.objects.visible_to(principal).filter(round__report=report, round__number=report.round)
    return list(found.filter(country_id=principal.country))


@transaction.atomic
def take_step(*, principal: Principal, report: Report, name: str, version: int, reason: str = "") -> Report:
    """Propose, confirm, decline or withdraw a release. Raises NotAllowed, for the proposer too; Refused while somebody
    has not approved, or without a reason; Conflict."""
    step, said = step_named(name), reason.strip()
    require(may_step(principal, report, name), verb=f"{name} {report.reference}")
    current = _locked(report, step, version)
    require(may_step(principal, current, name), verb=f"{name} {report.reference}")
    missing = step.condition(current, {"reason": said}) if step.condition else None
    if missing:
        raise Refused({"reason": missing})
    if name in ("propose", "confirm"):
        check_agreed(principal, current)
    _apply(current, name, principal)
    current.state = step.target
    _save(current, "state", "proposed_by", "proposed_at", "released_by", "released_at")
    _took(principal, current, name, said)
    trail.record(f"written_report_{name}", current, **({"reason": said} if said else {}))
    if name == "confirm":
        anchors.take()
    elif name == "withdraw":
        publish(ReportWithdrawn(current, said, principal))
    return current


def _apply(report: Report, name: str, principal: Principal) -> None:
    if name == "propose":
        report.proposed_by_id, report.proposed_at = principal.person, clock.now()
    elif name == "decline":
        report.proposed_by_id, report.proposed_at = None, None
    elif name == "confirm":
        report.released_by_id, report.released_at = principal.person, clock.now()


def _locked(report: Report, step: Transition, version: int) -> Report:
    """The report for this transaction alone, also for those who answer and may not lock it."""
    hold(report.pk)
    rows = Report.objects.select_for_update(of=("self",), no_key=True).select_related("operation")
    current: Report | None = rows.filter(pk=report.pk).first()
    if current is None:
        raise Conflict(STALE)
    if current.state not in step.sources:
        raise Conflict(MOVED_ON % {"step": step.label, "state": current.get_state_display()})
    if current.version != version:
        raise Conflict(STALE)
    return current


def _present(report: Report) -> Report:
    """As it stands now. Raises Conflict when it is gone."""
    current: Report | None = Report.objects.select_related("operation").filter(pk=report.pk).first()
    if current is None:
        raise Conflict(STALE)
    return current


def _save(report: Report, *fields: str) -> None:
    report.version += 1
    report.save(update_fields=[*fields, "version"])


def _took(principal: Principal, report: Report, name: str, reason: str = "") -> None:
    ReportStep.objects.create(report=report, name=name, by_id=principal.person, reason=reason)
