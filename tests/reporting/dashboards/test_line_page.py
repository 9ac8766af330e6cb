"""The page of a line of effort: each figure by country, its sum, its targets and what is between them."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from operation.kernel import clock
from operation.people.models import User
from reporting.indicators.rules import INDICATORS
from tests.factories.returns import noon, verified
from tests.factories.supervision import action_of
from tests.factories.targets import target_set
from tests.reporting.dashboards.reading_pages import page, rows, section, words

ClientOf = Callable[[User], Client]
DAY = "2024-09-10"


@pytest.fixture
def after_the_execution() -> object:
    with clock.at(noon("2025-01-08")):
        yield


@pytest.mark.usefixtures("after_the_execution")
def test_the_figures_of_the_line_and_of_no_other(cast: SimpleNamespace, client_of: ClientOf) -> None:
    text = page(client_of(cast.director), "line/?line=4")
    assert 'id="A01-title"' in text
    assert 'id="P02-title"' not in text
    assert "Assets frozen or seized, by week" in section(text, "trend")


@pytest.mark.usefixtures("after_the_execution")
def test_targets_of_countries_beside_the_operations(cast: SimpleNamespace, client_of: ClientOf) -> None:
    target_set(cast.director, "P02", 200)
    target_set(cast.director, "P02", 80, "TH")
    target_set(cast.director, "P02", 70, "VN")
    verified(cast.coordinator_th, cast.desk_supervision, DAY, {"P02": 20})
    found = rows(page(client_of(cast.officer_kh), "line/?line=2"), "P02")
    assert found["TH Thailand"][3:5] == ["80", "25 %"]
    assert found["Sum of claims"][3] == "150"
    assert found["Not shared out among the countries"][3] == "50"
    assert found["Total"][3:5] == ["200", "10 %"]


@pytest.mark.usefixtures("after_the_execution")
def test_a_period_has_no_target(cast: SimpleNamespace, client_of: ClientOf) -> None:
    target_set(cast.director, "P02", 200)
    verified(cast.coordinator_th, cast.desk_supervision, DAY, {"P02": 20})
    found = rows(page(client_of(cast.officer_kh), "line/?line=2&last=2024-W40"), "P02")
    assert "200" not in str(found)


def test_at_this_pace_is_said_to_be_an_estimate_and_only_while_it_runs(
    cast: SimpleNamespace, client_of: ClientOf
) -> None:
    with clock.at(noon("2024-10-19")):  # half of 147 days
        target_set(cast.director, "P02", 292)
        verified(cast.coordinator_th, cast.desk_supervision, DAY, {"P02": 73})
        text = page(client_of(cast.director), "line/?line=2")
        assert rows(text, "P02")["Total"][4] == "25 % estimate: 147 at this pace"
    for day in ("2024-08-20", "2025-01-08"):
        with clock.at(noon(day)):
            assert "at this pace" not in page(client_of(cast.director), "line/?line=2")


def test_how_far_the_actions_of_the_line_are(cast: SimpleNamespace, client_of: ClientOf) -> None:
    action_of(cast, date(2024, 9, 1))
    action_of(cast, date(2024, 12, 1), title="Later")
    with clock.at(noon("2024-10-01")):
        text = words(page(client_of(cast.officer_vn), "line/?line=1"))
    assert "Done 0 Open, in time 1 Overdue 1" in text


@pytest.mark.usefixtures("after_the_execution")
@pytest.mark.parametrize("query", ["line=9", "line=x", "first=2024-W50&last=2024-W40", "first=2024-W99"])
def test_what_cannot_be_is_refused(query: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    answer = client_of(cast.director).get(f"/results/line/?{query}")
    assert answer.status_code == 400
    assert "stops this" in answer.content.decode()


@pytest.mark.usefixtures("after_the_execution")
def test_the_line_with_the_most_figures_is_light(cast: SimpleNamespace, client_of: ClientOf) -> None:
    numbers = {each.code: 1234 for each in INDICATORS}
    for who in ("kh", "cn", "la", "la2", "mm", "th", "vn"):
        verified(getattr(cast, f"coordinator_{who}"), cast.desk_supervision, DAY, numbers)
    line, _count = Counter(each.line for each in INDICATORS).most_common(1)[0]
    assert len(page(client_of(cast.director), f"line/?line={line}")) < 150_000
