"""Late and missing weeks: in the list, on desks, for each country and over the API, in working days."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from coordination.clocks.calendars import WorkCalendar
from operation.access.context import acting_as
from operation.kernel import clock
from operation.people.desk import desk_of
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.indicators.weeks import Week
from reporting.returns.actions import reopen_returns, submit_returns
from reporting.returns.selectors import WeekState
from reporting.returns.timeliness import Late, late_by
from tests.factories.returns import drafted, noon, queried, submitted, verified
from tests.reporting.returns.test_return_pages import text

ClientOf = Callable[[User], Client]
WEEK = Week(date(2024, 9, 9), date(2024, 9, 9), date(2024, 9, 15))
"""Due on Wednesday, 18 September, 18:00 in Kunming."""
BANGKOK = WorkCalendar(ZoneInfo("Asia/Bangkok"), frozenset({date(2024, 9, 20)}))
API = "/api/v1/returns/weeks/"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of September 2024 in Kunming."""
    return datetime(2024, 9, day, hour, minute, tzinfo=clock.KUNMING)


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (at(18, 17, 59), None),
        (at(18, 18), None),
        (at(18, 18, 1), Late(0, owed=True)),
        (at(19, 9), Late(1, owed=True)),
        (at(20, 9), Late(1, owed=True)),
        (at(22, 9), Late(1, owed=True)),
        (at(23, 9), Late(2, owed=True)),
    ],
)
def test_weekends_and_holidays_of_the_country_do_not_count(moment: datetime, late: Late | None) -> None:
    assert late_by(WEEK, WeekState("missing"), BANGKOK, moment) == late


def test_what_was_submitted_is_as_late_as_it_came() -> None:
    came = WeekState("verified", submitted_at=datetime(2024, 9, 19, 2, tzinfo=UTC))
    assert late_by(WEEK, came, BANGKOK, at(30, 9)) == Late(1, owed=False)
    in_time = WeekState("submitted", submitted_at=datetime(2024, 9, 18, 2, tzinfo=UTC))
    assert late_by(WEEK, in_time, BANGKOK, at(30, 9)) is None


@pytest.fixture
def five_days_on() -> Iterator[None]:
    with clock.at(noon("2024-09-25")):
        yield


def test_a_country_reads_how_late_each_week_is(five_days_on: None, cast: SimpleNamespace, client_of: ClientOf) -> None:
    with clock.at(noon("2024-09-20")):
        submitted(cast.coordinator_th, "2024-09-10")
    drafted(cast.officer_th, "2024-09-03")
    page = text(client_of(cast.officer_th).get("/returns/"))
    rows = {week: page.partition(f"Week {week},")[2].partition("</tr>")[0] for week in (38, 37, 36)}
    assert "working day" not in rows[38]
    assert "2 working days late" in rows[37]
    assert "10 working days late" in rows[36]


