"""Days of searches, of paperwork and of logging, and the joint action days."""

from datetime import date, timedelta

import pytest

from operation.kernel.clock import KUNMING
from reporting.demo.agenda import ZONES, Agenda, court_day, office_day
from reporting.demo.plan import joint_days
from reporting.demo.vocabulary import MEMBERS, agencies, content
from reporting.demo.writing import Script
from tests.reporting.demo.conftest import TODAY, all_weeks


def agenda_of(key: str) -> Agenda:
    agency = next(agency for agency in agencies() if agency.key == key)
    return Agenda(agency, all_weeks(), joint_days(), 7, TODAY)


def test_there_are_eight_to_twelve_action_days_within_the_execution() -> None:
    days = joint_days()
    assert 8 <= len(days) <= 12
    assert [day.number for day in days] == list(range(1, len(days) + 1))
    assert list(days) == sorted(days, key=lambda day: day.held_on)
    assert all(date(2024, 8, 7) <= day.held_on <= date(2024, 12, 31) for day in days)


def test_an_action_day_is_led_by_one_of_those_who_take_part() -> None:
    for day in joint_days():
        assert len(day.countries) == len(set(day.countries)) >= 2
        assert set(day.countries) <= set(MEMBERS)
    assert [day.countries[0] for day in joint_days()] == [entry["lead"] for entry in content("plan")["action_day"]]


def test_every_country_takes_part_in_some_action_day() -> None:
    assert {code for day in joint_days() for code in day.countries} == set(MEMBERS)


@pytest.mark.parametrize("key", [agency.key for agency in agencies()])
def test_searches_lie_in_their_week_and_on_its_joint_day(key: str) -> None:
    agenda = agenda_of(key)
    for week, days in zip(agenda.weeks, agenda.searches, strict=True):
        assert 1 <= len(days) <= 2
        assert all(week.first <= day <= week.last for day in days)
        joint = {day for day in agenda.joint if week.first <= day <= week.last}
        assert joint <= set(days)


@pytest.mark.parametrize("key", [agency.key for agency in agencies()])
def test_everything_is_logged_before_today_begins(key: str) -> None:
    agenda = agenda_of(key)
    entries = [agenda.entry(session) for session in agenda.sessions]
    assert entries == sorted(entries)
    assert all(entry.astimezone(KUNMING).date() < TODAY for entry in entries)
    assert str(entries[0].tzinfo) == ZONES[key[:2]]


def test_small_agencies_log_every_second_week_and_the_last_one() -> None:
    assert agenda_of("TH").sessions == tuple(range(22))
    assert agenda_of("MM").sessions == (0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 21)


def test_a_day_is_logged_in_the_first_session_after_it() -> None:
    china = agenda_of("CN")
    assert china.session(date(2024, 8, 7)) == 0
    assert china.session(date(2024, 8, 11)) == 2, "its Sunday comes after the Saturday on which China logs"
    assert china.session_after(0, 1) == 2
    assert china.session_after(21, 1) == 21
    assert china.session(date(2025, 2, 1)) == 22


@pytest.mark.parametrize("turn", range(0, 60, 7))
def test_paperwork_is_on_fridays_and_courts_are_on_wednesdays(turn: int) -> None:
    day = date(2024, 8, 7) + timedelta(days=turn)
    assert office_day(day).weekday() == 4
    assert 0 <= (office_day(day) - day).days < 14
    assert court_day(day).weekday() == 2
    assert 0 <= (court_day(day) - day).days < 28
    assert office_day(office_day(day)) == office_day(day)
    assert court_day(court_day(day)) == court_day(day)


def test_targets_stand_on_the_lines_of_their_indicators(script: Script) -> None:
    objectives = content("plan")["objective"]
    assert [(entry["line"], entry["indicator"]) for entry in objectives] == [
        (1, "S01"),
        (1, "S02"),
        (2, "P02"),
        (2, "P03"),
        (3, "V01"),
        (4, "A01"),
        (5, "G01"),
        (6, "C02"),
    ]
    assert all(entry["target"] > 0 for entry in objectives)


def test_some_actions_were_late_and_some_are_not_done() -> None:
    actions = content("plan")["action"]
    assert {entry["line"] for entry in actions} == {1, 2, 3, 4, 5, 6, 7}
    done = [entry for entry in actions if "done_on" in entry]
    assert any(entry["done_on"] > entry["due_on"] for entry in done)
    assert any(entry["done_on"] <= entry["due_on"] for entry in done)
    assert {entry["status"] for entry in actions if "done_on" not in entry} == {"under_way", "planned"}
