"""Weekly, monthly and country reports that are with the countries, and editions of them, as the people of the cast."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from operation.access.context import acting_as
from operation.people.selectors import principal_of
from reporting.consultation.selectors import latest_round
from reporting.drafting.models import Report
from reporting.evaluation.actions import confirm_release, propose_release, request_edition
from reporting.evaluation.collect import collect
from reporting.evaluation.content import Evaluation
from reporting.evaluation.models import Edition
from tests.factories import editions, written

MONDAY, SUNDAY = date(2024, 9, 9), date(2024, 9, 15)
MONTH: dict[str, Any] = {"starts_on": date(2024, 9, 1), "ends_on": date(2024, 9, 30)}


def weekly(cast: SimpleNamespace, **given: Any) -> Report:
    """The week in which four countries returned something, Myanmar not verified, two nothing."""
    made = written.begun(cast.director, "weekly", starts_on=MONDAY, ends_on=SUNDAY, **given)
    written.saved(cast.director, made, "situation", "In the week {{P02:period}} arrests of {{P02}}.")
    written.saved(cast.supervisor_th, made, "national", "ไทย {{P02:TH:period}}", "TH", language="th")
    return written.circulated(cast, made)


def monthly(cast: SimpleNamespace) -> Report:
    made = written.begun(cast.director, "monthly", **MONTH)
    written.saved(cast.director, made, "situation", "A month.")
    return written.circulated(cast, made)


def of_thailand(cast: SimpleNamespace, **given: Any) -> Report:
    made = written.begun(cast.director, "country", "TH", **given)
    written.saved(cast.supervisor_th, made, "context", "ไทย {{P02:TH}}", "TH", language="th")
    written.saved(cast.supervisor_th, made, "recommendations", "- Freeze sooner (TH, 2025-06-30)", "TH")
    return written.circulated(cast, made)


def collected(cast: SimpleNamespace, report: Report, language: str = "en") -> Evaluation:
    principal = principal_of(cast.director)
    with acting_as(principal, channel="test"):
        round_ = latest_round(principal, report)
        order = editions.order("member", language, report.cutoff)
        return collect(principal, report.operation, order, number=7, round_=round_)


def ordered(cast: SimpleNamespace, report: Report, audience: str = "member") -> Edition:
    principal = principal_of(cast.director)
    with acting_as(principal, channel="test"):
        round_ = latest_round(principal, report)
        order = editions.order(audience, "en", report.cutoff)
        return request_edition(principal=principal, operation=report.operation, order=order, round_=round_)


def agreed(cast: SimpleNamespace, report: Report) -> Report:
    """Approved by all and released."""
    written.all_approved(cast, report)
    return written.stepped(cast.desk_supervision, written.stepped(cast.director, report, "propose"), "confirm")


def released(cast: SimpleNamespace, report: Report) -> Edition:
    """The report, then an edition of it."""
    edition = editions.finished(cast.director, ordered(cast, agreed(cast, report)))
    director, second = principal_of(cast.director), principal_of(cast.desk_supervision)
    with acting_as(director, channel="test"):
        edition = propose_release(principal=director, edition=edition)
    with acting_as(second, channel="test"):
        return confirm_release(principal=second, edition=edition)
