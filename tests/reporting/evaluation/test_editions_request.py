"""Asking for an edition: what is refused, which number it gets, and what becomes of it when it cannot be built."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from operation.access.context import acting_as, as_system
from operation.audit.models import AuditEntry
from operation.jobs import engine
from operation.jobs.models import ENGINE, Job
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.evaluation import actions
from reporting.evaluation.models import Edition
from reporting.evaluation.orders import read_order
from reporting.indicators.cutoffs import cutoff_range
from tests.factories.editions import asked_for, order
from tests.factories.people import make_cast


def test_the_edition_and_its_job_are_written_together(cast: SimpleNamespace) -> None:
    edition = asked_for(cast.director, "observer", language="th")
    assert (edition.number, edition.audience, edition.language, edition.state) == (1, "observer", "th", "building")
    assert edition.reference == "SG24-EVA-1"
    assert edition.job
    assert (edition.job.kind, edition.job.queue, edition.job.state) == ("evaluation", "reports", "queued")
    assert edition.job.params == {"edition": str(edition.pk)}
    assert edition.job.requested_by == cast.director


def test_numbers_run_on_for_the_whole_operation(cast: SimpleNamespace) -> None:
    numbers = [asked_for(cast.director, audience).number for audience in ("member", "observer", "member")]
    assert numbers == [1, 2, 3]


@pytest.mark.parametrize("name", ["officer_th", "coordinator_kh", "observer_unodc", "dpo", "admin", "stranger"])
def test_who_is_not_of_lmlecc_builds_nothing(cast: SimpleNamespace, seagull: Operation, name: str) -> None:
    with pytest.raises(NotAllowed):
        actions.request_edition(principal=principal_of(getattr(cast, name)), operation=seagull, order=order())
    assert not Edition.objects.exists()
    with as_system(ENGINE):
        assert not Job.objects.exists()


def test_the_last_cut_off_is_the_end_of_the_evaluation(seagull: Operation, settings: Any) -> None:
    settings.DEMO_TODAY = "2025-01-08"
    assert cutoff_range(seagull) == (date(2024, 8, 7), date(2025, 1, 31))
    settings.DEMO_TODAY = "2025-06-01"
    assert cutoff_range(seagull)[1] == date(2025, 6, 1)


def test_an_operation_without_phases_is_evaluated_for_a_month(seagull: Operation, settings: Any) -> None:
    settings.DEMO_TODAY = "2025-01-08"
    seagull.phases.all().delete()
    assert cutoff_range(seagull)[1] == date(2025, 1, 31)


def test_a_wrong_order_names_every_field(seagull: Operation) -> None:
    with pytest.raises(Refused) as refused:
        read_order(seagull, audience="press", language="xx", cutoff="yesterday")
    assert set(refused.value.message_dict) == {"audience", "language", "cutoff"}
    assert "«press»" in refused.value.message_dict["audience"][0]


def test_fifty_ask_at_the_same_time_and_get_fifty_numbers(committed: str) -> None:
    operation = Operation.objects.get(code="seagull")
    principal = principal_of(make_cast(operation).director)

    def ask(_turn: int) -> int:
        try:
            with acting_as(principal, channel="test"):
                return actions.request_edition(principal=principal, operation=operation, order=order()).number
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        numbers = list(pool.map(ask, range(50)))
    assert sorted(numbers) == list(range(1, 51))
    with as_system(ENGINE):
        assert Job.objects.count() == 50


def stop(user: User, job: Job) -> None:
    principal = principal_of(user)
    with acting_as(principal, channel="test"):
        engine.stop(principal=principal, job=job)


def test_a_stopped_build_leaves_an_edition_that_says_so(cast: SimpleNamespace) -> None:
    edition = asked_for(cast.director)
    assert edition.job
    stop(cast.director, edition.job)
    edition.refresh_from_db()
    assert (edition.state, edition.reason) == ("failed", "It was stopped.")


def test_nobody_stops_the_work_of_another(cast: SimpleNamespace) -> None:
    edition = asked_for(cast.director)
    assert edition.job
    with pytest.raises(Conflict):
        stop(cast.desk_supervision, edition.job)
    with as_system(ENGINE):
        assert Job.objects.get().state == "queued"


def test_building_again_is_a_new_job_of_the_same_edition(cast: SimpleNamespace) -> None:
    edition = asked_for(cast.director)
    first = edition.job
    assert first
    stop(cast.director, first)
    desk = principal_of(cast.desk_information)
    with acting_as(desk, channel="test"):
        again = actions.build_again(principal=desk, edition=edition)
    assert again.number == edition.number
    assert (again.state, again.reason) == ("building", "")
    assert again.job != first
    assert again.job
    assert again.job.requested_by == cast.desk_information


def test_only_a_failed_edition_is_built_again(cast: SimpleNamespace) -> None:
    with pytest.raises(Conflict, match="being built"):
        actions.build_again(principal=principal_of(cast.director), edition=asked_for(cast.director))


def test_the_trail_tells_what_was_asked_for(cast: SimpleNamespace) -> None:
    edition = asked_for(cast.director)
    entry = AuditEntry.objects.get(verb="report_requested")
    assert (entry.target_id, entry.reference) == (edition.pk, "SG24-EVA-1")
    assert entry.details == {"audience": "member", "language": "en", "cutoff": "2025-01-10"}
