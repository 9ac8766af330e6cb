"""The operation's pages: who opens which, what stands there, and that they cost the same at any size."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from operation.kernel import clock
from operation.people.models import Country, User
from operation.plan import indicators
from operation.plan.models import ActionDay, Meeting, Objective, Operation, OperationalAction, Phase

pytestmark = pytest.mark.usefixtures("contexts")

ClientOf = Callable[[User], Client]
PAGES = ("operation", "participants", "action-plan", "timeline", "meetings", "action-days")
FOR_PARTNERS = PAGES[:5]
HIDDEN = "canary-of-the-members"


@pytest.fixture
def full(seagull: Operation) -> Operation:
    """The operation with something for members alone on every page."""
    fill(seagull, 2)
    Meeting.objects.create(
        operation=seagull, title=f"{HIDDEN} meeting", starts_on="2024-10-01", ends_on="2024-10-01", decisions=[HIDDEN]
    )
    Phase.objects.create(
        operation=seagull, kind="milestone", title=f"{HIDDEN} review", starts_on="2024-10-15", ends_on="2024-10-15"
    )
    return seagull


def fill(operation: Operation, count: int) -> None:
    first = operation.action_days.count() + 1
    countries = list(Country.objects.all())
    for line in operation.lines.all():
        Objective.objects.get_or_create(line=line, indicator="S01", defaults={"text": f"{HIDDEN} objective"})
        for number in range(count):
            due = date(2024, 9, 1) + timedelta(days=number)
            title = f"{HIDDEN} action {first + number}"
            OperationalAction.objects.create(line=line, title=title, leader_id="TH", due_on=due)
    for number in range(first, first + count):
        day = ActionDay.objects.create(
            operation=operation, number=number, title=f"{HIDDEN} day {number}", held_on="2024-09-20", lead_id="VN"
        )
        day.countries.set(countries)


def text_of(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, name
    return response.content.decode()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["officer_th", "supervisor_kh", "coordinator_vn", "protection_mm", "director"])
def test_members_and_the_secretariat_open_every_page(
    full: Operation, cast: SimpleNamespace, client_of: ClientOf, page: str, who: str
) -> None:
    page_text = text_of(client_of(getattr(cast, who)), page)
    assert "Joint Operation SEAGULL" in page_text
    assert "TLP:AMBER" in page_text


@pytest.mark.parametrize("page", FOR_PARTNERS)
def test_a_partner_meets_nothing_of_the_members(
    full: Operation, cast: SimpleNamespace, client_of: ClientOf, page: str
) -> None:
    page_text = text_of(client_of(cast.observer_unodc), page)
    assert HIDDEN not in page_text
    assert "TLP:GREEN" in page_text
    assert "TLP:AMBER" not in page_text
    assert reverse("action-days") not in page_text
    assert "Preparatory meeting" not in page_text


def test_the_page_of_action_days_is_refused_to_a_partner_with_the_reason(
    full: Operation, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    response = client_of(cast.observer_interpol).get(reverse("action-days"))
    assert response.status_code == 403
    assert "This part of the plan is for the member countries and LMLECC." in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["dpo", "admin", "stranger"])
def test_who_has_no_part_in_the_plan_is_refused(
    full: Operation, cast: SimpleNamespace, client_of: ClientOf, page: str, who: str
) -> None:
    response = client_of(getattr(cast, who)).get(reverse(page))
    assert response.status_code == 403
    assert HIDDEN not in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_sent_to_sign_in(full: Operation, client: Client, page: str) -> None:
    response = client.get(reverse(page))
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('sign-in')}?next={reverse(page)}"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_only_read(full: Operation, cast: SimpleNamespace, client_of: ClientOf, page: str) -> None:
    assert client_of(cast.director).post(reverse(page)).status_code == 405


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_at_any_size(
    full: Operation, cast: SimpleNamespace, client_of: ClientOf, page: str
) -> None:
    client = client_of(cast.coordinator_th)
    client.get(reverse(page))
    with CaptureQueriesContext(
        connection,
    ) as few:
        small = client.get(reverse(page))
    fill(full, 20)
    with CaptureQueriesContext(connection) as many:
        large = client.get(reverse(page))
    assert len(many) == len(few)
    assert len(few) <= 20
    assert len(small.content) <= len(large.content) < 150_000


def test_the_mandate_says_what_was_agreed(seagull: Operation, cast: SimpleNamespace, client_of: ClientOf) -> None:
    page_text = text_of(client_of(cast.observer_unodc), "operation")
    for said in (
        "telecom fraud and its related crimes",
        "Joint Operation “Safe Lancang-Mekong”",
        "Mutual consultation and joint governance",
        "7 August – 31 December 2024",
        "Accumulate experience for further joint strikes",
        "Notice of the kick-off, 9 August 2024",
    ):
        assert said in page_text


def test_the_steps_say_where_the_operation_stands(
    seagull: Operation, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    with clock.at(clock.end_of_day(date(2024, 10, 1))):
        response = client_of(cast.director).get(reverse("operation"))
    states = {step["label"]: step["state"] for step in response.context["steps"]}
    assert states["Operation launched in six countries"] == "past"
    assert states["Execution"] == "now"
    assert states["Results evaluation"] == "ahead"


def test_participants_with_their_coordinators(seagull: Operation, cast: SimpleNamespace, client_of: ClientOf) -> None:
    User.objects.filter(pk=cast.coordinator_kh.pk).update(first_name="គំរូ វិចិត្រ")
    page_text = text_of(client_of(cast.director), "participants")
    assert '<span class="name" lang="km" translate="no">គំរូ វិចិត្រ</span>' in " ".join(page_text.split())
    assert "lead agency" in page_text
    assert "Promised to provide corresponding support" in page_text
    assert "គំរូ វិចិត្រ" not in text_of(client_of(cast.observer_unodc), "participants")


def test_the_plan_says_where_there_is_no_target(seagull: Operation, cast: SimpleNamespace, client_of: ClientOf) -> None:
    page_text = text_of(client_of(cast.officer_la), "action-plan")
    assert page_text.count("No target is set and no action is planned on this line yet.") == 7


def test_the_plan_shows_targets_and_late_actions(
    seagull: Operation, cast: SimpleNamespace, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(indicators._words, "S01", "Main syndicates identified")
    line = seagull.lines.get(number=1)
    Objective.objects.create(line=line, text="Know the main ones", indicator="S01", target=25)
    OperationalAction.objects.create(line=line, title="Agree on the list", leader_id="KH", due_on=date(2024, 9, 1))
    OperationalAction.objects.create(line=line, title="Freeze the list", status="done", due_on=date(2024, 9, 1))
    with clock.at(clock.end_of_day(date(2024, 9, 3))):
        page_text = text_of(client_of(cast.officer_la), "action-plan")
    assert "target 25" in page_text
    assert "Main syndicates identified" in page_text
    assert page_text.count("3 days late") == 1


def test_the_timeline_shows_one_kind_at_a_time(full: Operation, cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.director)
    rows = client.get(reverse("timeline"), {"kind": "meeting"}).context["rows"]
    assert {row["moment"].kind for row in rows} == {"meeting"}
    assert client.get(reverse("timeline"), {"kind": "war"}).status_code == 404


def test_a_long_timeline_comes_in_pages(seagull: Operation, cast: SimpleNamespace, client_of: ClientOf) -> None:
    fill(seagull, 20)
    client = client_of(cast.director)
    first = client.get(reverse("timeline"), {"kind": "deadline"})
    assert len(first.context["rows"]) == 100
    assert "1 to 100 of 140" in " ".join(first.content.decode().split())
    second = client.get(reverse("timeline"), {"kind": "deadline", "page": "2"})
    assert len(second.context["rows"]) == 40
    assert client.get(reverse("timeline"), {"page": "nonsense"}).status_code == 200


def test_an_empty_timeline_says_so(seagull: Operation, cast: SimpleNamespace, client_of: ClientOf) -> None:
    Phase.objects.all().delete()
    Meeting.objects.all().delete()
    assert "Nothing stands on the timeline yet." in text_of(client_of(cast.director), "timeline")


def test_a_meeting_with_its_decisions(seagull: Operation, cast: SimpleNamespace, client_of: ClientOf) -> None:
    kick_off = Meeting.objects.get(place="Kunming")
    page_text = text_of(client_of(cast.observer_interpol), "meeting", kick_off.pk)
    assert "send operation coordinators to LMLECC" in page_text
    assert "6–7 August 2024" in page_text
    assert "Over 50 representatives" in page_text
    assert page_text.count('class="cc"') >= 7
    assert f'<a href="{reverse("meetings")}" aria-current="true">' in " ".join(page_text.split())


def test_a_meeting_of_the_members_is_as_unknown_as_none(
    full: Operation, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    hidden = Meeting.objects.get(title__startswith=HIDDEN)
    assert HIDDEN in text_of(client_of(cast.officer_th), "meeting", hidden.pk)
    client = client_of(cast.observer_unodc)
    unseen, unknown = (client.get(reverse("meeting", args=[key])) for key in (hidden.pk, uuid4()))
    assert unseen.status_code == unknown.status_code == 404
    assert len(unseen.content) == len(unknown.content)


def test_a_preparatory_meeting_says_what_is_not_known(
    seagull: Operation, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    preparatory = Meeting.objects.exclude(place="Kunming").get()
    page_text = text_of(client_of(cast.director), "meeting", preparatory.pk)
    assert "The source names no decision of this meeting." in page_text
    assert "no data" in page_text
    assert "April 2024" in page_text


@pytest.mark.parametrize("page", ["meetings", "action-days"])
def test_an_empty_page_says_why(seagull: Operation, cast: SimpleNamespace, client_of: ClientOf, page: str) -> None:
    Meeting.objects.all().delete()
    assert 'class="panel empty"' in text_of(client_of(cast.director), page)


def test_before_an_operation_is_loaded_nobody_holds_a_role(
    seagull: Operation, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    Operation.objects.filter(code="seagull").update(code="other")
    assert client_of(cast.director).get(reverse("operation")).status_code == 403


def test_the_menu_leads_there_who_reads_the_plan(
    seagull: Operation, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    link = f'href="{reverse("operation")}"'
    assert link in text_of(client_of(cast.observer_unodc), "desk")
    assert link not in text_of(client_of(cast.admin), "desk")
