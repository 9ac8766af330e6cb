"""The desk: what waits for one person, sorted by urgency, and nothing else."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.kernel import clock
from operation.people import desk
from operation.people.desk import DeskSource, Waiting, desk_of, register
from operation.people.models import User
from operation.people.selectors import principal_of

ClientOf = Callable[[User], Client]
NOW = datetime(2024, 11, 13, 7, 20, tzinfo=UTC)
BANGKOK = ZoneInfo("Asia/Bangkok")
NOBODY = Principal.nobody()


@pytest.fixture(autouse=True)
def at_bangkok() -> Iterator[None]:
    """Wednesday 13 November 2024, 14:20 in Bangkok; the real sources are put back afterwards."""
    before = list(desk._sources)
    desk._sources.clear()
    with clock.at(NOW), timezone.override(BANGKOK):
        yield
    desk._sources[:] = before


def waiting(what: str = "Return of week 45", due: datetime | date | None = None, **more: object) -> Waiting:
    return Waiting(what, "9 of 14 figures", "/returns/", "Continue", due, **more)  # type: ignore[arg-type]


def offer(*things: Waiting, label: str = "Weekly return") -> None:
    register(DeskSource(label, lambda _principal: things))


def shown() -> dict[str, list[str]]:
    return {str(group["title"]): [str(item["title"]) for item in group["items"]] for group in desk_of(NOBODY).groups}


def only_item() -> dict[str, object]:
    ((group,),) = ([one["items"] for one in desk_of(NOBODY).groups],)
    return dict(group[0])


def test_an_empty_desk_is_empty() -> None:
    found = desk_of(NOBODY)
    assert (found.groups, found.count) == ([], 0)
    assert (found.handling["tlp"], found.handling["code"]) == (TLP.GREEN, HandlingCode.H0)


def test_it_asks_every_source_for_the_one_who_reads() -> None:
    asked: list[Principal] = []
    for label in ("Return", "Release"):
        register(DeskSource(label, lambda principal: asked.append(principal) or [waiting()]))  # type: ignore[func-returns-value]
    found = desk_of(NOBODY)
    assert asked == [NOBODY, NOBODY]
    assert found.count == 2
    assert [item["kind"] for group in found.groups for item in group["items"]] == ["Return", "Release"]


def test_the_most_urgent_comes_first() -> None:
    offer(
        waiting("without"),
        waiting("next month", date(2024, 12, 24)),
        waiting("on Friday", date(2024, 11, 15)),
        waiting("tonight", NOW + timedelta(hours=4)),
        waiting("by day", date(2024, 11, 13)),
        waiting("an hour ago", NOW - timedelta(hours=1)),
        waiting("last week", date(2024, 11, 8)),
        waiting("queried", late=True),
    )
    assert shown() == {
        "Late": ["last week", "an hour ago", "queried"],
        "Today": ["tonight", "by day"],
        "This week": ["on Friday"],
        "Later": ["next month"],
        "Without a date": ["without"],
    }


def test_one_thing_is_the_main_one() -> None:
    offer(waiting("later", date(2024, 12, 24)), waiting("now", date(2024, 11, 13)))
    mains = [item["title"] for group in desk_of(NOBODY).groups for item in group["items"] if item.get("main")]
    assert mains == ["now"]


@pytest.mark.parametrize(
    ("due", "when", "tone"),
    [
        (NOW + timedelta(hours=3, minutes=10), "3 h 10 min left", "due"),
        (NOW - timedelta(hours=2, minutes=10), "2 h 10 min late", "late"),
        (date(2024, 11, 13), "today", "due"),
        (date(2024, 11, 14), "1 day left", ""),
        (date(2024, 11, 20), "7 days left", ""),
        (date(2024, 11, 12), "1 day late", "late"),
        (date(2024, 11, 1), "12 days late", "late"),
        (None, "no date", ""),
    ],
)
def test_how_much_time_is_left(due: datetime | date | None, when: str, tone: str) -> None:
    offer(waiting(due=due))
    item = only_item()
    assert (item["when"], item["tone"]) == (when, tone)


def test_late_without_a_date_is_said() -> None:
    offer(waiting(late=True))
    item = only_item()
    assert (item["when"], item["when_note"], item["tone"]) == ("late", "", "late")


def test_a_moment_is_written_on_the_reader_s_clock() -> None:
    offer(waiting(due=datetime(2024, 11, 13, 17, 30, tzinfo=UTC)))
    assert only_item()["when_note"] == "14 November 2024, 00:30"


def test_the_day_of_a_moment_is_the_reader_s() -> None:
    offer(waiting(due=datetime(2024, 11, 13, 17, 30, tzinfo=UTC)))
    assert shown() == {"This week": ["Return of week 45"]}
    with timezone.override(UTC):
        assert shown() == {"Today": ["Return of week 45"]}


def test_details_are_one_text_or_several() -> None:
    offer(Waiting("x", ("one", "two"), "/", "Open"), Waiting("y", "three", "/", "Open"))
    items = [item for group in desk_of(NOBODY).groups for item in group["items"]]
    assert [item["meta"] for item in items] == [("one", "two"), ("three",)]


def test_the_page_is_marked_as_strictly_as_what_lies_on_it() -> None:
    offer(waiting(tlp=TLP.AMBER, handling_code="H1"), waiting(handling_code="H2"))
    handling = desk_of(NOBODY).handling
    assert (handling["tlp"], handling["code"]) == (TLP.AMBER, HandlingCode.H2)
    assert handling["words"] == HandlingCode.H2.label


def test_the_page_shows_what_waits(cast: SimpleNamespace, client_of: ClientOf) -> None:
    offer(waiting(due=date(2024, 11, 13), tlp=TLP.AMBER, handling_code="H1"), waiting("A second"))
    text = " ".join(client_of(cast.coordinator_th).get(reverse("desk")).content.decode().split())
    for said in ("2 things wait for you", "Weekly return", "Return of week 45", "Continue", "TLP:AMBER", "week 46"):
        assert said in text
    assert text.count("btn--main") == 1


def test_the_page_of_an_empty_desk_says_so(cast: SimpleNamespace, client_of: ClientOf) -> None:
    for user in vars(cast).values():
        response = client_of(user).get(reverse("desk"))
        assert response.status_code == 200
        assert "Nothing waits for you" in response.content.decode()


def test_a_title_is_text_and_not_markup(cast: SimpleNamespace, client_of: ClientOf) -> None:
    offer(waiting("<script>alert(1)</script>"))
    text = client_of(cast.coordinator_th).get(reverse("desk")).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_the_desk_is_one_s_own(cast: SimpleNamespace, client_of: ClientOf) -> None:
    mine = principal_of(cast.coordinator_th).user_id
    register(DeskSource("x", lambda principal: [waiting("for Thailand")] if principal.user_id == mine else []))
    assert "for Thailand" in client_of(cast.coordinator_th).get(reverse("desk")).content.decode()
    assert "for Thailand" not in client_of(cast.coordinator_kh).get(reverse("desk")).content.decode()
