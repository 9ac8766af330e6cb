"""Holidays and times for an answer are reference data: the administrator keeps them, and the trail tells it."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from coordination.clocks.models import Holiday
from coordination.clocks.reference import keep_reference, remove_reference
from coordination.clocks.selectors import calendar_of, calendars_of
from coordination.requests.models import Benchmark
from operation.audit.models import AuditEntry
from operation.kernel.errors import NotAllowed
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation

ClientOf = Callable[[User], Client]
LIST = "/administration/reference/coordination/holiday/"
DAY = date(2024, 9, 20)


def test_calendars_know_zone_and_holidays(cast: SimpleNamespace) -> None:
    found = calendars_of({"TH", "MM"})
    assert str(found["MM"].zone) == "Asia/Yangon"
    assert date(2024, 10, 23) in found["TH"].holidays
    assert not found["TH"].is_working(date(2024, 10, 23))
    assert found["MM"].is_working(date(2024, 10, 23))


def test_what_is_loaded_is_to_be_confirmed(cast: SimpleNamespace) -> None:
    assert Holiday.objects.exists()
    assert not Holiday.objects.filter(is_confirmed=True).exists()


def test_the_administrator_adds_mends_and_takes_away(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.admin)
    given = {"country": "TH", "day": DAY.isoformat(), "name": "A new holiday"}
    assert client.post(f"{LIST}add/", given).status_code == 302
    made = Holiday.objects.get(day=DAY)
    assert not calendar_of("TH").is_working(DAY)
    assert "A new holiday" in client.get(f"{LIST}?country__code__exact=TH").content.decode()
    assert client.post(f"{LIST}{made.pk}/change/", given | {"is_confirmed": "on"}).status_code == 302
    assert Holiday.objects.get(day=DAY).is_confirmed
    assert client.get(f"{LIST}{made.pk}/delete/").status_code == 200
    assert client.post(f"{LIST}{made.pk}/delete/", {"post": "yes"}).status_code == 302
    assert calendar_of("TH").is_working(DAY)
    told = AuditEntry.objects.filter(target_type="coordination.Holiday", target_id=made.pk)
    assert {"amended", "removed reference data"} <= set(told.values_list("verb", flat=True))


def test_another_time_for_an_answer_is_kept_there(cast: SimpleNamespace, client_of: ClientOf) -> None:
    operation = Operation.objects.get(code="seagull")
    given = {"operation": operation.pk, "urgency": "normal", "amount": 5, "unit": "days"}
    answer = client_of(cast.admin).post("/administration/reference/coordination/benchmark/add/", given)
    assert answer.status_code == 302
    assert str(Benchmark.objects.get()) == "normal: 5 working days"


@pytest.mark.parametrize("who", ["coordinator_th", "director", "dpo"])
def test_nobody_else_does(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    person = getattr(cast, who)
    assert client_of(person).get(LIST).status_code == 403
    some = Holiday.objects.all()[0]
    with pytest.raises(NotAllowed):
        keep_reference(principal=principal_of(person), thing=some, fields=["name"])
    with pytest.raises(NotAllowed):
        remove_reference(principal=principal_of(person), things=[some])
