"""Money in the currency in which it was found: as of any day, counted once as USD is, and never added to another."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from operation.access.context import acting_as
from operation.cases.actions import amend_records
from operation.cases.drafts import RecordDraft
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.indicators.currencies import InCurrency, currencies_of
from reporting.indicators.models import LedgerEntry
from reporting.recounting.comparing import counted_before, differences, kept
from reporting.recounting.recount import recount
from tests.factories.matches import holds
from tests.factories.records import log, step
from tests.factories.returns import noon, verified
from tests.reporting.indicators.test_count_once import confirm

As = Callable[[User], AbstractContextManager[None]]
DAY = "2024-09-10"
ON = date.fromisoformat(DAY)
USDT: dict[str, Any] = {
    "currency": "USDT",
    "amount": Decimal("4200000000000.000000000000000001"),
    "usd_rate": Decimal(1),
}
THB: dict[str, Any] = {"currency": "THB", "amount": Decimal(100_000), "usd_rate": Decimal("0.03")}


@pytest.fixture(autouse=True)
def recounted(seagull: Operation) -> Any:
    """Whatever a test did, the recount agrees with the ledger, in every currency."""
    yield
    assert differences(kept(seagull), recount(seagull)) == []


def seized(by: User, on: str = DAY, slug: str = "seized-assets", **money: Any) -> Any:
    rated: dict[str, Any] = {"rate_source": "Sample bank", "rate_on": date.fromisoformat(on)}
    asset = holds(by, slug=slug, **(rated | money))
    with acting_as(principal_of(by), channel="test"):
        return step(asset, "seize", by, date.fromisoformat(on), legal_order="No. 7")


def amend(record: Any, by: User, **changes: Any) -> Any:
    with acting_as(principal_of(by), channel="test"):
        [changed] = amend_records(
            principal=principal_of(by), records=[record], drafts=[RecordDraft(changes)], versions=[record.version]
        )
    return changed


def read(cast: SimpleNamespace, code: str = "A01", who: str = "director", on: str = "") -> dict[str, InCurrency]:
    reader = principal_of(getattr(cast, who))
    with acting_as(reader, channel="test"):
        known = date.fromisoformat(on) if on else None
        found = currencies_of(reader, Operation.objects.get(code="seagull"), known)
    return {one.currency: one for one in found.get(code, ())}


def sums(cast: SimpleNamespace, **asked: str) -> dict[str, tuple[Decimal, Decimal]]:
    """By currency how much it is, and in USD."""
    return {name: (one.total.original, one.total.value) for name, one in read(cast, **asked).items()}


def test_each_currency_apart_by_country_with_its_value_in_usd(cast: SimpleNamespace) -> None:
    seized(cast.coordinator_th, **THB)
    seized(cast.coordinator_th, **THB | {"amount": Decimal("50000.50")})
    seized(cast.coordinator_mm, **THB)
    seized(cast.coordinator_vn, currency="USD", amount=Decimal(900))
    found = read(cast)
    assert list(found) == ["THB", "USD"]
    by_country = {code: (worth.original, worth.value) for code, worth in found["THB"].claims.items()}
    assert by_country == {
        "TH": (Decimal("150000.50"), Decimal("4500.02")),
        "MM": (Decimal(100_000), Decimal(3000)),
    }
    assert sums(cast)["USD"] == (Decimal(900), Decimal(900))


def test_what_is_on_a_chain_keeps_its_last_part(cast: SimpleNamespace) -> None:
    for _time in range(3):
        seized(cast.coordinator_vn, **USDT)
    assert sums(cast)["USDT"][0] == Decimal("12600000000000.000000000000000003")


def test_as_known_on_a_day_before_the_value_was_corrected(cast: SimpleNamespace) -> None:
    with clock.at(noon("2024-09-12")):
        asset = seized(cast.coordinator_th, **THB)
    with clock.at(noon("2024-09-20")):
        amend(asset, cast.coordinator_th, amount=Decimal(60_000))
    assert sums(cast, on="2024-09-11") == {}
    assert sums(cast, on="2024-09-15") == {"THB": (Decimal(100_000), Decimal(3000))}
    assert sums(cast) == {"THB": (Decimal(60_000), Decimal(1800))}


def test_as_many_usd_in_another_currency(cast: SimpleNamespace) -> None:
    """The figure did not change by a cent; what it is made of did."""
    with clock.at(noon("2024-09-12")):
        asset = seized(cast.coordinator_th, **THB)
    with clock.at(noon("2024-09-20")):
        asset = amend(asset, cast.coordinator_th, amount=Decimal(300_000), usd_rate=Decimal("0.01"))
        assert sums(cast) == {"THB": (Decimal(300_000), Decimal(3000))}
    with clock.at(noon("2024-09-25")):
        amend(asset, cast.coordinator_th, currency="CNY")
    assert sums(cast, on="2024-09-15") == {"THB": (Decimal(100_000), Decimal(3000))}
    assert sums(cast, on="2024-09-20") == {"THB": (Decimal(300_000), Decimal(3000))}
    assert sums(cast) == {"CNY": (Decimal(300_000), Decimal(3000))}


def test_a_confiscated_asset_takes_its_money_along(cast: SimpleNamespace, as_: As) -> None:
    asset = seized(cast.coordinator_th, **THB)
    with as_(cast.coordinator_th):
        step(asset, "confiscate", cast.coordinator_th, date(2024, 11, 5), legal_order="No. 8")
    assert sums(cast) == {}
    assert sums(cast, code="A02") == {"THB": (Decimal(100_000), Decimal(3000))}


def test_what_two_countries_hold_comes_off_in_its_own_currency(cast: SimpleNamespace) -> None:
    """The earlier claim stays. The other one was entered in another currency, and comes off in that one."""
    seized(cast.coordinator_vn, **THB)
    seized(cast.coordinator_kh, on="2024-09-18", currency="USD", amount=Decimal(2990))
    confirm(cast, "vn", "kh")
    found = read(cast)
    assert sums(cast)["THB"] == (Decimal(100_000), Decimal(3000))
    assert (found["USD"].claimed.original, found["USD"].taken_off.original) == (Decimal(2990), Decimal(2990))
    assert not found["USD"].total
    assert not found["THB"].taken_off


def test_returned_and_intercepted_money_too(cast: SimpleNamespace, as_: As) -> None:
    rated: dict[str, Any] = {"rate_source": "Sample bank", "rate_on": ON}
    with as_(cast.coordinator_th):
        stop = log("stop-payments", cast.coordinator_th, **THB, **rated)
        stop = step(stop, "intercept", cast.coordinator_th, ON, intercepted=Decimal(80_000))
        step(stop, "return", cast.coordinator_th, ON, returned=Decimal(20_000))
        losses = {**THB, "amount": Decimal(700_000)}
        log("fraud-reports", cast.coordinator_th, event_date="2024-09", reports=7, **losses, **rated)
    expected = {"A05R": 100_000, "A05": 80_000, "A03": 20_000, "C03": 700_000}
    assert {code: sums(cast, code=code)["THB"][0] for code in expected} == expected


def test_what_is_reported_without_records_is_in_no_currency(cast: SimpleNamespace) -> None:
    seized(cast.coordinator_th, **THB)
    verified(cast.coordinator_th, cast.desk_supervision, DAY, {"A01": 5000})
    assert sums(cast) == {"THB": (Decimal(100_000), Decimal(3000))}


def test_what_is_worth_less_than_half_a_cent_is_in_no_figure_and_in_no_currency(
    cast: SimpleNamespace, seagull: Operation
) -> None:
    """Neither the ledger nor the recount counts it until it is worth a cent."""
    asset = seized(cast.coordinator_th, currency="LAK", amount=Decimal(100), usd_rate=Decimal("0.000045"))
    assert asset.usd == 0
    assert sums(cast) == {}
    assert not LedgerEntry.objects.filter(record_id=asset.pk, indicator="A01").exists()
    assert differences(kept(seagull), recount(seagull)) == []
    amend(asset, cast.coordinator_th, amount=Decimal(112))
    assert sums(cast) == {"LAK": (Decimal(112), Decimal("0.01"))}


def test_another_country_reads_its_own_alone(cast: SimpleNamespace) -> None:
    seized(cast.coordinator_th, **THB)
    verified(cast.coordinator_th, cast.desk_supervision, DAY)
    assert sums(cast, who="officer_th")["THB"][0] == 100_000
    for who in ("officer_kh", "observer_unodc"):
        assert sums(cast, who=who) == {}


def test_a_row_has_a_currency_and_a_sum_or_neither(cast: SimpleNamespace) -> None:
    seized(cast.coordinator_th, **THB)
    row = LedgerEntry.objects.get(indicator="A01")
    for changes in ({"currency": ""}, {"original": None}):
        wrong = LedgerEntry(**{field.attname: getattr(row, field.attname) for field in row._meta.fields} | changes)
        wrong.pk = LedgerEntry().pk
        with pytest.raises(IntegrityError, match="money_in_its_currency"), transaction.atomic():
            LedgerEntry.objects.bulk_create([wrong])


def test_what_was_counted_before_the_ledger_knew_currencies_gets_its_own_with_the_next_change(
    cast: SimpleNamespace, as_: As, seagull: Operation
) -> None:
    """Until then it is in USD alone, and no difference to the recount, nor is it as of then."""
    with clock.at(noon("2024-09-12")), as_(cast.coordinator_th):
        asset = seized(cast.coordinator_th, **THB)
        blank(LedgerEntry.objects.get(indicator="A01"))
    assert sums(cast) == {}
    assert len(counted_before(kept(seagull), recount(seagull))) == 1
    assert differences(kept(seagull), recount(seagull)) == []
    with clock.at(noon("2024-09-20")):
        amend(asset, cast.coordinator_th, description="Bundles of notes")
    assert sums(cast) == {"THB": (Decimal(100_000), Decimal(3000))}
    assert counted_before(kept(seagull), recount(seagull)) == set()
    assert differences(kept(seagull, ON), recount(seagull, ON)) == []
    then = date(2024, 9, 15)
    assert len(counted_before(kept(seagull, then), recount(seagull, then))) == 1
    assert differences(kept(seagull, then), recount(seagull, then)) == []


def test_what_two_held_before_the_ledger_knew_currencies_comes_off_in_usd(
    cast: SimpleNamespace, seagull: Operation
) -> None:
    for by, on in ((cast.coordinator_vn, DAY), (cast.coordinator_kh, "2024-09-18")):
        with acting_as(principal_of(by), channel="test"):
            asset = seized(by, on=on, **THB)
            blank(LedgerEntry.objects.get(indicator="A01", record_id=asset.pk))
    confirm(cast, "vn", "kh")
    assert sums(cast) == {}
    assert {one[0] for one in counted_before(kept(seagull), recount(seagull))} == {
        one.record_id for one in kept(seagull).records if one.cell[0] == "A01"
    }
    assert [int(worth.value) for where, worth in kept(seagull).sums.items() if where.source == "same"] == [-3000]


def test_a_record_that_lost_a_part_of_its_currency_or_of_its_usd_is_found(
    cast: SimpleNamespace, seagull: Operation
) -> None:
    """Nobody passes for having been counted before who has rows in a currency, or another value in USD."""
    asset = seized(cast.coordinator_th, **THB)
    with transaction.atomic(), acting_as(principal_of(cast.coordinator_th), channel="test"):
        blank(LedgerEntry.objects.get(indicator="A01"), Decimal(1000), Decimal("33333.33"))
        [found] = differences(kept(seagull), recount(seagull))
        assert {key for key, _kept, _value in found.records} == {asset.pk}
        assert [(name, had.original, has.original) for name, had, has in found.money] == [
            ("THB", Decimal("66666.67"), Decimal(100_000))
        ]
        transaction.set_rollback(True)
    with transaction.atomic(), acting_as(principal_of(cast.coordinator_th), channel="test"):
        row = LedgerEntry.objects.get(indicator="A01")
        blank(row)
        LedgerEntry.objects.bulk_create([_copy(row, Decimal(1), None)])
        [found] = differences(kept(seagull), recount(seagull))
        assert (found.kept.value, found.recounted.value) == (Decimal(3001), Decimal(3000))
        assert not found.money
        transaction.set_rollback(True)


def blank(row: LedgerEntry, delta: Decimal | None = None, original: Decimal | None = None) -> None:
    """What a row adds, or so much of it, as rows were before: without its currency."""
    part, found = delta or row.delta, original or row.original
    assert found is not None
    LedgerEntry.objects.bulk_create([_copy(row, -part, -found), _copy(row, part, None)])


def _copy(row: LedgerEntry, delta: Decimal, original: Decimal | None) -> LedgerEntry:
    """Another row of the same record; without a sum in its currency it is as rows were before."""
    names = ("operation_id", "indicator", "agency_id", "week", "source", "standing", "record_id", "rule_version")
    given = {name: getattr(row, name) for name in names}
    return LedgerEntry(**given, delta=delta, original=original, currency="" if original is None else row.currency)
