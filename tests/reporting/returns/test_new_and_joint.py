"""What is new since the last return, and what was made in joint actions, each apart on the page of a week."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.access.context import as_system
from operation.kernel import clock
from operation.kernel.errors import Refused
from operation.people.models import Country, User
from operation.people.selectors import principal_of
from operation.plan.models import ActionDay, Operation
from reporting.returns import actions
from reporting.returns.entries import Entry
from reporting.returns.joint import joint_parts
from reporting.returns.models import NationalReturn, ReturnLine
from reporting.returns.news import News, news_of
from tests.factories.records import log_many
from tests.factories.returns import drafted, noon, queried, submitted
from tests.reporting.returns.test_return_pages import entered, text, url

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
DAY = "2024-09-10"


@pytest.fixture(autouse=True)
def during_the_operation() -> Iterator[None]:
    with clock.at(noon("2024-09-17")):
        yield


def released(cast: SimpleNamespace, as_: As, count: int, day: str, at: str, **values: Any) -> None:
    with clock.at(noon(at)), as_(cast.officer_kh):
        log_many("rescued-laborers", cast.officer_kh, count, event_date=day, **values)


def news(given: NationalReturn, reader: User) -> News:
    found = NationalReturn.objects.select_related("agency", "operation").get(pk=given.pk)
    return news_of(principal_of(reader), found)


def told(found: News) -> list[tuple[str, int, str, int, bool]]:
    return [(part.indicator.code, part.week.number, part.change, part.records, part.is_late) for part in found.parts]


def test_new_is_what_came_since_the_last_return_late_weeks_included(cast: SimpleNamespace, as_: As) -> None:
    released(cast, as_, 2, "2024-09-03", "2024-09-05")
    with clock.at(noon("2024-09-10")):
        submitted(cast.coordinator_kh, "2024-09-03")
    released(cast, as_, 1, "2024-09-04", "2024-09-12")
    released(cast, as_, 4, DAY, "2024-09-12")
    given = drafted(cast.officer_kh, DAY)
    assert told(news(given, cast.officer_kh)) == [("V01", 37, "+4", 4, False), ("V01", 36, "+1", 1, True)]
    assert news(given, cast.officer_kh).since == noon("2024-09-10")


def test_what_came_after_a_return_was_submitted_is_news_of_the_next(cast: SimpleNamespace, as_: As) -> None:
    released(cast, as_, 1, DAY, "2024-09-12")
    given = submitted(cast.coordinator_kh, DAY)
    released(cast, as_, 2, DAY, "2024-09-18")
    assert told(news(given, cast.officer_kh)) == [("V01", 37, "+1", 1, False)]
    with clock.at(noon("2024-09-19")):
        following = drafted(cast.officer_kh, "2024-09-17")
    assert told(news(following, cast.officer_kh)) == [("V01", 37, "+2", 2, True)]


def test_the_first_return_counts_from_the_begin_of_its_week(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = drafted(cast.officer_kh, DAY)
    assert not news(given, cast.officer_kh).parts
    page = text(client_of(cast.officer_kh).get(url(given)))
    assert "New since the last return" in page
    assert "No record has changed a figure since then." in page


@pytest.fixture
def day(cast: SimpleNamespace, seagull: Operation) -> ActionDay:
    """A joint action of Cambodia and Viet Nam in the week."""
    kh, vn = (Country.objects.get(code=code) for code in ("KH", "VN"))
    made = ActionDay.objects.create(operation=seagull, number=90, title="Two sides of the river", held_on=DAY, lead=kh)
    made.countries.set([kh, vn])
    return made


def enter(by: User, given: NationalReturn, as_: As, **entries: Entry) -> NationalReturn:
    with as_(by):
        return actions.save_draft(
            principal=principal_of(by), national_return=given, entries=entries, version=given.version
        )


def test_what_was_made_on_an_action_day_stands_apart(
    day: ActionDay, cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    released(cast, as_, 3, DAY, "2024-09-12", action_day=day)
    released(cast, as_, 2, DAY, "2024-09-12")
    given = drafted(cast.officer_kh, DAY)
    given = enter(cast.officer_kh, given, as_, V01=Entry(Decimal(10), joint=Decimal(4), action_day_id=day.pk))
    [part] = joint_parts(
        principal_of(cast.officer_kh), NationalReturn.objects.select_related("agency").get(pk=given.pk)
    )
    assert [(one["indicator"].code, one["recorded"], one["reported"]) for one in part.figures] == [("V01", "3", "4")]
    page = text(client_of(cast.officer_kh).get(url(given)))
    assert "Joint action 90" in page
    assert '<td class="num soft" data-l="In joint actions">7</td>' in page


def test_the_form_asks_for_it_only_where_the_week_has_an_action_day(
    day: ActionDay, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    given, thai = drafted(cast.officer_kh, DAY), drafted(cast.officer_th, DAY)
    assert "joint_V01" not in text(client_of(cast.officer_th).get(url(thai)))
    client = client_of(cast.officer_kh)
    assert "joint_V01" in text(client.get(url(given)))
    data = entered(given, V01=10) | {"joint_V01": "4", "day_V01": str(day.pk), "step": "save"}
    assert client.post(url(given), data).status_code == 302
    line = ReturnLine.objects.get(national_return=given, indicator="V01")
    assert (line.joint, line.action_day_id) == (Decimal(4), day.pk)


@pytest.mark.parametrize(
    ("joint", "named", "words"),
    [("11", True, "More was made"), ("4", False, "Choose the action day"), ("", True, "Say how much")],
)
def test_what_cannot_be_is_refused_at_its_line(
    joint: str, named: bool, words: str, day: ActionDay, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    given = drafted(cast.officer_kh, DAY)
    data = entered(given, V01=10) | {"joint_V01": joint, "day_V01": str(day.pk) if named else "", "step": "save"}
    refused = client_of(cast.officer_kh).post(url(given), data)
    assert refused.status_code == 400
    assert words in text(refused)
    assert not ReturnLine.objects.exclude(joint=None).exists()


def test_an_action_day_of_others_is_none_of_this_return(day: ActionDay, cast: SimpleNamespace, as_: As) -> None:
    given = drafted(cast.officer_th, DAY)
    with pytest.raises(Refused, match="Choose the action day"):
        enter(cast.officer_th, given, as_, P02=Entry(Decimal(3), joint=Decimal(1), action_day_id=day.pk))
    given = drafted(cast.officer_kh, DAY)
    with pytest.raises(Refused, match="whole too"):
        enter(cast.officer_kh, given, as_, V01=Entry(Decimal(3), joint=Decimal("1.5"), action_day_id=day.pk))


def test_of_a_closed_action_day_nothing_is_told_to_who_may_not_know(
    day: ActionDay, cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    given = drafted(cast.officer_kh, DAY)
    given = enter(cast.officer_kh, given, as_, V01=Entry(Decimal(10), joint=Decimal(4), action_day_id=day.pk))
    with_it = text(client_of(cast.desk_supervision).get(url(given)))
    assert "Two sides of the river" in with_it
    with as_system("action days"):
        ActionDay.objects.filter(pk=day.pk).update(closed=True)
    page = text(client_of(cast.desk_supervision).get(url(given)))
    assert "Two sides of the river" not in page
    assert 'data-l="In joint actions">4</td>' not in page
    told = client_of(cast.desk_supervision).get(f"/api/v1/returns/{given.pk}/").json()["lines"]
    line = next(one for one in told if one["indicator"] == "V01")
    assert (line["joint"], line["action_day"]) == (None, None)


def test_records_that_arrive_leave_no_more_in_joint_actions_than_is_left(
    day: ActionDay, cast: SimpleNamespace, as_: As
) -> None:
    given = drafted(cast.officer_kh, DAY, {"V01": 10})
    given = enter(cast.officer_kh, given, as_, V01=Entry(Decimal(10), joint=Decimal(8), action_day_id=day.pk))
    with as_(cast.coordinator_kh):
        [given] = actions.submit_returns(
            principal=principal_of(cast.coordinator_kh), returns=[given], versions=[given.version]
        )
    released(cast, as_, 7, DAY, "2024-09-18")
    desk = principal_of(cast.desk_supervision)
    with as_(cast.desk_supervision):
        actions.query_returns(principal=desk, returns=[given], versions=[given.version], question="?")
    line = ReturnLine.objects.get(national_return=given, indicator="V01")
    assert (line.reported, line.joint, line.action_day_id) == (Decimal(3), Decimal(3), day.pk)


def test_a_return_without_joint_actions_goes_back_as_before(cast: SimpleNamespace) -> None:
    given = queried(cast.coordinator_kh, cast.desk_supervision, DAY, {"V01": 3}, V01="Which?")
    assert ReturnLine.objects.get(national_return=given, indicator="V01").joint is None
