"""What waits for somebody about reports: to write, to answer, to propose, to decide."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.clocks.selectors import calendars_of
from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.people.desk import Waiting
from operation.plan.selectors import current_operation
from reporting.consultation.policies import may_step
from reporting.consultation.selectors import Consultation, circulated, unanswered
from reporting.drafting.models import ReportState, Section

MARK: dict[str, Any] = {"tlp": TLP.AMBER, "handling_code": HandlingCode.H2}


def sections_to_write(principal: Principal) -> Iterator[Waiting]:
    """Sections of the principal that nobody has written yet: by name, or of the agency it answers for. Two queries."""
    operation = current_operation() if principal.holds("report.write") else None
    if operation is None:
        return
    seen = Section.objects.visible_to(principal).filter(
        report__operation=operation,
        report__state=ReportState.DRAFTING,
        organisation_id=principal.own_organisation,
        version=0,
    )
    mine = seen.filter(author_id=principal.user_id)
    unnamed = seen.filter(author=None) if principal.holds("report.edit") else seen.none()
    for one in (mine | unnamed).select_related("report__operation"):
        url = reverse("written-section-edit", args=[one.report_id, one.pk])
        yield Waiting(str(one.title), str(one.report), url, _("Write"), **MARK)


def consultations_waiting(principal: Principal) -> Iterator[Waiting]:
    """Answers of the own agency; for LMLECC what is commented on, agreed or proposed. Eight queries at most."""
    answers = principal.holds("report.approve")
    decides = principal.holds("report.propose_release") or principal.holds("report.confirm_release")
    operation = current_operation() if answers or decides else None
    if operation is None:
        return
    found = circulated(principal, operation)
    if answers:
        yield from _answers(principal, found)
    for one in found if decides else ():
        yield from _decisions(principal, one)
    if principal.holds("report.circulate"):
        yield from _comments(principal, found)


def _answers(principal: Principal, found: list[Consultation]) -> Iterator[Waiting]:
    calendar = calendars_of([principal.country or ""]).get(principal.country or "") if found else None
    for one in found:
        voice = one.voice(principal.organisation_id)
        known = voice.clock(calendar) if voice and voice.is_owed and calendar else None
        if known and one.report.state == ReportState.CIRCULATED:
            again = voice is not None and voice.asked_in is not None and voice.asked_in.number > 1
            detail = (
                _("What concerns your country was changed: approve again") if again else _("Does your agency approve?")
            )
            yield Waiting(str(one.report), detail, _url(one), _("Answer"), due=known.due, **MARK)


def _decisions(principal: Principal, one: Consultation) -> Iterator[Waiting]:
    state = one.report.state
    if state == ReportState.CIRCULATED and one.is_agreed and may_step(principal, one.report, "propose"):
        yield Waiting(str(one.report), _("All six countries have approved"), _url(one), _("Propose release"), **MARK)
    if state == ReportState.PROPOSED and may_step(principal, one.report, "confirm"):
        yield Waiting(
            str(one.report), _("Read it, then confirm or decline the release"), _url(one), _("Decide"), **MARK
        )


def _comments(principal: Principal, found: list[Consultation]) -> Iterator[Waiting]:
    """Who circulates takes a comment up in the text, or answers it."""
    open_ = [one for one in found if one.report.state == ReportState.CIRCULATED]
    counts = unanswered(principal, open_)
    for one in open_:
        if count := counts.get(one.report.pk):
            words = ngettext("%(count)s section is commented on", "%(count)s sections are commented on", count)
            yield Waiting(str(one.report), words % {"count": count}, _url(one), _("Answer"), **MARK)


def _url(one: Consultation) -> str:
    return reverse("written-report", args=[one.report.pk])
