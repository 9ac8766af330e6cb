"""What is owed in consultations, for the pages of supervision: answers by countries, the release by LMLECC."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.clocks.selectors import calendars_of
from coordination.supervision.owed import LMLECC, Owed
from operation.access.principal import Principal
from operation.plan.models import Operation
from reporting.consultation.selectors import circulated
from reporting.consultation.standing import Voice
from reporting.drafting.models import Report, ReportState


def answers_owed(principal: Principal, operation: Operation) -> Iterator[Owed]:
    """Agencies that have not answered to a circulated report. Six queries."""
    if not principal.holds("report.read_circulated"):
        return
    found = [one for one in circulated(principal, operation) if one.report.state == ReportState.CIRCULATED]
    calendars = calendars_of({position.country for one in found for position in one.positions}) if found else {}
    for one in found:
        for position in one.positions:
            if principal.is_secretariat or position.country == principal.country:
                for voice in position.voices:
                    known = voice.clock(calendars[position.country]) if voice.is_owed else None
                    if known:
                        yield Owed(position.country, LMLECC, _what(one.report, voice), _url(one.report), known.due)


def _what(report: Report, voice: Voice) -> str:
    words = _("%(report)s (%(reference)s): answer of %(agency)s")
    return words % {"report": report, "reference": report.reference, "agency": voice.agency.short_name}


def _url(report: Report) -> str:
    return reverse("written-report", args=[report.pk])
