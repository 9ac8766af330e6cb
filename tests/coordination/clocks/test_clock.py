"""Clocks on a country's time: zones, weekends, holidays, standing still. Nothing here asks a database."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.clocks.calendars import WorkCalendar
from coordination.clocks.clock import Allowance, Clock, Unit
from coordination.clocks.holidays import days_of_file

BANGKOK, YANGON, SHANGHAI = ZoneInfo("Asia/Bangkok"), ZoneInfo("Asia/Yangon"), ZoneInfo("Asia/Shanghai")
THAI = WorkCalendar(BANGKOK, frozenset({date(2024, 8, 12)}))
HOURS, DAYS = Allowance(8, Unit.HOURS), Allowance(3, Unit.DAYS)


def at(text: str, zone: ZoneInfo = BANGKOK) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2024-09-02 10:00", "2024-09-05 17:00"),  # a Monday
        ("2024-09-02 18:30", "2024-09-05 17:00"),
        ("2024-09-05 10:00", "2024-09-10 17:00"),  # over a weekend
        ("2024-09-07 10:00", "2024-09-11 17:00"),  # a Saturday
        ("2024-08-09 10:00", "2024-08-15 17:00"),  # over a weekend and Mother's Day
        ("2024-08-12 10:00", "2024-08-15 17:00"),  # on Mother's Day
    ],
)
def test_days_are_working_days_and_end_with_the_office(received: str, due: str) -> None:
    assert Clock.begin(at(received), DAYS, THAI).due == at(due)


def test_hours_run_through_nights_and_holidays() -> None:
    assert Clock.begin(at("2024-08-11 23:00"), HOURS, THAI).due == at("2024-08-12 07:00")


def test_days_are_those_of_the_recipient() -> None:
    """23:00 in Bangkok is the next day in Kunming: a day more has begun there."""
    late = at("2024-09-02 23:30")
    assert Clock.begin(late, DAYS, THAI).due == at("2024-09-05 17:00")
    assert Clock.begin(late, DAYS, WorkCalendar(SHANGHAI)).due == at("2024-09-06 17:00", SHANGHAI)


def test_myanmar_is_half_an_hour_off() -> None:
    due = Clock.begin(at("2024-09-02 10:00"), DAYS, WorkCalendar(YANGON)).due
    assert due == at("2024-09-05 17:00", YANGON) == at("2024-09-05 17:30")


def test_a_country_may_have_another_weekend() -> None:
    friday_off = WorkCalendar(BANGKOK, weekend=frozenset({4, 5}))
    assert Clock.begin(at("2024-09-05 10:00"), Allowance(1, Unit.DAYS), friday_off).due == at("2024-09-08 17:00")


def test_hours_that_stood_still_are_added() -> None:
    known = Clock.begin(at("2024-09-02 10:00"), HOURS, THAI).stop(at("2024-09-02 12:00"))
    assert known.is_stopped(at("2024-09-09 12:00"))
    assert known.left(at("2024-09-09 12:00")) == timedelta(hours=6)
    assert not known.is_late(at("2024-09-09 12:00"))
    assert known.resume(at("2024-09-09 12:00")).due == at("2024-09-09 18:00")


@pytest.mark.parametrize(
    ("stopped", "resumed", "due"),
    [
        ("2024-09-03 10:00", "2024-09-03 16:00", "2024-09-05 17:00"),  # the same day: nothing lost
        ("2024-09-03 10:00", "2024-09-09 09:00", "2024-09-11 17:00"),  # two days were left
        ("2024-09-05 16:00", "2024-09-05 16:30", "2024-09-05 17:00"),  # the last day goes on
        ("2024-09-05 16:00", "2024-09-05 18:00", "2024-09-06 17:00"),  # its office is closed by then
        ("2024-09-05 16:00", "2024-09-07 10:00", "2024-09-09 17:00"),  # resumed on a Saturday
    ],
)
def test_days_that_were_left_are_left(stopped: str, resumed: str, due: str) -> None:
    known = Clock.begin(at("2024-09-02 10:00"), DAYS, THAI).stop(at(stopped)).resume(at(resumed))
    assert known.due == at(due)
    assert not known.is_stopped(at(resumed))


def test_it_runs_again_by_itself_at_a_moment_that_is_known() -> None:
    known = Clock.begin(at("2024-09-02 10:00"), DAYS, THAI)
    still = known.stop_until(at("2024-09-03 10:00"), at("2024-09-09 00:00"))
    assert still.due == at("2024-09-11 17:00")
    assert still.is_stopped(at("2024-09-08 23:59"))
    assert not still.is_stopped(at("2024-09-09 00:00"))
    assert not still.is_late(at("2024-09-11 17:00"))
    assert still.is_late(at("2024-09-11 17:01"))


def test_a_question_while_it_stands_still_gives_no_more_time_than_there_was() -> None:
    """Stopped until Monday with two days left; asked on Thursday, clarified on Friday: still two days from Monday."""
    still = Clock.begin(at("2024-09-02 10:00"), DAYS, THAI).stop_until(at("2024-09-03 10:00"), at("2024-09-09 00:00"))
    asked = still.stop(at("2024-09-05 10:00"))
    assert asked.resume(at("2024-09-06 10:00")).due == still.due
    assert asked.resume(at("2024-09-06 10:00")).is_stopped(at("2024-09-08 10:00"))
    assert asked.resume(at("2024-09-10 10:00")).due == at("2024-09-12 17:00")


def test_what_was_late_when_it_stopped_stays_late() -> None:
    known = Clock.begin(at("2024-09-02 10:00"), HOURS, THAI).stop(at("2024-09-02 20:00"))
    assert known.is_late(at("2024-09-20 10:00"))
    assert known.left(at("2024-09-20 10:00")) == timedelta(hours=-2)
    assert known.resume(at("2024-09-20 10:00")).due == at("2024-09-02 18:00")


def test_resuming_what_runs_changes_nothing() -> None:
    known = Clock.begin(at("2024-09-02 10:00"), DAYS, THAI)
    assert known.resume(at("2024-09-03 10:00")) == known
    twice = known.stop(at("2024-09-03 10:00")).resume(at("2024-09-04 10:00"))
    assert twice.resume(at("2024-09-09 10:00")) == twice


def test_half_and_last_day() -> None:
    days, hours = (Clock.begin(at("2024-09-02 10:00"), each, THAI) for each in (DAYS, HOURS))
    assert days.half_at() == at("2024-09-04 01:30")
    assert days.last_at() == at("2024-09-05 00:00")
    assert (hours.half_at(), hours.last_at()) == (at("2024-09-02 14:00"), at("2024-09-02 16:00"))


ZONES = st.sampled_from([BANGKOK, YANGON, SHANGHAI])
SOME_DAYS = st.dates(date(2024, 8, 1), date(2025, 1, 31))
CALENDARS = st.builds(WorkCalendar, ZONES, st.frozensets(SOME_DAYS, max_size=20))
MOMENTS = st.datetimes(datetime(2024, 8, 1), datetime(2025, 1, 31), timezones=st.just(ZoneInfo("UTC")))
ALLOWANCES = st.builds(Allowance, st.integers(1, 10), st.sampled_from(Unit))


@given(CALENDARS, MOMENTS, MOMENTS, ALLOWANCES)
def test_who_gets_it_later_owes_it_no_earlier(
    calendar: WorkCalendar, one: datetime, other: datetime, allowance: Allowance
) -> None:
    first, last = sorted([one, other])
    assert Clock.begin(first, allowance, calendar).due <= Clock.begin(last, allowance, calendar).due


@given(CALENDARS, MOMENTS, ALLOWANCES)
def test_a_deadline_lies_ahead_and_ends_a_working_day(
    calendar: WorkCalendar, received: datetime, allowance: Allowance
) -> None:
    due = Clock.begin(received, allowance, calendar).due
    assert due > received
    if allowance.unit == Unit.DAYS:
        assert calendar.is_working(calendar.local_day(due))
        assert due.astimezone(calendar.zone).hour == 17


@given(CALENDARS, MOMENTS, ALLOWANCES, st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 9000)), max_size=4))
def test_standing_still_never_shortens(
    calendar: WorkCalendar, received: datetime, allowance: Allowance, stops: list[tuple[int, int]]
) -> None:
    """However often it is stopped and resumed, in whatever order the minutes fall."""
    known, now = Clock.begin(received, allowance, calendar), received
    for before, still in stops:
        due, now = known.due, now + timedelta(minutes=before)
        left = known.left(now)
        known = known.stop(now)
        now += timedelta(minutes=still)
        known = known.resume(now)
        assert known.due >= due
        if left >= timedelta(0) and allowance.unit == Unit.HOURS:
            assert known.left(now) == left
        assert known.is_late(now) == (left < timedelta(0))


@given(CALENDARS, MOMENTS, ALLOWANCES, st.integers(0, 9000), st.integers(0, 9000), st.integers(0, 9000))
def test_who_resumes_later_is_due_no_earlier(
    calendar: WorkCalendar, received: datetime, allowance: Allowance, before: int, still: int, longer: int
) -> None:
    stopped = Clock.begin(received, allowance, calendar).stop(received + timedelta(minutes=before))
    first = received + timedelta(minutes=before + still)
    assert stopped.resume(first).due <= stopped.resume(first + timedelta(minutes=longer)).due


def test_the_file_of_holidays_can_be_read() -> None:
    days = list(days_of_file())
    assert {country for country, _day, _name in days} == {"KH", "CN", "LA", "MM", "TH", "VN"}
    assert len({(country, day) for country, day, _name in days}) == len(days)
    assert {day.year for _country, day, _name in days} == {2024, 2025, 2026}
    assert ("CN", date(2024, 10, 7), "National Day") in days
