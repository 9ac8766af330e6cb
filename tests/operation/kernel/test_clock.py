"""The one «now» of content."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from operation.kernel import clock


def test_runs_with_real_time_outside_the_demonstration(settings: Any) -> None:
    settings.DEMO_TODAY = ""
    assert abs(clock.now() - timezone.now()) < timedelta(seconds=5)


def test_stands_on_the_day_of_the_demonstration_and_keeps_the_hour(settings: Any) -> None:
    settings.DEMO_TODAY = "2025-01-08"
    local = timezone.now().astimezone(clock.KUNMING)
    assert clock.today() == date(2025, 1, 8)
    assert abs(clock.now().astimezone(clock.KUNMING).hour - local.hour) in (0, 23)


def test_at_stands_still_and_comes_back() -> None:
    moment = datetime(2024, 9, 1, 3, 0, tzinfo=UTC)
    with clock.at(moment):
        assert clock.now() == moment
        with clock.at(moment + timedelta(days=1)):
            assert clock.now() == moment + timedelta(days=1)
        assert clock.now() == moment
    assert clock.now() != moment


def test_at_comes_back_after_a_failure() -> None:
    with pytest.raises(ValueError, match="gone wrong"), clock.at(datetime(2024, 9, 1, tzinfo=UTC)):
        raise ValueError("gone wrong")
    assert clock.now().year != 2024


def test_a_day_ends_at_midnight_in_kunming() -> None:
    assert clock.end_of_day(date(2025, 1, 10)) == datetime(2025, 1, 10, 16, 0, tzinfo=UTC)
