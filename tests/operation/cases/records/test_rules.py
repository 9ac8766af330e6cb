"""What each type refuses, by field, and what it derives."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from operation.cases.registry import by_slug
from operation.kernel import clock
from operation.kernel.dates import parse
from operation.kernel.errors import Refused
from operation.people.models import User
from tests.factories.records import WARRANT, log, step

As = Callable[[User], AbstractContextManager[None]]
ON = date(2024, 9, 20)
FIAT: dict[str, Any] = {
    "currency": "THB",
    "usd_rate": Decimal("0.03"),
    "rate_source": "BoT",
    "rate_on": date(2024, 9, 10),
}

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("firearms", {"serial": ""}, "serial"),
    ("firearms", {"serial": "", "marking": "altered"}, "serial"),
    ("firearms", {"import_year": 1250}, "import_year"),
    ("firearms", {"import_year": 2999}, "import_year"),
    ("ammunition-lots", {"rounds": 0}, "rounds"),
    ("firearm-parts", {"quantity": 2, "serial": "A1"}, "quantity"),
    ("investigations", {"lead_country": "KH", "supporting": ["KH", "VN"]}, "supporting"),
    ("border-activities", {"persons_checked": 3, "refused_entry": 4}, "refused_entry"),
    ("border-activities", {"persons_checked": 3, "intercepted": 4}, "intercepted"),
    ("border-activities", {"ended_on": date(2024, 9, 9)}, "ended_on"),
    ("prevention-activities", {"ended_on": date(2024, 9, 9)}, "ended_on"),
    ("stop-payments", {"amount": Decimal(100), "intercepted": Decimal(101)}, "intercepted"),
    ("stop-payments", {"amount": Decimal(100), "intercepted": Decimal(50), "returned": Decimal(51)}, "returned"),
    ("stop-payments", {"amount": Decimal(100), "returned": Decimal(1)}, "returned"),
    ("stop-payments", {"amount": Decimal(100), "currency": ""}, "currency"),
    ("stop-payments", {"amount": Decimal("1.005")}, "amount"),
    ("fraud-reports", {"event_date": None}, "event_date"),
    ("fraud-reports", {"reports": 0}, "reports"),
    ("seized-assets", {"amount": Decimal("1.005"), "currency": "THB"}, "amount"),
    ("suspects", {"syndicate_role": "operator"}, "coercion"),
    ("suspects", {"stateless": True, "nationalities": ["TH"]}, "stateless"),
    ("sites", {"coordinates": "somewhere"}, "coordinates"),
    ("intelligence-reports", {"title": ""}, "title"),
    ("intelligence-reports", {"narrative": ""}, "narrative"),
    ("intelligence-reports", {"grade_given": "B7"}, "grade_given"),
    ("intelligence-reports", {"grade_given": "", "grade_system": "4x4"}, "grade_given"),
    ("intelligence-reports", {"grade_system": "3x5x2"}, "grade_system"),
    ("intelligence-reports", {"grade_given": "B24"}, "handling_code"),
    ("intelligence-reports", {"grade_given": "1AC", "handling_code": "H0"}, "handling_code"),
    ("intelligence-reports", {"until_on": date(2024, 9, 9)}, "until_on"),
    ("intelligence-reports", {"is_sanitised": True, "source_protected": True}, "source_protected"),
    ("sites", {"coordinates": "91.0, 100.5"}, "coordinates"),
    ("sites", {"coordinates": "13.7, 181"}, "coordinates"),
]


@pytest.mark.parametrize(("slug", "values", "field"), REFUSED)
def test_what_contradicts_itself_is_refused_at_its_field(
    cast: SimpleNamespace, as_: As, slug: str, values: dict[str, Any], field: str
) -> None:
    with as_(cast.officer_th), pytest.raises(Refused) as refused:
        log(slug, cast.officer_th, **values)
    assert set(refused.value.message_dict) == {field}


ACCEPTED: list[tuple[str, dict[str, Any]]] = [
    ("firearms", {"serial": "", "marking": "erased"}),
    ("firearms", {"serial": "", "marking": "none", "import_year": 1994}),
    ("stop-payments", {"amount": Decimal("0.00000001"), "currency": "BTC"}),
    ("suspects", {"syndicate_role": "operator", "coercion": "possible"}),
    ("suspects", {"syndicate_role": "guard"}),
    ("suspects", {"stateless": True}),
    ("sites", {"coordinates": "13.6904, 105.2718"}),
    ("intelligence-reports", {"grade_given": ""}),
    ("intelligence-reports", {"grade_given": "1AC", "handling_code": "H2"}),
    ("intelligence-reports", {"grade_given": "B25", "handling_code": "H3", "handling_text": "ask first"}),
    ("intelligence-reports", {"grade_given": "B21", "until_on": date(2024, 9, 12)}),
    ("sites", {"coordinates": "-1.5,-100"}),
]


@pytest.mark.parametrize(("slug", "values"), ACCEPTED)
def test_what_does_not_is_taken(cast: SimpleNamespace, as_: As, slug: str, values: dict[str, Any]) -> None:
    with as_(cast.officer_th):
        record = log(slug, cast.officer_th, **values)
    assert {name: getattr(record, name) for name in values} == values


def test_a_silver_notice_is_of_2025(cast: SimpleNamespace, as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    for today, taken in ((date(2024, 12, 31), False), (date(2025, 1, 1), True)):
        monkeypatch.setattr(clock, "today", lambda *_zone, day=today: day)
        with as_(cast.officer_th):
            if taken:
                assert log("suspects", cast.officer_th, notices=["silver", "red"])
            else:
                with pytest.raises(Refused, match="Silver"):
                    log("suspects", cast.officer_th, notices=["silver", "red"])


@pytest.mark.parametrize("missing", WARRANT)
def test_a_wanted_person_has_the_whole_legal_basis(cast: SimpleNamespace, as_: As, missing: str) -> None:
    """A Red Notice does not stand for it."""
    with as_(cast.officer_th):
        suspect = log("suspects", cast.officer_th, notices=["red"])
        with pytest.raises(Refused, match="legal basis"):
            step(suspect, "seek", cast.officer_th, ON, **{name: WARRANT[name] for name in WARRANT if name != missing})
        assert step(suspect, "seek", cast.officer_th, ON, **WARRANT).status == "wanted"


def test_the_country_that_logs_a_case_leads_it_unless_another_does(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        assert log("investigations", cast.officer_th).lead_country == "TH"  # type: ignore[attr-defined]
        assert log("investigations", cast.officer_th, lead_country="KH").lead_country == "KH"  # type: ignore[attr-defined]


def test_losses_of_a_day_are_those_of_its_month(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        report: Any = log("fraud-reports", cast.officer_th, event_date="2024-10-17", amount=Decimal(1000), **FIAT)
    assert (report.event_on, report.event_precision) == (date(2024, 10, 1), "month")
    assert str(report.event_date) == "2024-10"
    assert (report.place_country, report.usd) == ("TH", Decimal("30.00"))


def test_losses_carry_no_name_and_no_story() -> None:
    reports = by_slug("fraud-reports")
    assert reports is not None
    assert reports.names is None
    assert not {"narrative", "place_name", "coordinates", "border_crossing"} & set(reports.form_fields)


def test_stopped_money_is_told_in_usd(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        stop: Any = log("stop-payments", cast.officer_th, amount=Decimal(1000), **FIAT)
        with pytest.raises(Refused, match="intercepted"):
            step(stop, "intercept", cast.officer_th, ON)
        stop = step(stop, "intercept", cast.officer_th, ON, intercepted=Decimal(800))
        assert (stop.status, stop.intercepted_on, stop.intercepted_usd) == ("intercepted", ON, Decimal("24.00"))
        stop = step(stop, "return", cast.officer_th, ON, returned=Decimal(500))
    assert (stop.returned_on, stop.returned_usd) == (ON, Decimal("15.00"))


def test_an_appeal_is_closed_with_a_reason_or_ends_in_a_rescue(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.protection_th):
        appeal: Any = log("rescue-appeals", cast.protection_th)
        with pytest.raises(Refused, match="with a reason"):
            step(appeal, "close", cast.protection_th, ON)
        rescued: Any = step(appeal, "rescue", cast.protection_th, ON)
        other: Any = step(
            log("rescue-appeals", cast.protection_th), "close", cast.protection_th, ON, closing_reason="safe"
        )
    assert (rescued.status, rescued.rescued_on, other.status) == ("rescued", ON, "closed")


def test_a_missing_child_is_masked(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        appeal: Any = log("rescue-appeals", cast.officer_th, born_on=parse(str(clock.today().year - 12)))
    assert appeal.treated_as_child


def test_dates_of_raids_and_closures_are_stamped(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        site: Any = step(log("sites", cast.officer_th), "raid", cast.officer_th, ON)
        site = step(site, "close", cast.officer_th, date(2024, 9, 25))
    assert (site.raided_on, site.closed_on, site.status) == (ON, date(2024, 9, 25), "closed")


@pytest.mark.parametrize(("slug", "years"), [("suspects", 5), ("firearms", 10), ("ammunition-lots", 10), ("sites", 5)])
def test_firearms_are_kept_for_ten_years(cast: SimpleNamespace, as_: As, slug: str, years: int) -> None:
    with as_(cast.officer_th):
        record = log(slug, cast.officer_th)
    assert (record.review_on - clock.today()).days == years * 365
