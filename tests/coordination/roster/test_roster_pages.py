"""The pages of the roster: cards under their countries, duty in Kunming's time, the forms do what they say."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.roster.models import DutyShift, HandoverNote, Secondment
from operation.access.context import acting_as
from operation.kernel import clock
from operation.people.models import Appointment, User
from operation.people.selectors import principal_of
from tests.factories.supervision import action_of, operation, seconded

ClientOf = Callable[[User], Client]


def text(client: Client) -> str:
    answer = client.get(reverse("roster"))
    assert answer.status_code == 200
    return answer.content.decode()


def kept(cast: SimpleNamespace) -> Secondment:
    with acting_as(principal_of(cast.director), channel="test"):
        return Secondment.objects.get()


def test_members_read_the_cards_and_partners_do_not(cast: SimpleNamespace, client_of: ClientOf) -> None:
    seconded(cast, cast.coordinator_th, clock.today())
    page = text(client_of(cast.officer_vn))
    assert str(cast.coordinator_th) in page
    assert page.count("Nobody is seconded.") == 5
    assert reverse("roster-second") not in page
    assert client_of(cast.observer_unodc).get(reverse("roster")).status_code == 403


def test_from_the_secondment_to_the_duty(cast: SimpleNamespace, client_of: ClientOf) -> None:
    director, owner = client_of(cast.director), client_of(cast.coordinator_th)
    today = clock.today()
    sent = {"user": cast.coordinator_th.pk, "desk": "desk_communication", "starts_on": today.isoformat()}
    assert director.post(reverse("roster-second"), sent).status_code == 302
    made = kept(cast)
    card = {"office": "Room 5", "telephone": "+86 871 555 0100", "time_zone": "Asia/Bangkok", "version": 1}
    assert owner.post(reverse("roster-card", args=[made.pk]), card).status_code == 302
    assert "Room 5" in text(client_of(cast.officer_kh))
    assert director.post(reverse("roster-card", args=[made.pk]), card).status_code == 403
    tomorrow = today + timedelta(days=1)
    duty = {"secondment": made.pk, "starts_at": f"{tomorrow}T08:00", "ends_at": f"{tomorrow}T16:00"}
    assert director.post(reverse("roster-shift"), duty).status_code == 302
    with acting_as(principal_of(cast.director), channel="test"):
        shift = DutyShift.objects.get()
    assert shift.starts_at.astimezone(clock.KUNMING).hour == 8
    page = text(client_of(cast.officer_mm))
    assert "8:00" in page
    assert "Nobody is on duty from" in page
    assert director.post(reverse("roster-shift-cancel", args=[shift.pk])).status_code == 302
    assert "Nobody is on duty from" not in text(director)
    end = {"ends_on": tomorrow.isoformat(), "version": 2}
    assert director.post(reverse("roster-end", args=[made.pk]), end).status_code == 302
    assert kept(cast).ends_on == tomorrow


def test_a_desk_is_handed_over_with_its_open_points(cast: SimpleNamespace, client_of: ClientOf) -> None:
    seconded(cast, cast.coordinator_th, clock.today())
    action_of(cast, clock.today() - timedelta(days=10), title="Agree on the list")
    successor = User.objects.create(username="next.th", organisation=cast.coordinator_th.organisation)
    Appointment.objects.create(user=successor, operation=operation(), role="coordinator", starts_on=date(2024, 8, 1))
    giver, taker = client_of(cast.coordinator_th), client_of(successor)
    assert "Agree on the list" in giver.get(reverse("hand-over")).content.decode()
    point = "Action of the plan: Agree on the list"
    sent = {"successor": successor.pk, "text": "The safe is in room 5.", "points": [point]}
    refused = giver.post(reverse("hand-over"), sent | {"points": ["Something else"]})
    assert refused.status_code == 400
    url = giver.post(reverse("hand-over"), sent).headers["Location"]
    page = taker.get(url).content.decode()
    assert point in page
    assert "I take over" in page
    assert "I take over" not in giver.get(url).content.decode()
    assert giver.post(url, {"version": 1}).status_code == 403
    assert taker.post(url, {"version": 1}).status_code == 302
    assert client_of(cast.supervisor_th).get(url).status_code == 404
    with acting_as(principal_of(successor), channel="test"):
        assert HandoverNote.objects.get().confirmed_at
    assert client_of(cast.coordinator_kh).get(reverse("hand-over")).status_code == 403


def test_the_page_costs_the_same_however_many_there_are(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.director)

    def cost() -> int:
        text(client)
        with CaptureQueriesContext(connection) as captured:
            text(client)
        return len(captured)

    def fill(who: str) -> None:
        made, now = seconded(cast, getattr(cast, who), clock.today() - timedelta(days=2)), clock.now()
        with acting_as(principal_of(cast.director), channel="test"):
            DutyShift.objects.create(
                secondment=made, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(days=1)
            )

    fill("coordinator_th")
    few = cost()
    for who in ("coordinator_kh", "coordinator_vn", "coordinator_la2"):
        fill(who)
    assert cost() == few
