"""Some weeks of the results: no choice of a period tells what is kept back of one of its weeks."""

from collections.abc import Callable
from itertools import combinations
from types import SimpleNamespace

import pytest
from django.test import Client
from hypothesis import given, settings

from operation.access.principal import Principal
from operation.access.roles import Role
from operation.kernel import clock
from operation.people.models import User
from reporting.dashboards.results import within
from reporting.dashboards.shield import shield_for
from tests.factories.returns import noon, verified
from tests.reporting.dashboards.claims import COUNTRIES, OWN, VICTIMS, Claims, claimed
from tests.reporting.dashboards.reading_pages import page, rows

ClientOf = Callable[[User], Client]
READER = Principal(None, kind="agency", country=OWN, roles=frozenset({Role.OFFICER}))


@given(claimed())
@settings(max_examples=40, deadline=None)
def test_a_total_of_some_weeks_is_a_sum_of_what_is_shown(claims: Claims) -> None:
    """So it tells nothing that its weeks do not: whatever two periods differ in is shown, or one of them is not."""
    known = claims.known()
    shield = shield_for(READER, known)
    for first, last in combinations(range(len(known.weeks) + 1), 2):
        weeks = known.weeks[first:last]
        narrowed, some = within(known, weeks), shield.within(weeks)
        for country in (*COUNTRIES, ""):
            if some.hides(VICTIMS, country):
                continue
            assert not any(shield.hides(VICTIMS, country, week) for week in weeks)
            whole = narrowed.by_country(VICTIMS)[country] if country else narrowed.total(VICTIMS)
            shown = known.by_week(VICTIMS, country)
            parts = [figure.total for week in weeks if (figure := shown[week.monday])]
            assert (whole.total if whole else 0) == sum(parts)


@given(claimed())
@settings(max_examples=40, deadline=None)
def test_claims_of_some_weeks_are_shown_where_every_cell_is(claims: Claims) -> None:
    known = claims.known()
    shield = shield_for(READER, known)
    for week in known.weeks:
        if not shield.within([week]).hides_claims(VICTIMS):
            assert not any(shield.hides(VICTIMS, country, week) for country in (*COUNTRIES, ""))


@pytest.fixture(autouse=True)
def after_the_execution() -> object:
    with clock.at(noon("2025-01-08")):
        yield


def test_two_periods_do_not_tell_a_week(cast: SimpleNamespace, client_of: ClientOf) -> None:
    verified(cast.coordinator_th, cast.desk_supervision, "2024-09-10", {"V01": 4})
    verified(cast.coordinator_th, cast.desk_supervision, "2024-09-17", {"V01": 41})
    verified(cast.coordinator_vn, cast.desk_supervision, "2024-09-10", {"V01": 62})
    verified(cast.coordinator_vn, cast.desk_supervision, "2024-09-17", {"V01": 73})
    client = client_of(cast.coordinator_kh)
    told = {
        last: rows(page(client, f"line/?line=3&last={last}"), "V01")["TH Thailand"][0]
        for last in ("2024-W36", "2024-W37", "2024-W38")
    }
    assert told == {"2024-W36": "no data", "2024-W37": "withheld", "2024-W38": "withheld"}
    assert rows(page(client, "line/?line=3"), "V01")["TH Thailand"][0] == "45"


def test_a_period_counts_its_weeks_alone(cast: SimpleNamespace, client_of: ClientOf) -> None:
    verified(cast.coordinator_th, cast.desk_supervision, "2024-09-10", {"P02": 20})
    verified(cast.coordinator_th, cast.desk_supervision, "2024-10-01", {"P02": 5})
    client = client_of(cast.officer_kh)
    for query, total in (
        ("", "25"),
        ("&last=2024-W39", "20"),
        ("&first=2024-W38", "5"),
        ("&first=2024-W45", "no data"),
    ):
        assert rows(page(client, f"line/?line=2{query}"), "P02")["TH Thailand"][0] == total


def test_behind_some_weeks_stand_these_weeks(cast: SimpleNamespace, client_of: ClientOf) -> None:
    verified(cast.coordinator_th, cast.desk_supervision, "2024-09-10", {"P02": 20})
    text = page(client_of(cast.officer_kh), "line/?line=2&first=2024-W36&last=2024-W38")
    assert 'href="/results/country/?country=TH&amp;first=2024-W36&amp;last=2024-W38#trend"' in text
    one = page(client_of(cast.officer_kh), "line/?line=2&first=2024-W37&last=2024-W37")
    assert 'href="/results/behind/?indicator=P02&amp;country=TH&amp;week=2024-W37"' in one
