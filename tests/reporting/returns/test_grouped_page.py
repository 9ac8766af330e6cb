"""The page of a week: a panel for each line of effort, what has something to say first, the rest in one step."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.indicators.rules import INDICATORS
from reporting.returns.actions import open_return
from reporting.returns.models import NationalReturn, ReturnLine
from tests.factories.records import log_many
from tests.factories.returns import drafted, noon, submitted, week_of
from tests.reporting.returns.test_return_pages import entered, text, url

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
DAY = "2024-09-10"


@pytest.fixture(autouse=True)
def during_the_operation() -> Iterator[None]:
    with clock.at(noon("2024-09-17")):
        yield


def opened(by: User) -> NationalReturn:
    return open_return(principal=principal_of(by), operation=Operation.objects.get(code="seagull"), week=week_of(DAY))


@pytest.fixture
def given(cast: SimpleNamespace, as_: As) -> NationalReturn:
    with as_(cast.officer_th):
        return opened(cast.officer_th)


def blank(given: NationalReturn, **numbers: Any) -> dict[str, Any]:
    """The form as it was opened: nothing answered but what is named."""
    data = entered(given, **numbers)
    return {
        name: "" if name.startswith("reported_") and name[9:] not in numbers else value for name, value in data.items()
    }


def test_each_line_of_effort_is_a_panel_that_opens_without_a_script(
    given: NationalReturn, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    page = text(client_of(cast.officer_th).get(url(given)))
    assert page.count('<details class="effort more" open>') == len({each.line for each in INDICATORS})


def test_what_has_something_to_say_stands_first(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    given = drafted(cast.officer_th, DAY, {"F01": 3})
    page = text(client_of(cast.officer_th).get(url(given)))
    second = page.partition("2 ")[2]
    assert second.index("reported_F01") < second.index("reported_P02")
    assert "1 figure with something to say" in page


def test_a_panel_with_nothing_to_say_is_closed_for_who_reads(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = submitted(cast.coordinator_th, DAY, {"P02": 28})
    page = text(client_of(cast.director).get(url(given)))
    assert page.count('<details class="effort more" open>') == 1


def test_nothing_to_report_answers_a_whole_line_of_effort_with_0(
    given: NationalReturn, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    client = client_of(cast.officer_th)
    page = text(client.get(url(given)))
    assert re.findall(r'value="nothing-(\d)"', page) == sorted({str(each.line) for each in INDICATORS})
    data = blank(given, P02=28, F01=None) | {"step": "nothing-2"}
    assert client.post(url(given), data).status_code == 302
    lines = {line.indicator: (line.reported, line.no_data) for line in ReturnLine.objects.all()}
    assert (lines["P02"], lines["F01"], lines["F02"]) == ((Decimal(28), False), (None, True), (Decimal(0), False))
    assert lines["V01"] == (None, False)
    assert 'value="nothing-2"' not in text(client.get(url(given)))


@pytest.mark.parametrize("step", ["nothing-99", "nothing-", "nothing-x", "nothing"])
def test_a_line_of_effort_that_there_is_not_answers_nothing(
    step: str, given: NationalReturn, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    assert client_of(cast.officer_th).post(url(given), blank(given) | {"step": step}).status_code == 302
    assert not ReturnLine.objects.exclude(reported=None).exists()


def test_the_page_stays_below_its_weight_and_costs_the_same(
    cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    client, costs = client_of(cast.officer_kh), []
    for count in (1, 12):
        with as_(cast.officer_kh):
            log_many("rescued-laborers", cast.officer_kh, count)
        given = drafted(cast.officer_kh, DAY, {"V01": count})
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url(given)).content
        costs.append(len(queries))
        assert len(page) < 150_000
    assert costs[0] == costs[1]
