"""The pages of one action: what stands there, who is offered what, and that a form does what it says."""

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
from operation.people.models import User
from operation.plan.models import LineOfEffort, OperationalAction
from tests.factories.supervision import action_of, country, told

ClientOf = Callable[[User], Client]
SOON = timedelta(days=20)


@pytest.fixture
def action(cast: SimpleNamespace) -> OperationalAction:
    """Led by Thailand, co-led by Cambodia, due soon."""
    return action_of(cast, clock.today() + SOON, co_leaders=[country("KH")], kpi="Signed by six")


def address(name: str, action: OperationalAction) -> str:
    return reverse(name, args=[action.pk])


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_everybody_of_the_operation_reads_what_was_told(
    cast: SimpleNamespace, client_of: ClientOf, action: OperationalAction
) -> None:
    told(cast.coordinator_th, action, clock.today() + SOON - timedelta(days=1), words="Half of the list", percent=50)
    for who in ("officer_vn", "coordinator_th", "desk_information"):
        page = text(client_of(getattr(cast, who)), address("plan-action", action))
        assert "Half of the list" in page
        assert "50 %" in page
        assert "Signed by six" in page
    assert client_of(cast.observer_unodc).get(address("plan-action", action)).status_code == 403
    assert client_of(cast.officer_th).get(reverse("plan-action", args=[uuid4()])).status_code == 404


def test_only_what_one_may_is_offered(cast: SimpleNamespace, client_of: ClientOf, action: OperationalAction) -> None:
    report, edit = address("plan-action-report", action), address("plan-action-edit", action)
    offered = {"coordinator_kh": (True, False), "officer_th": (False, False), "director": (False, True)}
    for who, (reports, amends) in offered.items():
        page = text(client_of(getattr(cast, who)), address("plan-action", action))
        assert ((report in page), (edit in page)) == (reports, amends), who


def test_a_report_by_its_form(cast: SimpleNamespace, client_of: ClientOf, action: OperationalAction) -> None:
    client, url = client_of(cast.coordinator_th), address("plan-action-report", action)
    sent = {"told_on": clock.today().isoformat(), "status": "under_way", "words": "", "version": 1}
    refused = client.post(url, sent)
    assert refused.status_code == 400
    answer = client.post(url, sent | {"words": "Begun", "percent": "10"})
    assert (answer.status_code, answer.headers["Location"]) == (302, address("plan-action", action))
    action.refresh_from_db()
    assert action.status == "under_way"
    stale = client.post(url, sent | {"words": "Begun again"})
    assert stale.status_code == 400
    assert "Somebody changed this action" in stale.content.decode()


def test_the_desk_adds_moves_and_drops(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client, due = client_of(cast.desk_supervision), clock.today() + SOON
    line = LineOfEffort.objects.get(number=3)
    sent = {"line": line.pk, "title": "Open the shelters", "leader": "MM", "co_leaders": ["LA"], "due_on": str(due)}
    assert client.post(reverse("plan-action-new"), sent).status_code == 302
    made = OperationalAction.objects.get(title="Open the shelters")
    assert (made.leader_id, made.line_id) == ("MM", line.pk)
    moved = sent | {"due_on": str(due + SOON), "version": 1}
    assert client.post(address("plan-action-edit", made), moved).status_code == 400
    assert client.post(address("plan-action-edit", made), moved | {"reason": "Put off"}).status_code == 302
    assert "Put off" in text(client, address("plan-action", made))
    assert client.post(address("plan-action-drop", made), {"version": 2, "reason": "Overtaken"}).status_code == 302
    made.refresh_from_db()
    assert made.status == "dropped"
    assert client.get(address("plan-action-edit", made)).status_code == 403


def test_a_page_costs_the_same_however_much_was_told(
    cast: SimpleNamespace, client_of: ClientOf, action: OperationalAction
) -> None:
    client, url = client_of(cast.coordinator_th), address("plan-action", action)

    def cost() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    told(cast.coordinator_th, action, date(2024, 10, 1))
    few = cost()
    for _time in range(6):
        told(cast.coordinator_kh, action, date(2024, 10, 2))
    assert cost() == few


def test_the_plan_leads_to_its_actions(cast: SimpleNamespace, client_of: ClientOf, action: OperationalAction) -> None:
    page = text(client_of(cast.officer_vn), reverse("action-plan"))
    assert address("plan-action", action) in page
    assert reverse("plan-action-new") not in page
    assert reverse("plan-action-new") in text(client_of(cast.director), reverse("action-plan"))
