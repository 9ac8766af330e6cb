"""Measures that are kept from records: by differences, as known then, and equal to a recount from scratch."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from operation.cases.actions import amend_records
from operation.cases.deletion.actions import delete_records
from operation.cases.drafts import RecordDraft
from operation.cases.sharing import release_records
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.measures.keeping import added_now, follow
from reporting.measures.models import MeasureEntry
from reporting.measures.rules import MEASURES
from tests.factories.records import log, log_many, ready, step
from tests.factories.returns import noon
from tests.reporting.indicators.test_count_once import arrested as twice
from tests.reporting.indicators.test_count_once import confirm
from tests.reporting.measures.reading import read, told

As = Callable[[User], AbstractContextManager[None]]
TH = "officer_th"
ARRESTED = date(2024, 9, 12)
COURT = (("prosecute", date(2024, 10, 1)), ("convict", date(2024, 11, 1)))


def amend(record: Any, by: User, **values: Any) -> Any:
    given = [RecordDraft(values)]
    return amend_records(principal=principal_of(by), records=[record], drafts=given, versions=[record.version])[0]


def arrested(cast: SimpleNamespace, *names: str, **values: Any) -> Any:
    """A suspect of Thailand, arrested, and taken through some more steps."""
    record: Any = step(log("suspects", cast.officer_th, **values), "arrest", cast.officer_th, ARRESTED)
    for name, on in COURT:
        if name in names:
            record = step(record, name, cast.officer_th, on)
    return record


# ---- P04


def test_the_cohort_and_what_became_of_it(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        log("suspects", cast.officer_th)
        arrested(cast)
        arrested(cast, "prosecute")
        arrested(cast, "prosecute", "convict")
        step(arrested(cast, "prosecute"), "acquit", cast.officer_th, date(2024, 11, 1))
        step(arrested(cast, "prosecute"), "release", cast.officer_th, date(2024, 11, 1))
    found = read(cast.director, "P04")
    columns = ("arrested", "charged", "convicted", "charged_share", "convicted_share")
    assert told(found.of("TH"), *columns) == (5, 4, 1, 80, 20)
    assert told(found.total, *columns) == (5, 4, 1, 80, 20)
    assert told(found.of("KH"), *columns) == (None,) * 5


def test_who_is_no_part_of_the_cohort(cast: SimpleNamespace, as_: As) -> None:
    """Arrested before the execution, in another member country, or for another operation alone."""
    with as_(cast.officer_th):
        step(log("suspects", cast.officer_th, event_date="2024-07-01"), "arrest", cast.officer_th, date(2024, 8, 1))
        arrested(cast, place_country="KH")
        arrested(cast, attribution="period")
        kept = arrested(cast, "prosecute")
    assert told(read(cast.director, "P04").of("TH"), "arrested", "charged") == (1, 1)
    with as_(cast.coordinator_th):
        delete_records(principal=principal_of(cast.coordinator_th), records=[kept], reason="logged twice")
    assert told(read(cast.director, "P04").of("TH"), "arrested") is None, "nothing is left: no data, not 0"


def test_as_known_on_a_day_is_what_the_records_said_then(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        with clock.at(noon("2024-09-12")):
            record = step(log("suspects", cast.officer_th), "arrest", cast.officer_th, ARRESTED)
        with clock.at(noon("2024-10-03")):
            record = step(record, "prosecute", cast.officer_th, date(2024, 10, 1))
        with clock.at(noon("2024-11-20")):
            amend(record, cast.officer_th, attribution="period")
    at = {day: told(read(cast.director, "P04", day).of("TH"), "arrested", "charged") for day in DAYS}
    assert at == dict(zip(DAYS, [(None, None), (1, 0), (1, 1), (None, None)], strict=True))


def test_who_is_the_same_in_two_countries_is_in_the_cohort_of_both(cast: SimpleNamespace) -> None:
    """As the rule says it: of claims. P02 takes one of them off its total (tests/reporting/indicators)."""
    twice(cast.coordinator_vn)
    twice(cast.coordinator_kh)
    confirm(cast, "vn", "kh")
    found = read(cast.director, "P04")
    assert [told(found.of(country), "arrested") for country in ("VN", "KH")] == [1, 1]
    assert told(found.total, "arrested") == 2
    assert "twice" in str(found.measure.rule)


DAYS = ("2024-09-11", "2024-10-02", "2024-10-03", "2024-11-20")


# ---- V02


@pytest.mark.parametrize(
    ("event", "screened", "expected"),
    [
        ("2024-09-10", None, (1, 0, 0)),
        ("2024-09-10", "2024-09-10", (1, 1, 1)),
        ("2024-09-10", "2024-09-13", (1, 1, 1)),
        ("2024-09-10", "2024-09-14", (1, 1, 0)),
        ("2024-09", "2024-09-30", (1, 1, 0)),
        ("2024-08-01", "2024-09-10", (None, None, None)),
    ],
)
def test_screened_in_time(
    cast: SimpleNamespace, as_: As, event: str, screened: str | None, expected: tuple[Any, ...]
) -> None:
    with as_(cast.officer_th):
        record = log("rescued-laborers", cast.officer_th, event_date=event)
    if screened:
        with as_(cast.protection_th):
            step(record, "screen", cast.protection_th, date.fromisoformat(screened))
    assert told(read(cast.director, "V02").of("TH"), "released", "screened", "soon") == expected


# ---- A05


def test_success_is_of_the_money_whose_fate_is_known(cast: SimpleNamespace, as_: As) -> None:
    usd: dict[str, Any] = {"currency": "USD", "amount": Decimal(1000)}
    with as_(cast.officer_th):
        log("stop-payments", cast.officer_th, **usd)
        held = log("stop-payments", cast.officer_th, **usd)
        step(held, "intercept", cast.officer_th, ARRESTED, intercepted=Decimal(600))
        missed = log("stop-payments", cast.officer_th, **usd | {"amount": Decimal(2000)})
        step(missed, "miss", cast.officer_th, ARRESTED)
        unrated = log("stop-payments", cast.officer_th, currency="THB", amount=Decimal(5000))
        step(unrated, "miss", cast.officer_th, ARRESTED)
    found = read(cast.director, "A05").of("TH")
    assert told(found, "decided", "held", "requested", "intercepted", "share") == (2, 1, 3000, 600, 20)


# ---- X02, X03


def test_reports_by_how_far_they_came(cast: SimpleNamespace, as_: As) -> None:
    given: dict[str, Any] = {"grade_given": ""}
    with clock.at(noon("2024-10-01")):
        with as_(cast.officer_th):
            made = log_many("intelligence-reports", cast.officer_th, 4, **given)
            waiting = step(made[1], "submit", cast.officer_th, clock.today())
            assert waiting.status == "submitted"
        with as_(cast.coordinator_th):
            for record in made[2:]:
                one: Any = step(record, "submit", cast.coordinator_th, clock.today())
                grade = {"source_evaluation": "A", "information_evaluation": "2"}
                one = step(one, "grade", cast.coordinator_th, clock.today(), **grade)
            principal = principal_of(cast.coordinator_th)
            to = [cast.officer_kh.organisation]
            release_records(principal=principal, records=[ready(one, cast.coordinator_th)], to=to, purpose="inquiry")
    assert told(read(cast.director, "X03").of("TH"), "submitted", "graded", "share") == (3, 2, 66.7)
    assert told(read(cast.director, "X02").of("TH"), "shared", "actioned") == (1, 0)
    with clock.at(noon("2024-10-05")), as_(cast.coordinator_th):
        shared: Any = type(one)._default_manager.get(pk=one.pk)
        step(shared, "act", cast.coordinator_th, clock.today())
    assert told(read(cast.director, "X02").of("TH"), "shared", "actioned", "share") == (1, 1, 100)
    assert told(read(cast.director, "X02", "2024-10-04").of("TH"), "actioned") == 0


# ---- the account


def test_who_reads_the_account(cast: SimpleNamespace, as_: As) -> None:
    """LMLECC all of it, a country its own, nobody else any: in Python and in the database."""
    with as_(cast.officer_th):
        arrested(cast)
    counts = {}
    for who in ("director", "desk_information", "officer_th", "officer_kh", "dpo", "observer_unodc", "admin"):
        principal = principal_of(getattr(cast, who))
        with as_(getattr(cast, who)):
            counts[who] = (MeasureEntry.objects.visible_to(principal).count(), MeasureEntry.objects.count())
    assert counts == {
        **dict.fromkeys(("director", "desk_information", "officer_th"), (1, 1)),
        **dict.fromkeys(("officer_kh", "dpo", "observer_unodc", "admin"), (0, 0)),
    }


def test_an_agency_adds_to_its_own_account_alone(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        arrested(cast)
        row = MeasureEntry.objects.get()
    for who, allowed in (("officer_th", True), ("officer_kh", False), ("desk_supervision", False)):
        with as_(getattr(cast, who)):
            copy = {name: getattr(row, name) for name in COLUMNS}
            try:
                with transaction.atomic():
                    MeasureEntry.objects.create(**copy)
                added = True
            except DatabaseError:
                added = False
        assert added is allowed, who


COLUMNS = ("operation_id", "measure", "part", "agency_id", "record_id", "delta", "rule_version")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE reporting_measureentry SET delta = delta + 1",
        "DELETE FROM reporting_measureentry",
        "TRUNCATE reporting_measureentry",
    ],
)
def test_the_account_is_never_changed(cast: SimpleNamespace, as_: As, sql: str) -> None:
    with as_(cast.officer_th):
        arrested(cast)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_a_change_that_touches_no_measure_adds_no_row(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        record = arrested(cast)
        before = MeasureEntry.objects.count()
        record = amend(record, cast.officer_th, tier="main")
        follow([record])
        assert MeasureEntry.objects.count() == before


def test_many_records_are_followed_with_as_many_queries_as_one(cast: SimpleNamespace, as_: As) -> None:
    costs = []
    with as_(cast.officer_th):
        for count in (1, 20):
            made = log_many("rescued-laborers", cast.officer_th, count)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                follow(made)
            costs.append(len(queries))
    assert costs == [2, 2], "what is there already costs two reads"


def test_what_no_measure_counts_costs_nothing(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        record = log("syndicates", cast.officer_th)
        with CaptureQueriesContext(connection) as queries:
            follow([record])
    assert not queries


@pytest.mark.parametrize("seed", range(4))
def test_the_account_equals_a_recount_on_every_day(cast: SimpleNamespace, as_: As, seed: int) -> None:
    """Random histories: what is known of each day is what all records, counted afresh, said at its end."""
    chance, said = Random(seed), {}
    records: list[Any] = []
    for day in range(1, 9):
        with clock.at(noon(f"2024-11-{day:02}")), as_(cast.coordinator_th):
            for _act in range(3):
                records = [*_changed(records, cast, chance), *_logged(cast, chance)]
            said[f"2024-11-{day:02}"] = _recount([one for one in records if not one.deleted_at])
    for day_, expected in said.items():
        for measure in (one for one in MEASURES if one.model):
            found = read(cast.director, measure.code, day_).of("TH") or {}
            parts = {part.key: found[part.key] for part in measure.parts if found[part.key]}
            assert parts == expected.get(measure.code, {}), (day_, measure.code)
    assert any(said.values())


def _logged(cast: SimpleNamespace, chance: Random) -> list[Any]:
    by, event = cast.coordinator_th, chance.choice(["2024-07-12", "2024-09-12", "2024-10-12"])
    if chance.random() < 0.3:
        given: dict[str, Any] = {"currency": "USD", "amount": Decimal(chance.randint(20, 900))}
        stop = log("stop-payments", by, event_date=event, **given)
        return [step(stop, "intercept", by, date(2024, 10, 20), intercepted=Decimal(chance.randint(1, 20)))]
    place = chance.choice(["TH", "KH", ""])
    suspect = log("suspects", by, event_date=event, place_country=place)
    return [step(suspect, "arrest", by, chance.choice([date(2024, 10, 20), date(2024, 10, 21)]))]


def _changed(records: list[Any], cast: SimpleNamespace, chance: Random) -> list[Any]:
    """One of them a step further, corrected, or deleted."""
    if not records or chance.random() < 0.3:
        return records
    by, at = cast.coordinator_th, chance.randrange(len(records))
    one, others = records[at], [*records[:at], *records[at + 1 :]]
    onward = {"arrested": "prosecute", "prosecuted": "convict"}.get(one.status)
    if onward and chance.random() < 0.6:
        return [*others, step(one, onward, by, date(2024, 10, 30))]
    if chance.random() < 0.3:
        delete_records(principal=principal_of(by), records=[one], reason="logged twice")
        return others
    return [*others, amend(one, by, attribution=chance.choice(["direct", "contributed", "period"]))]


def _recount(records: list[Any]) -> dict[str, dict[str, Decimal]]:
    found: dict[str, dict[str, Decimal]] = {}
    for record in records:
        concerned = [one for one in MEASURES if one.model is type(record)]
        for place, value in added_now([record], concerned).items():
            parts = found.setdefault(place.measure, {})
            parts[place.part] = parts.get(place.part, Decimal(0)) + value
    return found
