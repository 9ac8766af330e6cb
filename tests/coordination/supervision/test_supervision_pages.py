"""The pages of who owes what: each sees what is its own to see, LMLECC who is late since when and why."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from operation.kernel import clock
from operation.people.models import User
from tests.factories.returns import submitted
from tests.factories.supervision import action_of, made_visit, noon, reported_visit, step, told

ClientOf = Callable[[User], Client]
DUE = date(2024, 10, 1)
NOW = DUE + timedelta(days=9)
PAGE = "supervision-country"


def text(client: Client, name: str, *args: object) -> str:
    with clock.at(noon(NOW)):
        answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, (name, args)
    return answer.content.decode()


def test_a_country_is_led_to_its_own_page_and_to_no_other(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.officer_th)
    answer = client.get(reverse("supervision"))
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse(PAGE, args=["TH"]))
    assert client.get(reverse(PAGE, args=["TH"])).status_code == 200
    for other in ("KH", "XX", "th"):
        assert client.get(reverse(PAGE, args=[other])).status_code == 404
    assert client_of(cast.observer_unodc).get(reverse(PAGE, args=["TH"])).status_code == 403


def test_the_director_sees_who_is_late_and_why(cast: SimpleNamespace, client_of: ClientOf) -> None:
    action = action_of(cast, DUE, title="Thai action")
    told(cast.coordinator_th, action, DUE, words="The minister signs on Friday.")
    action_of(cast, DUE + timedelta(days=30), "KH", title="Khmer action")
    page = text(client_of(cast.director), "supervision")
    assert "Thai action" in page
    assert "9 days late" in page
    assert "The minister signs on Friday." in page
    assert "Khmer action" not in page
    assert all(reverse(PAGE, args=[code]) in page for code in ("KH", "CN", "LA", "MM", "TH", "VN"))
    assert "Khmer action" in text(client_of(cast.director), PAGE, "KH")


def test_the_overview_names_the_first_of_many_and_counts_the_rest(cast: SimpleNamespace, client_of: ClientOf) -> None:
    for number in range(5):
        action_of(cast, DUE + timedelta(days=number), title=f"Thai action {number}")
    page = text(client_of(cast.director), "supervision")
    assert [number for number in range(5) if f"Thai action {number}" in page] == [0, 1, 2]
    assert "2 more" in page
    assert "5 late of 5" in page
    assert "Thai action 4" in text(client_of(cast.director), PAGE, "TH")


def test_a_page_has_what_it_owes_and_what_it_is_owed(cast: SimpleNamespace, client_of: ClientOf) -> None:
    action_of(cast, DUE, title="Thai action")
    action_of(cast, DUE, "KH", title="Khmer action")
    visit, _advice = reported_visit(cast, DUE)
    submitted(cast.coordinator_th, "2024-09-10", {"P02": 3})
    page = text(client_of(cast.officer_th), PAGE, "TH")
    owes, owed = page.split('id="owed-title"')
    assert "Thai action" in owes
    assert f"Answer to inspection {visit.reference}" in owes
    assert f"Recommendation {visit.reference} R1" in owes
    assert "Return of week 36, " in owes
    assert "Return of week 37, " in owed
    assert "to verify" in owed
    assert "Khmer action" not in page
    assert visit.reference not in text(client_of(cast.officer_kh), PAGE, "KH")


def test_what_was_told_to_the_next_level_stands_there(cast: SimpleNamespace, client_of: ClientOf) -> None:
    from coordination.supervision.escalation import escalate
    from tests.factories.supervision import operation

    action_of(cast, DUE)
    with clock.at(noon(NOW)):
        escalate(operation())
    assert "7 days late: told to the coordinator" in text(client_of(cast.officer_th), PAGE, "TH")
    assert "told to the coordinator" not in text(client_of(cast.officer_kh), PAGE, "KH")


def test_lmlecc_owes_its_word(cast: SimpleNamespace, client_of: ClientOf) -> None:
    from tests.factories.supervision import advise

    visit, advice = reported_visit(cast, DUE)
    advise(cast.coordinator_th, advice, "accept", on=DUE + timedelta(days=4))
    step(cast.coordinator_th, visit, "answer", DUE + timedelta(days=4), "We agree.")
    advise(cast.coordinator_th, advice, "implement", "Done", DUE + timedelta(days=5))
    owed = text(client_of(cast.officer_th), PAGE, "TH").split('id="owed-title"')[1]
    assert f"Inspection {visit.reference} to close" in owed
    assert f"Recommendation {visit.reference} R1 to verify" in owed


def queries_of(client: Client, name: str, *args: object) -> int:
    text(client, name, *args)
    with CaptureQueriesContext(connection) as captured:
        text(client, name, *args)
    return len(captured)


@pytest.mark.parametrize(
    ("who", "name", "args"),
    [
        ("director", "supervision", ()),
        ("director", PAGE, ("TH",)),
        ("coordinator_th", PAGE, ("TH",)),
        ("coordinator_th", "inspections", ()),
        ("desk_supervision", "inspections", ()),
        ("coordinator_th", "desk", ()),
        ("director", "desk", ()),
    ],
)
def test_a_page_costs_the_same_at_any_size(
    cast: SimpleNamespace, client_of: ClientOf, who: str, name: str, args: tuple[str, ...]
) -> None:
    client = client_of(getattr(cast, who))

    def fill(times: int) -> None:
        for _time in range(times):
            told(cast.coordinator_th, action_of(cast, DUE - timedelta(days=10)), DUE)
            reported_visit(cast, DUE - timedelta(days=40))

    fill(1)
    few = queries_of(client, name, *args)
    fill(4)
    assert queries_of(client, name, *args) == few


def test_the_pages_of_a_visit(cast: SimpleNamespace, client_of: ClientOf) -> None:
    visit, _advice = made_visit(cast, DUE)
    page = text(client_of(cast.officer_th), "inspection", visit.pk)
    assert "How returns are made" in page
    assert "Notes are missing." not in page
    desk = client_of(cast.desk_supervision)
    assert "Notes are missing." in text(desk, "inspection", visit.pk)
    assert reverse("inspection-step", args=[visit.pk, "report"]) in text(desk, "inspection", visit.pk)
    assert reverse("inspection-step", args=[visit.pk, "report"]) not in page
    assert client_of(cast.officer_kh).get(reverse("inspection", args=[visit.pk])).status_code == 404
    assert visit.reference not in text(client_of(cast.officer_kh), "inspections")


def test_a_visit_by_its_forms(cast: SimpleNamespace, client_of: ClientOf) -> None:
    desk, country = client_of(cast.desk_supervision), client_of(cast.coordinator_th)
    agency, today = cast.officer_th.organisation, clock.today().isoformat()
    plan = {"agency": agency.pk, "purpose": "Returns", "starts_on": today, "ends_on": today, "team": "Two officers"}
    answer = desk.post(reverse("inspection-new"), plan)
    assert answer.status_code == 302
    url = answer.headers["Location"]

    def post(client: Client, address: str, **sent: object) -> int:
        return int(client.post(address, sent).status_code)

    assert post(desk, f"{url}edit/", **plan | {"purpose": "Seizures", "version": 1}) == 302
    assert post(desk, f"{url}carry_out/", on=today, version=2) == 302
    assert post(desk, f"{url}finding/", severity="critical", text="The store is open.") == 302
    advice = {"text": "Lock the store.", "agency": agency.pk, "due_on": today}
    assert post(desk, f"{url}recommendation/", **advice) == 302
    assert post(desk, f"{url}report/", on=today, version=3) == 400
    assert post(desk, f"{url}report/", on=today, version=3, words="Mostly well.") == 302
    page = country.get(url).content.decode()
    assert "The store is open." in page
    accept = page.split("/accept/")[0].rsplit('"', 1)[1] + "/accept/"
    assert post(country, accept, version=1) == 302
    assert post(country, f"{url}answer/", on=today, version=4, words="We lock it.") == 302
    assert "We lock it." in desk.get(url).content.decode()
    assert post(country, f"{url}close/", on=today, version=5) == 403
