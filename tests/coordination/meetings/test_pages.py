"""The pages of meetings: called, written on, answered, and shown to each reader as far as he may read."""

import html
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coordination.meetings.models import AgendaItem, Decision, Delegation, Minutes
from operation.people.models import User
from operation.plan.models import Meeting, OperationalAction
from tests.factories.knowledge import approved, called, circulated, minutes_of, seagull

ClientOf = Callable[[User], Client]
As = Callable[[User], AbstractContextManager[None]]
NEW = {"title": "Liaison meeting", "starts_on": "2024-11-01", "ends_on": "2024-11-02", "version": 1}


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_from_the_call_to_an_action_of_the_plan(cast: SimpleNamespace, client_of: ClientOf, as_: As) -> None:
    desk = client_of(cast.desk_communication)
    assert "Call a meeting" in page(desk, "/operation/meetings/")
    address = desk.post("/operation/meetings/new/", NEW | {"for_partners": "on"}).headers["Location"]
    points = {"points-TOTAL_FORMS": 2, "points-INITIAL_FORMS": 0, "points-0-title": "", "points-1-title": "Results"}
    thai = cast.officer_th.organisation_id
    decision = {"text": "Share lists weekly", "agreed_by": ["TH", "VN"], "leader": "TH", "due_on": "2024-12-01"}
    steps: list[tuple[str, dict[str, object]]] = [
        ("agenda/", {"version": 1, **points}),
        ("attendance/", {"version": 2, f"n-{thai}": 4}),
        ("decisions/new/", {"version": 3, **decision}),
        ("minutes/", {"version": 4, "text": "It was agreed."}),
        ("minutes/circulate/", {"version": 5, "answer_by": "2099-01-01"}),
    ]
    for path, body in steps:
        assert desk.get(f"{address}{path}").status_code == 200
        assert desk.post(f"{address}{path}", body).status_code == 302, path
    for code in ("kh", "cn", "la", "mm", "th", "vn"):
        client = client_of(getattr(cast, f"coordinator_{code}"))
        assert "Answer for your country" in page(client, address)
        assert client.post(f"{address}minutes/answer/", {"answer": "agreed"}).status_code == 302
    assert desk.post(f"{address}minutes/approve/", {"version": 6}).status_code == 302
    text = page(desk, address)
    assert "4 representatives" in text
    assert "Make it an action" in text
    with as_(cast.director):
        made = Decision.objects.get()
    line = seagull().lines.all()[1]
    body = {"line": line.pk, "title": "Weekly lists", "leader": "TH", "due_on": "2099-01-01"}
    assert desk.post(f"{address}decisions/{made.pk}/action/", body).status_code == 302
    assert OperationalAction.objects.get().leader_id == "TH"
    assert "In the action plan" in page(client_of(cast.officer_kh), address)
    plan = page(client_of(cast.officer_kh), "/operation/action-plan/")
    assert "decided: Liaison meeting" in plan
    assert address in plan


def test_what_the_file_says_is_shown_as_before(cast: SimpleNamespace, client_of: ClientOf) -> None:
    kick_off = seagull().meetings.exclude(decisions=[])[0]
    text = page(client_of(cast.officer_th), f"/operation/meetings/{kick_off.pk}/")
    assert "The six countries share best practices" in text
    assert "Decisions of the minutes" not in text
    assert "/edit/" not in page(client_of(cast.director), f"/operation/meetings/{kick_off.pk}/")


def test_a_meeting_without_anything_written_says_so(cast: SimpleNamespace, client_of: ClientOf) -> None:
    meeting = called(cast.director)
    text = page(client_of(cast.officer_th), f"/operation/meetings/{meeting.pk}/")
    assert "Not written yet." in text
    assert "The source names no decision" not in text


def test_objections_are_printed(cast: SimpleNamespace, client_of: ClientOf) -> None:
    meeting = approved(cast, objects=["vn"], for_partners=True)
    address = f"/operation/meetings/{meeting.pk}/"
    for who in (cast.officer_kh, cast.desk_supervision):
        assert "an objection of vn" in page(client_of(who), address)
    partner = page(client_of(cast.observer_unodc), address)
    assert "an objection of vn" not in partner
    assert "The countries agreed." in partner
    assert "Share numbers of mule accounts weekly" in partner


