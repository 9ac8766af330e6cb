"""Figures of cases, suspects and victims: each rule counts what its text says, once, by its day, and nothing else."""

from datetime import date
from typing import Any

import pytest

from operation.cases.records.investigation import Investigation
from operation.cases.records.site import Site
from operation.cases.records.suspect import SuspectState
from operation.cases.records.syndicate import Syndicate
from tests.reporting.indicators.counting import DAY, LATER, counted, days, laborer, rule, suspect

EARLY = date(2024, 1, 1)


@pytest.mark.parametrize(("is_main", "value"), [(True, 1), (False, None)])
def test_s01_counts_main_targets_only(is_main: bool, value: int | None) -> None:
    assert counted("S01", Syndicate(country_id="TH", is_main_target=is_main, event_on=DAY)) == value


def test_s01_needs_the_day_of_identification() -> None:
    assert counted("S01", Syndicate(country_id="TH", is_main_target=True)) is None


@pytest.mark.parametrize(
    ("status", "disrupted", "dismantled", "s02", "s02d"),
    [
        ("under_investigation", None, None, [], []),
        ("disrupted", DAY, None, [DAY], []),
        ("relocated", DAY, None, [DAY], []),
        ("dismantled", DAY, LATER, [DAY], [LATER]),
        ("dismantled", None, LATER, [LATER], [LATER]),
    ],
)
def test_s02_a_dismantled_syndicate_is_disrupted_as_well(
    status: str, disrupted: date | None, dismantled: date | None, s02: list[date], s02d: list[date]
) -> None:
    syndicate = Syndicate(country_id="TH", status=status, disrupted_on=disrupted, dismantled_on=dismantled)
    assert (days("S02", syndicate), days("S02D", syndicate)) == (s02, s02d)


@pytest.mark.parametrize(
    ("values", "closed", "relocated"),
    [
        ({"status": "suspected", "event_on": DAY}, None, None),
        ({"status": "raided", "raided_on": DAY}, None, None),
        ({"status": "closed", "raided_on": DAY, "closed_on": LATER}, 1, None),
        ({"status": "relocated", "raided_on": DAY, "relocated_on": LATER}, None, 1),
    ],
)
def test_s03_a_raid_is_no_closure_and_a_relocation_stands_apart(
    values: dict[str, Any], closed: int | None, relocated: int | None
) -> None:
    site = Site(country_id="MM", **values)
    assert (counted("S03", site), counted("S03R", site)) == (closed, relocated)


@pytest.mark.parametrize(
    ("values", "opened", "solved"),
    [
        ({"event_on": DAY, "status": "opened"}, [DAY], []),
        ({"event_on": DAY, "status": "solved", "solved_on": LATER}, [DAY], [LATER]),
        ({"event_on": DAY, "status": "closed", "closed_on": LATER}, [DAY], []),
        ({"event_on": EARLY, "status": "closed", "solved_on": LATER, "closed_on": LATER}, [], [LATER]),
    ],
)
def test_p01_a_case_counts_when_opened_and_when_solved(
    values: dict[str, Any], opened: list[date], solved: list[date]
) -> None:
    case = Investigation(country_id="VN", **values)
    assert (days("P01", case), days("P01S", case)) == (opened, solved)


@pytest.mark.parametrize("status", ["arrested", "detained", "released", "eliminated", "convicted", "wanted"])
def test_p02_counts_whoever_was_arrested_whatever_became_of_it(status: str) -> None:
    assert counted("P02", suspect(status=status)) == 1


def test_p02_counts_nobody_who_was_never_arrested() -> None:
    assert counted("P02", suspect(arrested_on=None, status="wanted")) is None


def test_p02_goes_by_the_day_of_the_arrest_not_of_the_event() -> None:
    assert days("P02", suspect(event_on=EARLY)) == [DAY]


@pytest.mark.parametrize(("tier", "value"), [("main", 1), ("member", None), ("associate", None)])
def test_p03_counts_main_suspects_alone(tier: str, value: int | None) -> None:
    assert counted("P03", suspect(tier=tier)) == value
    assert counted("P03", suspect(tier=tier, arrested_on=None, status="wanted")) is None


