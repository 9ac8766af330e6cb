"""Progress of an action: who tells it, what it needs, and that what was told stays."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import OperationalAction
from operation.plan.progress.actions import ReportDraft, report_progress
from operation.plan.progress.models import ActionReport
from tests.factories.supervision import action_of, country, noon, operation, told

As = Callable[[User], AbstractContextManager[None]]
DUE = date(2024, 10, 1)
MAY = {"supervisor_th", "coordinator_th", "coordinator_kh"}
EVERYBODY = sorted(
    MAY | {"officer_th", "protection_th", "coordinator_vn", "director", "desk_supervision", "observer_unodc", "dpo"}
)


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_leads_or_co_leads_tells_it(cast: SimpleNamespace, who: str) -> None:
    action = action_of(cast, DUE, co_leaders=[country("KH")], participants=[country("VN")])
    if who not in MAY:
        with pytest.raises(NotAllowed):
            told(getattr(cast, who), action, DUE)
        return
    made = told(getattr(cast, who), action, DUE, percent=40)
    action.refresh_from_db()
    assert (made.number, made.percent, made.country_id) == (1, 40, getattr(cast, who).organisation.country_id)
    assert (action.status, action.version, action.done_on) == ("under_way", 2, None)
    entry = AuditEntry.objects.filter(verb="action reported").get()
    assert (entry.target_id, entry.details["status"]) == (action.pk, "under_way")
    assert "Half" not in str(entry.details)


def test_done_is_told_with_its_day_and_ends_the_action(cast: SimpleNamespace, as_: As) -> None:
    action = action_of(cast, DUE)
    told(cast.supervisor_th, action, DUE, percent=60)
    made = told(cast.coordinator_th, action, DUE + timedelta(days=2), "done", words="Agreed by all six.")
    action.refresh_from_db()
    assert (made.number, made.percent) == (2, 100)
    assert (action.status, action.done_on, action.is_open) == ("done", DUE + timedelta(days=2), False)
    with pytest.raises(NotAllowed, match="done or dropped"):
        told(cast.coordinator_th, action, DUE + timedelta(days=3))
    with as_(cast.coordinator_kh):
        assert ActionReport.objects.visible_to(principal_of(cast.coordinator_kh)).count() == 2


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        ({"words": "  "}, "words"),
        ({"status": "planned"}, "status"),
        ({"status": "dropped"}, "status"),
        ({"percent": 101}, "percent"),
        ({"percent": -1}, "percent"),
    ],
)
def test_what_a_report_needs(cast: SimpleNamespace, given_: dict[str, object], field: str) -> None:
    action = action_of(cast, DUE)
    with pytest.raises(Refused) as refused:
        told(cast.coordinator_th, action, DUE, **given_)  # type: ignore[arg-type]
    assert set(refused.value.message_dict) == {field}
    action.refresh_from_db()
    assert (action.status, action.version, action.reports.count()) == ("planned", 1, 0)


def tell(cast: SimpleNamespace, action: OperationalAction, of: date, on: date, version: int) -> ActionReport:
    principal = principal_of(cast.coordinator_th)
    with clock.at(noon(on)):
        draft = ReportDraft(of, "under_way", "More of it.")
        return report_progress(principal=principal, action=action, draft=draft, version=version)


def test_nothing_is_told_before_it_happens(cast: SimpleNamespace, as_: As) -> None:
    action = action_of(cast, DUE)
    with as_(cast.coordinator_th), pytest.raises(Refused, match="future"):
        tell(cast, action, DUE + timedelta(days=1), DUE, 1)


def test_a_later_report_of_another_is_a_conflict(cast: SimpleNamespace, as_: As) -> None:
    action = action_of(cast, DUE)
    told(cast.supervisor_th, action, DUE)
    with as_(cast.coordinator_th), pytest.raises(Conflict):
        tell(cast, action, DUE, DUE, 1)


def test_an_action_that_is_gone_is_a_conflict(cast: SimpleNamespace, as_: As) -> None:
    line = operation().lines.get(number=1)
    action = OperationalAction.objects.create(line=line, title="patrol", leader=country("TH"), due_on=DUE)
    with as_(cast.coordinator_th):
        OperationalAction.objects.filter(pk=action.pk).delete()
        with pytest.raises(Conflict):
            tell(cast, action, DUE, DUE, 1)


@given(days=st.lists(st.integers(0, 30), min_size=2, max_size=5))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_days_of_reports_never_run_backwards(cast: SimpleNamespace, as_: As, days: list[int]) -> None:
    """Whatever is tried: the days of the reports that stand, in their order, only grow."""
    action, version = action_of(cast, DUE, title=f"action {days}"), 1
    last = DUE
    with as_(cast.coordinator_th):
        for offset in days:
            day = DUE + timedelta(days=offset)
            if day >= last:
                tell(cast, action, day, DUE + timedelta(days=40), version)
                last, version = day, version + 1
            else:
                with pytest.raises(Refused, match="before the last report"):
                    tell(cast, action, day, DUE + timedelta(days=40), version)
        stand = list(action.reports.order_by("number").values_list("told_on", flat=True))
    assert stand == sorted(stand)
    assert stand[-1] == last


def write(sql: str, *params: Any) -> int:
    """Rows that a statement touched; a refused one undoes itself alone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


ADD = """INSERT INTO operation_actionreport (id, created_at, action_id, number, country_id, told_on, status, words,
    told_by_id, is_synthetic) VALUES (gen_random_uuid(), now(), %s, 9, %s, now(), 'done', 'forged', %s, false)"""


@pytest.mark.parametrize(
    ("who", "of"), [("coordinator_vn", "VN"), ("coordinator_th", "KH"), ("officer_th", "TH"), ("director", "TH")]
)
def test_the_database_keeps_reports_of_others_out(cast: SimpleNamespace, as_: As, who: str, of: str) -> None:
    action = action_of(cast, DUE)
    user = getattr(cast, who)
    with as_(user), pytest.raises(DatabaseError, match="row-level security"):
        write(ADD, action.pk, of, user.pk)
    with as_(cast.coordinator_th):
        assert write(ADD, action.pk, "TH", cast.coordinator_th.pk) == 1


def test_what_was_told_is_not_changed_in_the_database(cast: SimpleNamespace, as_: As) -> None:
    action = action_of(cast, DUE)
    told(cast.coordinator_th, action, DUE)
    for statement in ("UPDATE operation_actionreport SET words = 'x'", "DELETE FROM operation_actionreport"):
        with as_(cast.coordinator_th), pytest.raises(DatabaseError, match="permission denied"):
            write(statement)
    for outsider in ("observer_unodc", "dpo", "stranger"):
        with as_(getattr(cast, outsider)):
            assert not ActionReport.objects.exists()
