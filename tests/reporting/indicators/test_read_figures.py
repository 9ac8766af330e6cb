"""Figures: what is known, by country, by week, by standing; what each reader may see; and what was known when."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.indicators.figures import Figure, Figures
from reporting.indicators.models import LedgerEntry, Standing
from reporting.indicators.selectors import figures
from tests.factories.records import log, log_many
from tests.factories.returns import drafted, noon, submitted, verified

As = Callable[[User], AbstractContextManager[None]]
DAY = "2024-09-10"
MONDAY = date(2024, 9, 9)


def seen_by(user: User, day: str = "") -> Figures:
    operation = Operation.objects.get(code="seagull")
    return figures(principal_of(user), operation, date.fromisoformat(day) if day else None)


def total(user: User, code: str, day: str = "") -> int | None:
    found = seen_by(user, day).total(code)
    return None if found is None else int(found.total)


@pytest.mark.parametrize("code", ["S01", "P02", "V01", "A01", "A02", "G01"])
def test_nothing_logged_and_nothing_reported_is_no_data(code: str, cast: SimpleNamespace) -> None:
    found = seen_by(cast.director)
    assert found.total(code) is None
    assert not found.has_data(code)
    assert set(found.by_country(code).values()) == set(found.by_week(code).values()) == {None}
    assert found.without_data(code) == ("KH", "CN", "LA", "MM", "TH", "VN")


def test_a_reported_zero_is_a_number(cast: SimpleNamespace) -> None:
    submitted(cast.coordinator_th, DAY, {"V01": 0, "G01": None})
    found = seen_by(cast.director)
    assert found.total("V01") == Figure(reported=Decimal(0))
    assert found.total("G01") is None
    assert found.by_week("V01")[MONDAY] is not None
    assert found.by_week("V01")[MONDAY + timedelta(days=7)] is None


def test_a_draft_is_no_number(cast: SimpleNamespace) -> None:
    drafted(cast.coordinator_th, DAY, {"V01": 7})
    assert total(cast.coordinator_th, "V01") is None


def test_parts_sum_to_their_total(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_kh):
        log_many("rescued-laborers", cast.officer_kh, 3)
    verified(cast.coordinator_th, cast.desk_supervision, DAY, {"V01": 5})
    submitted(cast.coordinator_vn, "2024-10-02", {"V01": 7})
    found = seen_by(cast.director)
    whole = found.total("V01")
    assert whole == Figure(Decimal(3), Decimal(12), Decimal(5), Decimal(7), Decimal(3))
    assert whole.total == whole.recorded + (whole.reported or 0) == whole.verified + whole.unverified == 15
    assert sum(one.total for one in found.by_country("V01").values() if one) == 15
    assert sum(one.total for one in found.by_week("V01").values() if one) == 15
    assert [one.total for one in found.by_week("V01", "VN").values() if one] == [7]


def test_figures_as_far_as_they_have_come(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_kh):
        log_many("rescued-laborers", cast.officer_kh, 3)
    verified(cast.coordinator_th, cast.desk_supervision, DAY, {"V01": 5})
    submitted(cast.coordinator_vn, DAY, {"V01": 7})
    found = seen_by(cast.director)
    reach = [{Standing.VERIFIED}, {Standing.VERIFIED, Standing.SUBMITTED}, set(Standing)]
    totals = [found.standing(standings).total("V01") for standings in reach]
    assert [int(one.total) for one in totals if one] == [5, 12, 15]
    assert found.standing({Standing.VERIFIED}).by_country("V01")["KH"] is None


def test_a_member_sees_its_own_in_full_and_of_others_what_is_verified(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        log_many("rescued-laborers", cast.officer_th, 2)
    submitted(cast.coordinator_kh, DAY, {"V01": 40})
    verified(cast.coordinator_vn, cast.desk_supervision, DAY, {"V01": 500})
    with as_(cast.officer_vn):
        log("rescued-laborers", cast.officer_vn, event_date="2024-10-02")
    seen = {
        who: {country: one and int(one.total) for country, one in seen_by(user).by_country("V01").items()}
        for who, user in (("th", cast.officer_th), ("kh", cast.officer_kh), ("director", cast.director))
    }
    nothing = dict.fromkeys(("KH", "CN", "LA", "MM", "TH", "VN"))
    assert seen["th"] == nothing | {"TH": 2, "VN": 500}
    assert seen["kh"] == nothing | {"KH": 40, "VN": 500}
    assert seen["director"] == nothing | {"TH": 2, "KH": 40, "VN": 501}


@pytest.mark.parametrize("who", ["observer_unodc", "observer_interpol", "dpo", "admin", "stranger"])
def test_who_may_not_read_figures_sees_none(who: str, cast: SimpleNamespace) -> None:
    verified(cast.coordinator_vn, cast.desk_supervision, DAY, {"V01": 500})
    assert seen_by(getattr(cast, who)).sums == ()


def test_other_countries_rows_name_neither_record_nor_action_day(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_vn):
        log_many("rescued-laborers", cast.officer_vn, 3)
    verified(cast.coordinator_vn, cast.desk_supervision, DAY, {"V01": 5})
    rows = LedgerEntry.objects.visible_to(principal_of(cast.officer_th))
    assert rows.exists()
    assert not rows.exclude(record_id=None).exists()
    assert not rows.exclude(action_day_id=None).exists()


def test_what_was_known_when_does_not_change_afterwards(cast: SimpleNamespace, as_: As) -> None:
    with clock.at(noon("2024-09-12")), as_(cast.officer_kh):
        log_many("rescued-laborers", cast.officer_kh, 2)
    with clock.at(noon("2024-09-18")):
        submitted(cast.coordinator_kh, DAY, {"V01": 6})
    with clock.at(noon("2024-10-30")), as_(cast.officer_kh):
        log_many("rescued-laborers", cast.officer_kh, 10)
    days = ["2024-09-11", "2024-09-12", "2024-09-17", "2024-09-18", "2024-10-29", "2024-10-30", ""]
    assert [total(cast.director, "V01", day) for day in days] == [None, 2, 2, 8, 8, 12, 12]


def test_a_day_ends_at_midnight_in_kunming(cast: SimpleNamespace, as_: As) -> None:
    last = noon("2024-09-12").replace(hour=23, minute=59)
    with clock.at(last), as_(cast.officer_kh):
        log("rescued-laborers", cast.officer_kh)
    with clock.at(last + timedelta(minutes=1)), as_(cast.officer_kh):
        log("rescued-laborers", cast.officer_kh)
    assert [total(cast.director, "V01", day) for day in ("2024-09-12", "2024-09-13")] == [1, 2]


def test_laos_needs_both_its_agencies(cast: SimpleNamespace) -> None:
    submitted(cast.coordinator_la, DAY, {"V01": 5})
    found = seen_by(cast.director)
    assert [agency.name for agency in found.partial("V01", "LA")] == ["MND Lao PDR"]
    submitted(cast.coordinator_la2, DAY, {"V01": 3})
    found = seen_by(cast.director)
    assert found.partial("V01", "LA") == ()
    assert [int(one.total) for one in found.by_agency("V01", "LA").values() if one] == [5, 3]
    claim = found.by_country("V01")["LA"]
    assert claim is not None
    assert claim.total == 8


def test_a_country_with_one_agency_is_never_partial(cast: SimpleNamespace) -> None:
    submitted(cast.coordinator_th, DAY, {"V01": 5})
    assert seen_by(cast.director).partial("V01", "TH") == ()


def test_contributions_are_shown_and_not_added(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_cn):
        log_many("rescued-laborers", cast.officer_cn, 2, place_country="MM")
        log("rescued-laborers", cast.officer_cn, place_country="CN")
    found = seen_by(cast.director)
    assert total(cast.director, "V01") == 1
    assert [found.credits("V01")[country] for country in ("CN", "MM")] == [Decimal(2), Decimal(0)]


def test_all_figures_cost_three_queries(cast: SimpleNamespace, as_: As, seagull: Operation) -> None:
    reader = principal_of(cast.director)
    costs: list[int] = []
    for count in (1, 30):
        with as_(cast.officer_kh):
            log_many("rescued-laborers", cast.officer_kh, count)
        verified(cast.coordinator_th, cast.desk_supervision, ("2024-09-10", "2024-09-18")[len(costs)], {"V01": count})
        with CaptureQueriesContext(connection) as queries:
            found = figures(reader, seagull)
            found.total("V01"), found.by_country("V01"), found.by_week("V01"), found.partial("V01", "LA")
        costs.append(len(queries))
    assert costs == [3, 3]
