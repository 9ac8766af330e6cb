"""What this feature registers: its menu entry, the kind of its jobs, and what waits at the desk; what it follows."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.jobs import engine
from operation.kernel.errors import Text
from operation.kernel.events import subscribe
from operation.people import desk, navigation
from reporting.consultation.events import ReportWithdrawn
from reporting.evaluation.actions import withdraw_with_report
from reporting.evaluation.content import MARKINGS
from reporting.evaluation.content import Edition as Written
from reporting.evaluation.models import Edition
from reporting.evaluation.selectors import newly_released, waiting_for_second_person
from reporting.evaluation.work import EVALUATION

engine.register(EVALUATION)
navigation.register(navigation.Entry(60, _("Reports"), "reports", "/reports/", "report.read_released"))


@subscribe(ReportWithdrawn)
def follow_report(event: ReportWithdrawn) -> None:
    withdraw_with_report(principal=event.principal, report=event.report, reason=event.reason)


def to_confirm(principal: Principal) -> Iterator[desk.Waiting]:
    """Releases that wait for a second person."""
    for edition in waiting_for_second_person(principal):
        yield _waiting(edition, _("Read it, then confirm or decline the release"), _("Decide"))


def to_read(principal: Principal) -> Iterator[desk.Waiting]:
    """Released lately, and not opened yet."""
    for edition in newly_released(principal):
        yield _waiting(edition, edition.get_audience_display(), _("Read"))


def _waiting(edition: Edition, detail: Text, verb: Text) -> desk.Waiting:
    marking = MARKINGS[Written(edition.audience)]
    return desk.Waiting(
        what=_named(edition),
        detail=detail,
        url=reverse("report", args=[edition.pk]),
        verb=verb,
        tlp=marking.tlp,
        handling_code=marking.code,
    )


def _named(edition: Edition) -> str:
    if edition.has_period:
        return _("%(title)s, edition %(number)s") % {"title": edition.title, "number": edition.number}
    return _("Evaluation, edition %(number)s") % {"number": edition.number}


desk.register(desk.DeskSource(_("Release of a report"), to_confirm))
desk.register(desk.DeskSource(_("Released report"), to_read))
