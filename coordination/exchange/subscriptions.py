"""What the exchange of reports does when records are released, and what it registers."""

from django.utils.translation import gettext_lazy as _

from coordination import frame
from coordination.exchange import panels
from coordination.exchange.actions import disseminate_reports
from coordination.exchange.desk import feedback_to_read, reports_to_acknowledge, reports_to_grade
from operation.cases.events import RecordsReleased
from operation.cases.records.intelligence_report import IntelligenceReport
from operation.kernel.events import subscribe
from operation.people.desk import DeskSource, register

LABEL = _("Intelligence report")

frame.register(frame.Page(12, _("Intelligence"), "intelligence", "exchange.read"))
register(DeskSource(LABEL, reports_to_grade))
register(DeskSource(LABEL, reports_to_acknowledge))
register(DeskSource(LABEL, feedback_to_read))


@subscribe(RecordsReleased)
def disseminate(event: RecordsReleased) -> None:
    reports = [record for record in event.records if isinstance(record, IntelligenceReport)]
    if reports:
        disseminate_reports(principal=event.principal, reports=reports)


__all__ = ["panels"]
