"""The ledger follows the records: by differences, whoever changes them, and it is never changed itself."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from operation.cases.actions import amend_records
from operation.cases.drafts import RecordDraft
from operation.cases.reclassification.actions import reclassify_suspect
from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.kernel import clock
from operation.kernel.dates import parse
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import ActionDay, Operation
from reporting.indicators.ledger import follow
from reporting.indicators.models import LedgerEntry, Source, Standing
from reporting.indicators.rules.p02 import P02
from tests.factories.records import WARRANT, log, log_many, step
from tests.factories.returns import noon

As = Callable[[User], AbstractContextManager[None]]


def rows(indicator: str = "P02") -> list[tuple[str, int]]:
    """(week, delta) of an indicator's rows, in the order in which they were added."""
    found = LedgerEntry.objects.filter(indicator=indicator).order_by("recorded_at", "id")
    return [(f"{row.week:%m-%d}", int(row.delta)) for row in found]


def amend(record: Any, by: User, **values: Any) -> Any:
    return amend_records(
        principal=principal_of(by), records=[record], drafts=[RecordDraft(values)], versions=[record.version]
    )[0]


def test_a_person_counts_when_arrested_and_not_before(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        suspect = log("suspects", cast.officer_th)
        assert rows() == []
        step(suspect, "arrest", cast.officer_th, date(2024, 9, 12))
    assert rows() == [("09-09", 1)]
    row = LedgerEntry.objects.get(indicator="P02")
    assert (row.record_id, row.agency_id) == (suspect.pk, cast.officer_th.organisation_id)
    assert (row.source, row.standing, row.rule_version) == (Source.RECORD, Standing.LOGGED, P02.version)


def test_later_steps_add_nothing(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        suspect = step(log("suspects", cast.officer_th), "arrest", cast.officer_th, date(2024, 9, 12))
        suspect = step(suspect, "release", cast.officer_th, date(2024, 9, 20))
        step(suspect, "eliminate", cast.officer_th, date(2024, 10, 1))
    assert rows() == [("09-09", 1)]


def test_a_correction_of_the_date_moves_the_count_and_keeps_both_rows(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_kh):
        laborer = log("rescued-laborers", cast.officer_kh, event_date="2024-09-10")
        amend(laborer, cast.officer_kh, event_date=parse("2024-10-02"))
    assert sorted(rows("V01")) == [("09-09", -1), ("09-09", 1), ("09-30", 1)]


def test_what_leaves_the_scope_is_taken_back(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_kh):
        laborer = log("rescued-laborers", cast.officer_kh)
        amend(laborer, cast.officer_kh, attribution="period")
    assert rows("V01") == [("09-09", 1), ("09-09", -1)]


def test_a_change_that_does_not_touch_the_count_adds_no_row(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_kh):
        laborer = log("rescued-laborers", cast.officer_kh)
        amend(laborer, cast.officer_kh, language="Vietnamese")
        follow([laborer])
    assert rows("V01") == [("09-09", 1)]


def test_who_is_arrested_again_is_one_person_and_two_arrests(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.coordinator_th):
        suspect = step(log("suspects", cast.coordinator_th), "arrest", cast.coordinator_th, date(2024, 9, 12))
        suspect = step(suspect, "escape", cast.coordinator_th, date(2024, 9, 13), **WARRANT)
        suspect = step(suspect, "surrender", cast.coordinator_th, date(2024, 9, 14))
        suspect = step(suspect, "release", cast.coordinator_th, date(2024, 9, 20))
        suspect = step(suspect, "seek", cast.coordinator_th, date(2024, 10, 1), **WARRANT)
        step(suspect, "arrest", cast.coordinator_th, date(2024, 10, 2))
    assert rows("P02") == [("09-09", 1)]
    assert rows("P06") == [("09-09", 1), ("09-09", 1), ("09-30", 1)]


def test_a_corrected_first_arrest_takes_its_event_with_it(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        suspect = step(log("suspects", cast.officer_th), "arrest", cast.officer_th, date(2024, 9, 12))
        amend(suspect, cast.officer_th, arrested_on=date(2024, 9, 4))
    assert sorted(rows("P06")) == sorted(rows("P02")) == [("09-02", 1), ("09-09", -1), ("09-09", 1)]


def test_who_turns_out_to_be_a_victim_leaves_every_figure_of_suspects(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        suspect = step(log("suspects", cast.officer_th, tier="main"), "arrest", cast.officer_th, date(2024, 9, 12))
    with as_(cast.protection_th):
        reclassify_suspect(
            principal=principal_of(cast.protection_th), suspect=suspect, on=date(2024, 9, 19), words="Locked in"
        )
    for code in ("P02", "P03", "P06"):
        assert rows(code) == [("09-09", 1), ("09-09", -1)]
    assert (rows("P05"), rows("V01"), rows("V02"), rows("V03")) == ([("09-16", 1)], [], [], [("09-16", 1)])


def test_what_comes_later_does_not_carry_the_action_day(cast: SimpleNamespace, as_: As, seagull: Operation) -> None:
    day = ActionDay.objects.create(
        operation=seagull, number=1, title="Joint action", held_on=date(2024, 9, 10), lead_id="KH"
    )
    with as_(cast.officer_kh):
        laborer = log("rescued-laborers", cast.officer_kh, action_day=day)
        step(laborer, "screen", cast.protection_kh, date(2024, 9, 20))
    found = dict(LedgerEntry.objects.values_list("indicator", "action_day_id"))
    assert found == {"V01": day.pk, "V02": None}


def test_a_confiscated_asset_moves_from_a01_to_a02(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_vn):
        asset = log("seized-assets", cast.officer_vn, amount=Decimal(900), currency="USD")
        asset = step(asset, "seize", cast.officer_vn, date(2024, 9, 17))
        step(asset, "confiscate", cast.officer_vn, date(2024, 11, 5), legal_order="No. 7")
    assert rows("A01") == [("09-16", 900), ("09-16", -900)]
    assert rows("A02") == [("11-04", 900)]


def test_a_result_in_another_member_country_is_credit_and_no_claim(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_cn):
        log("rescued-laborers", cast.officer_cn, place_country="MM")
    assert LedgerEntry.objects.get().source == Source.CREDIT


def test_rows_carry_the_action_day_and_follow_it(cast: SimpleNamespace, as_: As, seagull: Operation) -> None:
    day = ActionDay.objects.create(
        operation=seagull, number=1, title="Joint action", held_on=date(2024, 9, 10), lead_id="KH"
    )
    with as_(cast.officer_kh):
        laborer = log("rescued-laborers", cast.officer_kh)
        amend(laborer, cast.officer_kh, action_day=day)
    sums = LedgerEntry.objects.values_list("action_day_id").annotate(sum=Sum("delta")).order_by("sum")
    assert list(sums) == [(None, 0), (day.pk, 1)]


def test_rows_are_recorded_by_the_clock_of_content(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_kh), clock.at(noon("2024-09-11")):
        log_many("rescued-laborers", cast.officer_kh, 3)
    assert set(LedgerEntry.objects.values_list("recorded_at", flat=True)) == {noon("2024-09-11")}


def test_many_records_cost_the_ledger_as_many_queries_as_one(cast: SimpleNamespace, as_: As) -> None:
    costs = []
    with as_(cast.officer_kh):
        for count in (1, 40):
            laborers = log_many("rescued-laborers", cast.officer_kh, count)
            with CaptureQueriesContext(connection) as queries:
                follow(laborers)
            costs.append(len(queries))
    assert costs == [2, 2]
    assert len(rows("V01")) == 41


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reporting_ledgerentry SET delta = delta + 1",
        "DELETE FROM reporting_ledgerentry",
        "TRUNCATE reporting_ledgerentry",
        "UPDATE reporting_returnstep SET words = ''",
        "DELETE FROM reporting_returnstep",
        "TRUNCATE reporting_returnstep",
    ],
)
def test_the_app_cannot_change_or_remove_rows_of_the_accounts(db: None, statement: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_failing_ledger_undoes_the_record(cast: SimpleNamespace, as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_rows: Any, **_options: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(LedgerEntry.objects, "bulk_create", fail)
    with as_(cast.officer_kh):
        with pytest.raises(DatabaseError):
            log("rescued-laborers", cast.officer_kh)
        assert not RescuedLaborer.objects.exists()