def test_a_partner_reads_no_draft(cast: SimpleNamespace, client_of: ClientOf) -> None:
    meeting = circulated(cast.desk_communication, for_partners=True)
    text = page(client_of(cast.observer_unodc), f"/operation/meetings/{meeting.pk}/")
    assert "Opening" in text
    assert "The countries agreed." not in text
    assert "Share numbers" not in text


def test_a_stale_form_changes_nothing(cast: SimpleNamespace, client_of: ClientOf) -> None:
    meeting = called(cast.director)
    address = f"/operation/meetings/{meeting.pk}/minutes/"
    director = client_of(cast.director)
    assert director.post(address, {"version": 1, "text": "first"}).status_code == 302
    late = director.post(address, {"version": 1, "text": "second"})
    assert late.status_code == 400
    assert "Somebody changed this" in late.content.decode()
    assert minutes_of(cast.director, meeting).text == "first"


def test_who_may_not_call_is_told_who_may(cast: SimpleNamespace, client_of: ClientOf) -> None:
    answer = client_of(cast.coordinator_th).get("/operation/meetings/new/")
    assert answer.status_code == 403
    assert "LMLECC communication desk" in html.unescape(answer.content.decode())
    assert "Call a meeting" not in page(client_of(cast.coordinator_th), "/operation/meetings/")


@pytest.mark.parametrize("agenda", [{"points-TOTAL_FORMS": 0}, {"points-TOTAL_FORMS": 99, "points-INITIAL_FORMS": 0}])
def test_an_agenda_that_cannot_be_read_changes_nothing(
    cast: SimpleNamespace, client_of: ClientOf, as_: As, agenda: dict[str, int]
) -> None:
    meeting = called(cast.director)
    body = {"version": 1, **agenda}
    answer = client_of(cast.director).post(f"/operation/meetings/{meeting.pk}/agenda/", body)
    assert answer.status_code == 400
    with as_(cast.director):
        assert not AgendaItem.objects.exists()
        assert Minutes.objects.get(meeting=meeting).version == 1


def test_a_decision_of_another_meeting_is_not_there(cast: SimpleNamespace, client_of: ClientOf, as_: As) -> None:
    here, there = called(cast.director, title="here"), circulated(cast.director, title="there")
    with as_(cast.director):
        decision = Decision.objects.get(minutes__meeting=there)
    for path in ("edit", "remove", "action"):
        address = f"/operation/meetings/{here.pk}/decisions/{decision.pk}/{path}/"
        assert client_of(cast.director).get(address).status_code == 404


def test_a_meeting_costs_the_same_at_any_size(cast: SimpleNamespace, client_of: ClientOf, as_: As) -> None:
    meeting = circulated(cast.desk_communication)
    client, address = client_of(cast.coordinator_th), f"/operation/meetings/{meeting.pk}/"
    few = cost(client, address)
    with as_(cast.director):
        minutes = Minutes.objects.get(meeting=meeting)
        Decision.objects.bulk_create(Decision(minutes=minutes, position=n, text=f"{n}") for n in range(9))
        AgendaItem.objects.bulk_create(AgendaItem(meeting=meeting, position=n, title=f"{n}") for n in range(9))
        Delegation.objects.create(meeting=meeting, organisation=cast.officer_th.organisation, number=3)
    assert cost(client, address) == few


def cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_minutes_wait_on_desks(cast: SimpleNamespace, client_of: ClientOf) -> None:
    meeting = circulated(cast.desk_communication, title="Minutes that wait")
    assert Meeting.objects.filter(pk=meeting.pk).exists()
    assert "Minutes that wait" in page(client_of(cast.coordinator_mm), "/desk/")
    assert "Minutes that wait" not in page(client_of(cast.officer_mm), "/desk/")
    assert "Minutes that wait" not in page(client_of(cast.director), "/desk/")