@pytest.mark.parametrize(
    ("values", "charged", "convicted"),
    [
        ({"status": "detained"}, [], []),
        ({"status": "prosecuted", "charged_on": LATER}, [LATER], []),
        ({"status": "convicted", "charged_on": DAY, "convicted_on": LATER}, [DAY], [LATER]),
        ({"status": "acquitted", "charged_on": DAY}, [DAY], []),
        ({"status": "released", "charged_on": DAY}, [DAY], []),
        ({"status": "prosecuted", "charged_on": DAY, "arrested_on": None}, [], []),
    ],
)
def test_p04_follows_those_arrested(values: dict[str, Any], charged: list[date], convicted: list[date]) -> None:
    assert (days("P04", suspect(**values)), days("P04C", suspect(**values))) == (charged, convicted)


def test_p05_counts_an_emptied_record_by_the_day_from_which_it_is_so() -> None:
    emptied = suspect(status=SuspectState.RECLASSIFIED, status_on=LATER, arrested_on=None)
    assert days("P05", emptied) == [LATER]
    for code in ("P02", "P03", "P04", "P04C", "P06", "F01", "F02"):
        assert counted(code, emptied) is None


@pytest.mark.parametrize("status", ["arrested", "eliminated", "released"])
def test_p05_counts_nobody_else(status: str) -> None:
    assert counted("P05", suspect(status=status, status_on=LATER)) is None


@pytest.mark.parametrize(
    ("again", "found"),
    [
        ([], [DAY]),
        ([LATER], [DAY, LATER]),
        ([date(2024, 12, 1), LATER], [DAY, LATER, date(2024, 12, 1)]),
        ([DAY], [DAY]),
        ([date(2025, 1, 2)], [DAY]),
    ],
)
def test_p06_counts_every_arrest_where_p02_counts_the_person(again: list[date], found: list[date]) -> None:
    person = suspect(rearrested_on=again)
    assert days("P06", person) == found
    assert counted("P02", person) == 1


def test_p06_counts_a_later_arrest_of_whoever_was_arrested_before_the_execution() -> None:
    person = suspect(arrested_on=EARLY, rearrested_on=[DAY])
    assert days("P06", person) == [DAY]
    assert counted("P02", person) is None


def test_f01_counts_who_was_sought_under_a_warrant_once_located() -> None:
    assert counted("F01", suspect(located_on=DAY, warrant_on=DAY, status="arrested")) == 1
    assert counted("F01", suspect(located_on=DAY)) is None
    assert counted("F01", suspect(warrant_on=DAY)) is None


def test_f02_counts_who_arrived_whatever_a_court_did_afterwards() -> None:
    assert counted("F02", suspect(transferred_on=DAY, status="convicted")) == 1
    assert counted("F02", suspect(status="removal_pending")) is None
    assert counted("P02", suspect(transferred_on=DAY, status="transferred")) == 1
    assert counted("P06", suspect(transferred_on=LATER, status="transferred")) == 1


@pytest.mark.parametrize("status", ["encountered", "no_indication", "not_identified", "identified", "closed"])
def test_v01_counts_each_person_released_from_a_site(status: str) -> None:
    assert counted("V01", laborer(status=status)) == 1


@pytest.mark.parametrize(
    ("code", "field"),
    [
        ("V02", "screened_on"),
        ("V03", "presumed_on"),
        ("V03F", "identified_on"),
        ("V04", "referred_on"),
        ("V04A", "assisted_on"),
        ("V04R", "returned_on"),
    ],
)
def test_each_step_of_protection_counts_by_its_own_day_and_stays_counted(code: str, field: str) -> None:
    assert counted(code, laborer()) is None
    for status in ("screening", "referred", "returned", "closed"):
        assert days(code, laborer(status=status, **{field: LATER})) == [LATER]


@pytest.mark.parametrize(("code", "value"), [("V01", None), ("V02", None), ("V03", 1), ("V04", 1)])
def test_who_was_under_inquiry_first_was_not_released_from_a_site(code: str, value: int | None) -> None:
    person = laborer(from_inquiry=True, screened_on=DAY, presumed_on=DAY, referred_on=LATER)
    assert counted(code, person) == value


def test_v04_a_consent_withdrawn_later_does_not_undo_the_referral() -> None:
    assert counted("V04", laborer(status="referred", referred_on=DAY, consent_on=None)) == 1


@pytest.mark.parametrize(
    ("identified", "penalised", "value"), [(DAY, True, 1), (DAY, False, None), (None, True, None), (EARLY, True, None)]
)
def test_v05_counts_identified_victims_who_were_penalised(
    identified: date | None, penalised: bool, value: int | None
) -> None:
    assert counted("V05", laborer(identified_on=identified, penalised=penalised)) == value


def test_screened_is_told_as_a_percentage_of_those_released() -> None:
    assert rule("V02").shares == ("V01",)
