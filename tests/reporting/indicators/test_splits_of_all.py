"""How figures of all six countries divide for an edition: by country, as known then, without what has no record."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from operation.access.context import acting_as
from operation.cases.actions import amend_records
from operation.cases.deletion.actions import delete_records
from operation.cases.drafts import RecordDraft
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.indicators.rules import INDICATORS
from reporting.indicators.selectors import figures
from reporting.indicators.splits_of_all import DIVIDED, SplitOfAll, splits_of_all
from tests.factories.matches import holds
from tests.factories.records import log, step
from tests.factories.returns import noon, verified
from tests.reporting.indicators.test_count_once import confirm

As = Callable[[User], AbstractContextManager[None]]
DAY = "2024-09-10"


def arrested(by: User, *identifiers: Any, on: str = DAY, **values: Any) -> Any:
    record = holds(by, *identifiers, **values)
    with acting_as(principal_of(by), channel="test"):
        return step(record, "arrest", by, date.fromisoformat(on))


def read(cast: SimpleNamespace, who: str = "director", on: str = "") -> dict[str, dict[str, SplitOfAll]]:
    reader = principal_of(getattr(cast, who))
    with acting_as(reader, channel="test"):
        found = splits_of_all(reader, Operation.objects.get(code="seagull"), date.fromisoformat(on) if on else None)
    return {code: {one.title: one for one in splits} for code, splits in found.items()}


def told(found: SplitOfAll) -> dict[str, tuple[dict[str, int], int]]:
    return {
        part.label: ({code: int(value) for code, value in part.countries.items()}, int(part.total))
        for part in found.parts
    }


def test_each_country_counts_its_own_and_the_parts_are_those_of_the_figure(cast: SimpleNamespace, as_: As) -> None:
    for who, sex in (("th", "male"), ("th", "male"), ("th", "female"), ("vn", "male"), ("la", "unknown")):
        with as_(getattr(cast, f"officer_{who}")):
            user = getattr(cast, f"officer_{who}")
            step(log("suspects", user, sex=sex, nationalities=["CN"]), "arrest", user, date.fromisoformat(DAY))
    found = read(cast)["P02"]
    assert told(found["By sex"]) == {"male": ({"TH": 2, "VN": 1}, 3), "female": ({"TH": 1}, 1)}
    assert told(found["By nationality"]) == {"China": ({"TH": 3, "VN": 1, "LA": 1}, 5)}


def test_both_agencies_of_laos_are_laos(cast: SimpleNamespace, as_: As) -> None:
    for user in (cast.officer_la, cast.coordinator_la2):
        with as_(user):
            step(log("suspects", user, sex="male"), "arrest", user, date.fromisoformat(DAY))
    assert told(read(cast)["P02"]["By sex"]) == {"male": ({"LA": 2}, 2)}


def test_who_is_the_same_is_claimed_by_both_and_in_the_total_once(cast: SimpleNamespace) -> None:
    arrested(cast.coordinator_vn, sex="male")
    arrested(cast.coordinator_kh, on="2024-09-18", sex="male")
    assert told(read(cast)["P02"]["By sex"]) == {"male": ({"VN": 1, "KH": 1}, 2)}
    confirm(cast, "vn", "kh")
    assert told(read(cast)["P02"]["By sex"]) == {"male": ({"VN": 1, "KH": 1}, 1)}


def test_records_are_taken_as_they_stood_then(cast: SimpleNamespace, as_: As) -> None:
    user, principal = cast.officer_cn, principal_of(cast.officer_cn)
    with as_(user):
        with clock.at(noon("2024-09-12")):
            record = log("prevention-activities", user, numbers_blocked=40, domains_blocked=2)
        with clock.at(noon("2024-09-20")):
            amend_records(
                principal=principal, records=[record], drafts=[RecordDraft({"numbers_blocked": 90})], versions=[1]
            )
    then, now = (told(read(cast, on=on)["C02"]["By what was blocked"]) for on in ("2024-09-15", ""))
    assert then == {"phone numbers": ({"CN": 40}, 40), "domains": ({"CN": 2}, 2)}
    assert now == {"phone numbers": ({"CN": 90}, 90), "domains": ({"CN": 2}, 2)}
    assert read(cast, on="2024-09-10") == {}


def test_a_deleted_record_is_in_no_part(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.coordinator_th):
        suspect = step(
            log("suspects", cast.coordinator_th, sex="male"), "arrest", cast.coordinator_th, date.fromisoformat(DAY)
        )
        delete_records(
            principal=principal_of(cast.coordinator_th), records=[suspect], reason="Entered twice by mistake"
        )
    assert "P02" not in read(cast)


def test_a_record_that_lmlecc_may_not_see_is_in_the_sum(cast: SimpleNamespace, as_: As) -> None:
    """As it is in the figure; nothing of the record itself leaves the work of its agency."""
    with as_(cast.coordinator_th):
        suspect = log("suspects", cast.coordinator_th, sex="female", tlp="red")
        step(suspect, "arrest", cast.coordinator_th, date.fromisoformat(DAY))
    assert told(read(cast)["P02"]["By sex"]) == {"female": ({"TH": 1}, 1)}


def test_victims_are_not_divided(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.protection_kh):
        log("rescued-laborers", cast.protection_kh, sex="female")
    assert read(cast) == {}
    assert not [one.code for one in DIVIDED if one.code.startswith("V") or one.is_about_victims]
    assert {one.code for one in INDICATORS if one.splits and one.code[0] != "V"} >= {one.code for one in DIVIDED}


@pytest.mark.parametrize("who", ["officer_th", "coordinator_kh", "observer_unodc", "dpo"])
def test_lmlecc_alone_builds_editions(who: str, cast: SimpleNamespace, as_: As) -> None:
    arrested(cast.coordinator_th, sex="male")
    assert read(cast, who) == {}


def test_parts_are_what_records_say_and_not_what_is_reported(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.coordinator_th):
        for sex in ("male", "female", "unknown"):
            step(log("suspects", cast.coordinator_th, sex=sex), "arrest", cast.coordinator_th, date.fromisoformat(DAY))
    verified(cast.coordinator_th, cast.desk_supervision, DAY, {"P02": 9})
    (split,) = [one for title, one in read(cast)["P02"].items() if title == "By sex"]
    with as_(cast.director):
        whole = figures(principal_of(cast.director), Operation.objects.get(code="seagull")).total("P02")
    assert whole is not None
    divided = sum(part.total for part in split.parts)
    assert [int(value) for value in (divided, whole.recorded, whole.total)] == [2, 3, 12]


def test_it_costs_as_many_queries_for_many_records(cast: SimpleNamespace, as_: As) -> None:
    costs = []
    for count in (1, 20):
        for _time in range(count):
            with as_(cast.officer_cn):
                log("prevention-activities", cast.officer_cn, numbers_blocked=Decimal(4))
        with CaptureQueriesContext(connection) as queries:
            read(cast)
        costs.append(len(queries))
    assert costs[0] == costs[1]
