"""Clocks of a consultation run in each country's working days; who owes is reminded once, LMLECC told of a delay."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from coordination.alerts.models import Alert
from coordination.clocks.selectors import calendars_of
from operation.access.context import acting_as
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.consultation.reminders import remind
from reporting.consultation.selectors import consultation_of
from tests.factories import written

MONDAY = datetime(2024, 10, 7, 3, tzinfo=UTC)
DAY = timedelta(days=1)


def alerts(user: User) -> list[str]:
    with acting_as(principal_of(user), channel="test"):
        return [one.kind for one in Alert.objects.filter(user=user).order_by("made_at", "id")]


def test_coordinators_are_told_when_they_are_asked(cast: SimpleNamespace) -> None:
    report = written.circulated(cast)
    assert alerts(cast.coordinator_th) == ["consultation"]
    assert alerts(cast.supervisor_th) == []
    written.saved(cast.supervisor_th, report, "national", "ไทย ใหม่", "TH")
    written.round_of(cast, report)
    assert alerts(cast.coordinator_th) == ["consultation", "consultation"]
    assert alerts(cast.coordinator_kh) == ["consultation"]


def test_each_is_reminded_once_at_each_stage_and_not_after_the_answer(cast: SimpleNamespace) -> None:
    with clock.at(MONDAY):
        report = written.circulated(cast, days=4)
        assert remind() == []
    with clock.at(MONDAY + 3 * DAY):
        written.approved(cast.coordinator_vn, report)
        first = remind()
        assert {one.level for one in first} == {"half"}
        assert len(first) == 6
        assert remind() == []
    with clock.at(MONDAY + 8 * DAY):
        assert {one.level for one in remind()} == {"overdue"}
        assert remind() == []
    assert alerts(cast.coordinator_th) == ["consultation", "clock", "clock"]
    assert alerts(cast.coordinator_vn) == ["consultation"]
    assert set(alerts(cast.director)) == {"escalation"}


def test_a_holiday_of_a_country_is_no_working_day_of_it(cast: SimpleNamespace) -> None:
    """China's offices are closed in the first week of October 2024."""
    with clock.at(datetime(2024, 9, 30, 3, tzinfo=UTC)):
        report = written.circulated(cast, days=2)
    found = consultation_of(principal_of(cast.director), report)
    calendars = calendars_of([position.country for position in found.positions])
    clocks = {one.country: one.voices[0].clock(calendars[one.country]) for one in found.positions}
    thai, chinese = clocks["TH"], clocks["CN"]
    assert thai
    assert chinese
    assert thai.due.astimezone(UTC).date() < date(2024, 10, 4) < chinese.due.astimezone(UTC).date()


def test_who_was_asked_again_has_a_clock_of_his_own(cast: SimpleNamespace) -> None:
    with clock.at(MONDAY):
        report = written.circulated(cast, days=4)
        written.all_approved(cast, report)
    with clock.at(MONDAY + 10 * DAY):
        written.saved(cast.supervisor_th, report, "national", "ไทย ใหม่", "TH")
        written.round_of(cast, report, days=4)
        assert remind() == []
    with clock.at(MONDAY + 20 * DAY):
        late = remind()
    assert [(one.agency_id, one.level) for one in late] == [(cast.coordinator_th.organisation_id, "overdue")]
