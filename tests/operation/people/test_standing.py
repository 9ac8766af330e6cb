"""Whether an appointment holds, is to come or has ended: by its days, before them when ended, in one operation."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from operation.people.models import Appointment, Standing, User
from operation.plan.models import Operation

YESTERDAY, TODAY, TOMORROW = -1, 0, 1


def day(days: int | None) -> date | None:
    return None if days is None else timezone.now().date() + timedelta(days=days)


@pytest.mark.parametrize("ended", [False, True])
@pytest.mark.parametrize(
    ("starts", "ends", "standing"),
    [
        (TODAY, None, Standing.CURRENT),
        (YESTERDAY, TODAY, Standing.CURRENT),
        (TOMORROW, None, Standing.FUTURE),
        (TOMORROW, TOMORROW, Standing.FUTURE),
        (YESTERDAY, YESTERDAY, Standing.PAST),
    ],
)
def test_it_stands_by_its_days_and_is_over_once_it_was_ended(
    cast: SimpleNamespace, starts: int, ends: int | None, standing: Standing, ended: bool
) -> None:
    mine = Appointment.objects.filter(user=cast.officer_th)
    at: datetime | None = timezone.now() if ended else None
    mine.update(starts_on=day(starts), ends_on=day(ends), ended_at=at)
    told = Standing.PAST if ended else standing
    assert mine.get().standing == told
    assert [one for one in Standing if mine.standing(one).exists()] == [told]
    assert mine.not_past().exists() is (told != Standing.PAST)
    assert mine.holding().exists() is (told == Standing.CURRENT)


def test_it_gives_its_role_in_the_operation_of_this_installation_alone(cast: SimpleNamespace, settings: Any) -> None:
    mine = Appointment.objects.filter(user=cast.officer_th)
    assert mine.holding().exists()
    mine.update(operation=Operation.objects.create(code="another", name="Another"))
    assert not mine.holding().exists()
    settings.OPERATION = "another"
    assert mine.holding().exists()


def test_a_person_is_called_by_name_or_else_by_user_name() -> None:
    assert str(User(username="officer.th", first_name="Anan", last_name="Tuayang")) == "Anan Tuayang"
    assert str(User(username="officer.th")) == "officer.th"
