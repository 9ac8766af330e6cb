"""`manage.py recount_figures`: no difference, or each with its cell and its records; earlier days and earlier rules."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from operation.cases.erasure import erase_content
from operation.cases.reclassification.actions import reclassify_suspect
from operation.kernel import clock
from operation.kernel.models import new_id
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.indicators.models import LedgerEntry
from reporting.recounting.recount import recount
from tests.factories.records import log, step
from tests.factories.returns import noon
from tests.reporting.indicators.test_currencies import blank

As = Callable[[User], AbstractContextManager[None]]


def told(*given: str) -> str:
    out = StringIO()
    call_command("recount_figures", *given, stdout=out)
    return out.getvalue()


@pytest.fixture
def suspect(cast: SimpleNamespace, as_: As) -> Any:
    """Logged and arrested in Thailand on the 12th, known on the 13th."""
    with clock.at(noon("2024-09-13")), as_(cast.coordinator_th):
        return step(log("suspects", cast.coordinator_th), "arrest", cast.coordinator_th, date(2024, 9, 12))


def test_where_nothing_differs_it_says_so(suspect: Any) -> None:
    assert told().endswith("1 records recounted, 0 differences.\n")
    assert told("--as-known", "2024-09-12", "--operation", "seagull").endswith("0 differences.\n")


def test_a_wrong_row_is_named_with_its_cell_and_record(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.coordinator_th):
        row = LedgerEntry.objects.filter(indicator="P02").get()
        row.pk, row.recorded_at = new_id(), noon("2024-09-20")
        LedgerEntry.objects.bulk_create([row])
    assert "0 differences" in told("--as-known", "2024-09-19")
    out = StringIO()
    with pytest.raises(CommandError, match="1 differences between"):
        call_command("recount_figures", stdout=out)
    first, second = out.getvalue().splitlines()
    code = cast.coordinator_th.organisation.code
    assert first == f"P02 {code} 2024-W37 record logged: kept 2.00, recounted 1"
    assert second.strip() == f"{suspect.reference}: kept 2.00, recounted 1"


def test_what_was_counted_before_currencies_were_kept_is_said_and_no_difference(cast: SimpleNamespace, as_: As) -> None:
    rated: dict[str, Any] = {
        "currency": "THB",
        "amount": Decimal(100_000),
        "usd_rate": Decimal("0.03"),
        "rate_on": date(2024, 9, 12),
    }
    with as_(cast.coordinator_th):
        asset = log("seized-assets", cast.coordinator_th, rate_source="Sample bank", **rated)
        step(asset, "seize", cast.coordinator_th, date(2024, 9, 12))
        assert "currencies" not in told()
        blank(LedgerEntry.objects.get(indicator="A01"))
    said = told()
    assert "1 records were counted before currencies were kept: their money is compared in USD alone." in said
    assert said.endswith("1 records recounted, 0 differences.\n")


def test_what_was_erased_is_said(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.coordinator_th):
        erase_content(suspect)
    assert "1 records were erased since: what they count is taken from the ledger." in told()


def test_by_an_earlier_rule(cast: SimpleNamespace, as_: As, seagull: Operation, suspect: Any) -> None:
    """By version 1 whoever had been under inquiry counted among those released from sites too."""
    with as_(cast.protection_th):
        principal = principal_of(cast.protection_th)
        reclassify_suspect(principal=principal, suspect=suspect, on=date(2024, 9, 20), words="held there")
    assert [where.cell[0] for where in recount(seagull).sums if where.cell[0] == "V01"] == []
    earlier = recount(seagull, versions={"V01": 1})
    assert [int(amount.value) for where, amount in earlier.sums.items() if where.cell[0] == "V01"] == [1]
    assert "V01" in told("--rule", "V01:1")
    assert told("--rule", "P02:1").endswith("0 differences.\n")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("--rule", "P02:9"), "There is no rule «P02:9»"),
        (("--rule", "X99:1"), "There is no rule «X99»"),
        (("--rule", "P02"), "«P02» names no version"),
        (("--as-known", "9.11.2024"), "«9.11.2024» is no day"),
        (("--operation", "heron"), "There is no operation «heron»"),
    ],
)
def test_what_cannot_be_is_refused(given: tuple[str, ...], message: str, seagull: Operation) -> None:
    with pytest.raises(CommandError, match=message):
        told(*given)
