"""From draft to dissemination: who takes which step, and what has to be there first."""

from types import SimpleNamespace
from typing import Any

import pytest

from operation.audit.models import AuditEntry
from operation.cases.facts import CaseFact
from operation.cases.records.intelligence_report import IntelligenceReport
from operation.cases.sharing import recall_records, release_records
from operation.kernel import clock
from operation.kernel.errors import NotAllowed, Refused
from operation.people.selectors import principal_of
from tests.coordination.exchange.conftest import SLUG, As, ClientOf, Share
from tests.factories.records import log, step

GRADE = {"source_evaluation": "A", "information_evaluation": "3"}


def submitted(cast: SimpleNamespace, as_: As, report: Any) -> Any:
    with as_(cast.officer_th):
        return step(report, "submit", cast.officer_th, clock.today())


def test_an_officer_submits_and_does_not_grade(cast: SimpleNamespace, as_: As, report: Any) -> None:
    waiting = submitted(cast, as_, report)
    for name in ("grade", "send_back"):
        with as_(cast.officer_th), pytest.raises(NotAllowed, match="National supervisor"):
            step(waiting, name, cast.officer_th, clock.today(), **GRADE)


def test_a_supervisor_grades_and_does_not_clear(cast: SimpleNamespace, as_: As, report: Any) -> None:
    waiting = submitted(cast, as_, report)
    with as_(cast.supervisor_th):
        graded: Any = step(waiting, "grade", cast.supervisor_th, clock.today(), **GRADE)
        assert (graded.source_evaluation, graded.information_evaluation) == ("A", "3")
        assert (graded.grade_given, graded.graded_on) == ("B2", clock.today())
        with pytest.raises(NotAllowed):
            step(graded, "clear", cast.supervisor_th, clock.today())
    with as_(cast.coordinator_th):
        assert step(graded, "clear", cast.coordinator_th, clock.today()).status == "released"


def test_the_proposal_changes_the_grade_until_it_is_given(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, report: Any
) -> None:
    client, address = client_of(cast.officer_th), f"/api/v1/{SLUG}/{report.pk}/"
    told = client.patch(address, {"grade_given": "C3", "version": 1}, content_type="application/json").json()
    assert (told["source_evaluation"], told["information_evaluation"]) == ("C", "3")
    with as_(cast.officer_th):
        report.refresh_from_db()
    waiting = submitted(cast, as_, report)
    with as_(cast.supervisor_th):
        graded = step(waiting, "grade", cast.supervisor_th, clock.today(), **GRADE)
    sent = {"grade_given": "X4", "version": graded.version}
    told = client.patch(address, sent, content_type="application/json").json()
    assert (told["grade_given"], told["source_evaluation"], told["information_evaluation"]) == ("X4", "A", "3")


@pytest.mark.parametrize("given", [{}, {"source_evaluation": "A"}, {"information_evaluation": "1"}])
def test_half_a_grade_is_none(cast: SimpleNamespace, as_: As, given: dict[str, str]) -> None:
    with as_(cast.officer_th):
        waiting = submitted(cast, as_, log(SLUG, cast.officer_th, grade_given=""))
    with as_(cast.supervisor_th), pytest.raises(Refused, match="Give both"):
        step(waiting, "grade", cast.supervisor_th, clock.today(), **given)


def test_what_is_not_graded_goes_to_nobody(cast: SimpleNamespace, as_: As, client_of: ClientOf, report: Any) -> None:
    client = client_of(cast.coordinator_th)
    for waiting in (report, submitted(cast, as_, report)):
        sent = {"to": ["vn-mps"], "purpose": "joint inquiry"}
        told = client.post(f"/api/v1/{SLUG}/{waiting.pk}/release/", sent, content_type="application/json")
        assert told.status_code == 400
        assert "not graded yet" in told.content.decode()
    assert client_of(cast.officer_vn).get(f"/records/{SLUG}/{report.pk}/").status_code == 404


def test_a_report_whose_source_needs_protection_goes_to_nobody(cast: SimpleNamespace, as_: As, share: Share) -> None:
    with as_(cast.officer_th):
        kept = log(SLUG, cast.officer_th, source_protected=True)
    waiting = submitted(cast, as_, kept)
    with as_(cast.coordinator_th):
        principal, to = principal_of(cast.coordinator_th), [cast.officer_vn.organisation]
        graded = step(waiting, "grade", cast.coordinator_th, clock.today())
        with pytest.raises(Refused, match="sanitised version"):
            step(graded, "clear", cast.coordinator_th, clock.today())
        with pytest.raises(Refused, match="sanitised version"):
            release_records(principal=principal, records=[graded], to=to, purpose="joint inquiry")


def test_a_release_disseminates_it_once(cast: SimpleNamespace, as_: As, report: Any, share: Share) -> None:
    sent = share(report, "vn-mps")
    assert (sent.status, sent.disseminated_on, sent.cleared_on) == ("disseminated", clock.today(), clock.today())
    again = share(report, "kh-moi")
    assert (again.version, again.status_on) == (sent.version, sent.status_on)
    assert AuditEntry.objects.filter(verb="disseminated", target_id=report.pk).count() == 1
    with as_(cast.coordinator_th):
        assert CaseFact.objects.get(record_id=report.pk).status == "disseminated"
        assert step(again, "act", cast.coordinator_th, clock.today()).status == "actioned"


def test_what_was_verified_stays_so_when_it_is_released(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, report: Any, share: Share
) -> None:
    client_of(cast.supervisor_th).post(f"/records/{SLUG}/{report.pk}/verify/")
    with as_(cast.coordinator_th):
        assert type(report).objects.get(pk=report.pk).verification == "verified"


def test_a_recall_ends_the_reading_and_not_the_history(
    cast: SimpleNamespace, as_: As, report: Any, share: Share
) -> None:
    share(report, "vn-mps")
    with as_(cast.coordinator_th):
        principal = principal_of(cast.coordinator_th)
        recall_records(principal=principal, records=[report], reason="wrong country")
        assert type(report).objects.get(pk=report.pk).status == "disseminated"
    with as_(cast.officer_vn):
        assert not IntelligenceReport.objects.exists()


def test_nobody_else_takes_a_step(cast: SimpleNamespace, as_: As, report: Any, share: Share) -> None:
    sent = share(report, "vn-mps")
    with as_(cast.coordinator_vn), pytest.raises(NotAllowed):
        step(sent, "act", cast.coordinator_vn, clock.today())
