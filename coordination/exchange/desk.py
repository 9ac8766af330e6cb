"""What waits about reports: to grade, to acknowledge, feedback to read. No title stands on the desk."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.exchange.selectors import not_acknowledged, to_grade, unseen_feedback
from operation.access.principal import Principal
from operation.cases.counting import COUNTED_UP_TO, in_words
from operation.cases.records.intelligence_report import INTELLIGENCE_REPORT, ReportState
from operation.cases.views import list_url
from operation.people.desk import Waiting


def reports_to_grade(principal: Principal) -> Iterator[Waiting]:
    """Submitted reports of the own agency, for those who grade. One query."""
    count = _count(to_grade(principal)) if principal.is_member and principal.holds("intelligence.grade") else 0
    if count:
        words = ngettext("%(count)s report to grade", "%(count)s reports to grade", count)
        url = f"{list_url(INTELLIGENCE_REPORT)}?status={ReportState.SUBMITTED}&country={principal.country}"
        detail = _("Submitted by its author: say how sure the source and the information are.")
        yield Waiting(words % {"count": in_words(count)}, detail, url, _("Grade"))


def reports_to_acknowledge(principal: Principal) -> Iterator[Waiting]:
    """Reports that were released to the own organisation, until somebody acknowledges them. One query."""
    count = _count(not_acknowledged(principal)) if principal.holds("intelligence.answer") else 0
    if count:
        words = ngettext("%(count)s report to acknowledge", "%(count)s reports to acknowledge", count)
        detail = _("Its originator waits to hear that you have it.")
        yield Waiting(words % {"count": in_words(count)}, detail, reverse("intelligence"), _("Open"))


def feedback_to_read(principal: Principal) -> Iterator[Waiting]:
    """What recipients say of the own agency's reports, until somebody noted it. One query."""
    count = _count(unseen_feedback(principal)) if principal.is_member and principal.holds("record.transition") else 0
    if count:
        words = ngettext(
            "%(count)s piece of feedback on your reports", "%(count)s pieces of feedback on your reports", count
        )
        detail = _("Recipients say of what use they were.")
        yield Waiting(words % {"count": in_words(count)}, detail, f"{reverse('intelligence')}#feedback", _("Read"))


def _count(rows: Any) -> int:
    """As far as a desk counts."""
    return int(rows.order_by()[: COUNTED_UP_TO + 1].count())