def test_lmlecc_sees_what_is_owed_the_latest_first(
    five_days_on: None, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    client = client_of(cast.desk_supervision)
    page = text(client.get("/returns/")).partition("Late and missing")[2].partition("</table>")[0]
    assert page.index("Week 32,") < page.index("Week 37,")
    assert "Week 38," not in page
    assert page.count("no return") == 42
    with clock.at(noon("2024-09-20")):
        submitted(cast.coordinator_th, "2024-09-10")
    page = text(client.get("/returns/")).partition("Late and missing")[2].partition("</table>")[0]
    assert page.count("no return") == 41
    thai = [row for row in page.split("</tr>") if 'title="Thailand"' in row]
    assert [row.partition('data-l="How late">')[2].partition("<")[0] for row in thai][-1] == "10 working days late"


def test_lmlecc_opens_the_weeks_of_one_country(five_days_on: None, cast: SimpleNamespace, client_of: ClientOf) -> None:
    submitted(cast.coordinator_kh, "2024-09-10")
    client = client_of(cast.director)
    assert 'href="?country=KH"' in text(client.get("/returns/"))
    page = text(client.get("/returns/?country=kh"))
    assert "working days late" in page
    assert 'name="week"' not in page
    assert client.get("/returns/?country=XX").status_code == 404


def test_a_country_opens_its_own_alone(five_days_on: None, cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.officer_th)
    assert client.get("/returns/?country=TH").status_code == 200
    assert "read by that country and LMLECC" in text(client.get("/returns/?country=KH"))
    assert client.get("/returns/?country=KH").status_code == 403


def desk(user: User) -> list[dict[str, object]]:
    found = [item for group in desk_of(principal_of(user)).groups for item in group["items"]]
    return [item for item in found if item["kind"] == "Weekly return"]


def test_desks_say_how_late_it_is(five_days_on: None, cast: SimpleNamespace) -> None:
    [first, *_more] = desk(cast.coordinator_th)
    assert first["meta"] == ("Not begun", "30 working days late")
    [late, *_more] = desk(cast.desk_supervision)
    assert (late["title"], late["tone"], late["url"]) == ("42 returns are late", "late", "/returns/")
    assert "LA 12" in str(late["meta"])


@pytest.mark.parametrize("back", ["query", "reopen"])
def test_what_came_in_time_and_went_back_is_not_late(back: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    """A question of the desk makes nobody late (decision 53), nor does the director who opens a return again."""
    with clock.at(noon("2024-09-17")):
        if back == "query":
            given = queried(cast.coordinator_th, cast.desk_supervision, "2024-09-10")
        else:
            given = verified(cast.coordinator_th, cast.desk_supervision, "2024-09-10")
            director = principal_of(cast.director)
            with acting_as(director, channel="test"):
                [given] = reopen_returns(
                    principal=director, returns=[given], versions=[given.version], reason="Counted twice"
                )
    with clock.at(noon("2024-09-25")):
        page = text(client_of(cast.officer_th).get(f"/returns/{given.pk}/"))
        assert "working day" not in page
        assert ("queried" if back == "query" else "draft") in page
        [own] = [
            one for one in desk(cast.coordinator_th) if one["title"] == "Return of Week 37, 9 September to 15 September"
        ]
        assert "working day" not in str(own["meta"])
        principal = principal_of(cast.coordinator_th)
        with acting_as(principal, channel="test"):
            submit_returns(principal=principal, returns=[given], versions=[given.version])
        waiting = text(client_of(cast.desk_supervision).get("/returns/")).partition("Submitted, to verify")[2]
        row = waiting.partition(f"/returns/{given.pk}/")[2].partition("</tr>")[0]
        assert "Week 37" in row
        assert "late" not in row


def test_nothing_is_late_when_everything_came(cast: SimpleNamespace, client_of: ClientOf) -> None:
    with clock.at(noon("2024-08-15")):
        assert [item["title"] for item in desk(cast.desk_supervision)] == ["7 returns are late"]
        for who in ("kh", "cn", "la", "la2", "mm", "th", "vn"):
            submitted(getattr(cast, f"coordinator_{who}"), "2024-08-08")
        assert not [item for item in desk(cast.desk_supervision) if "late" in str(item["title"])]
        assert "Every return that is due has been submitted." in text(client_of(cast.director).get("/returns/"))


def test_the_api_tells_weeks_with_their_working_days(
    five_days_on: None, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    with clock.at(noon("2024-09-20")):
        given = submitted(cast.coordinator_th, "2024-09-10")
    weeks = {one["week"]: one for one in client_of(cast.officer_th).get(API).json()}
    assert list(weeks) == [f"2024-W{number}" for number in range(32, 40)]
    came = weeks["2024-W37"]
    assert (came["state"], came["working_days_late"], came["is_owed"], came["id"]) == (
        "submitted",
        2,
        False,
        str(given.pk),
    )
    owed = weeks["2024-W36"]
    assert (owed["state"], owed["working_days_late"], owed["is_owed"], owed["id"]) == ("missing", 10, True, None)
    assert (weeks["2024-W39"]["is_late"], weeks["2024-W39"]["working_days_late"]) == (False, None)


def test_the_api_tells_lmlecc_of_all_or_one(five_days_on: None, cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.director)
    assert {one["country"] for one in client.get(API).json()} == {"KH", "CN", "LA", "MM", "TH", "VN"}
    assert {one["agency"] for one in client.get(f"{API}?country=la").json()} == {"la-mps", "la-mnd"}
    assert client.get(f"{API}?country=XX").status_code == 400
    assert client_of(cast.officer_th).get(f"{API}?country=KH").status_code == 403
