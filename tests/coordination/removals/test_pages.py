"""The pages of removals, as both sides and LMLECC use them, and the same over the API."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coordination.removals import answering
from coordination.removals.models import Removal, RemovalPerson, RemovalState
from operation.access import scope
from operation.access.context import acting_as
from operation.audit.models import AuditEntry
from operation.people.desk import desk_of
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories import removals
from tests.factories.removals import fresh, held, people, taken, wanted

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
LIST = "/exchange/removals/"
DAY = {"on_0": "2024-11-01", "on_1": "gregorian"}


def one(removal: Removal, *more: object) -> str:
    return LIST + "/".join(str(part) for part in (removal.pk, *more)) + "/"


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))


def sent_form(client: Client, address: str, **data: Any) -> Any:
    """Post what the page shows hidden, and what somebody fills in."""
    version = re.search(r'name="version" value="(\d+)"', client.get(address).content.decode())
    assert version
    return client.post(address, {"version": version[1]} | data)


def test_from_the_request_to_the_end_by_pages_alone(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    """Each side does on its pages what the other waits for."""
    kh, vn = client_of(cast.coordinator_kh), client_of(cast.coordinator_vn)
    suspect = wanted(cast.coordinator_kh)
    asked = kh.post(
        f"{LIST}new/",
        {
            "to": "vn-mps",
            "pathway": "police_handover",
            "request": "Charged with fraud",
            "tlp": "amber",
            "handling_code": "H1",
        },
    )
    removal = Removal(pk=asked["Location"].split("/")[-2])
    assert "Charged with fraud" in text_of(kh, one(removal))
    assert vn.get(one(removal)).status_code == 404
    assert sent_form(kh, one(removal, "persons"), record=suspect.pk).status_code == 302
    assert sent_form(kh, one(removal, "steps/send"), **DAY).status_code == 302
    for step in ("acknowledge", "locate"):
        assert sent_form(vn, one(removal, "steps", step), **DAY).status_code == 302
    [person] = people(removal, cast.coordinator_vn)
    record = held(cast.coordinator_vn)
    assert sent_form(vn, one(removal, "persons", person.pk, "match"), record=record.pk).status_code == 302
    assert sent_form(vn, one(removal, "steps/hold"), **DAY).status_code == 302
    assert sent_form(vn, one(removal, "steps/decide"), words="Order 12", **DAY).status_code == 302
    checks = {
        f"{kind}_{part}": value
        for kind in ("legal_basis", "non_refoulement", "victim_screening", "consular_contact")
        for part, value in {"answer": "yes", "words": "seen", "on_0": "2024-10-30", "on_1": "gregorian"}.items()
    }
    assert sent_form(vn, one(removal, "persons", person.pk), **checks).status_code == 302
    escort = {"kind": "escort", "what": "Lê Văn Hộ Tống", "rank": "Đại úy"}
    assert sent_form(vn, one(removal, "manifest"), **escort).status_code == 302
    crossing = {"crossing": "Mộc Bài", "planned_0": "2099-01-02", "planned_1": "gregorian", "hour": "09:30"}
    scheduled = sent_form(vn, one(removal, "steps/schedule"), zone="Asia/Ho_Chi_Minh", **crossing, **DAY)
    assert scheduled.status_code == 302
    page = text_of(kh, one(removal))
    assert "Mộc Bài" in page
    assert "Ha Noi (UTC+7)" in page
    assert "yes, nothing stands against it" in page
    assert sent_form(vn, one(removal, "steps/hand-over"), persons=[str(person.pk)], **DAY).status_code == 302
    assert sent_form(kh, one(removal, "steps/receive"), persons=[str(person.pk)], **DAY).status_code == 302
    assert sent_form(kh, one(removal, "steps/close"), **DAY).status_code == 302
    told = text_of(kh, one(removal))
    assert "1 on the list · 1 handed over · 1 received" in told
    assert "received by the other side" in told
    assert "1 person received · median 0 days" in text_of(kh, LIST)


def test_refused_with_a_ground_and_asked_again_by_pages(cast: SimpleNamespace, client_of: ClientOf) -> None:
    kh, vn, removal = client_of(cast.coordinator_kh), client_of(cast.coordinator_vn), removals.sent(cast)
    wrong = sent_form(vn, one(removal, "steps/refuse"), ground="ongoing", **DAY)
    assert wrong.status_code == 400
    assert "Say why, in words" in wrong.content.decode()
    right = sent_form(vn, one(removal, "steps/refuse"), ground="ongoing", words="A case is open", **DAY)
    assert right.status_code == 302
    page = text_of(kh, one(removal))
    assert "would harm an ongoing case" in page
    assert "A case is open" in page
    again = sent_form(kh, one(removal, "again"))
    assert again.status_code == 302
    assert removal.reference in text_of(kh, again["Location"])
    amended = sent_form(
        kh, f"{again['Location']}amend/", pathway="deportation", request="The case here is closed", legal_basis="Note 7"
    )
    assert amended.status_code == 302
    page = text_of(kh, again["Location"])
    assert "The case here is closed" in page
    assert "Deportation or expulsion" in page
    assert sent_form(kh, one(removal, "amend"), pathway="extradition", request="x").status_code == 400
    assert "asked again" in text_of(kh, one(removal))


def test_an_incident_is_explained_on_its_page(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    removal = removals.received(cast, persons=2, missing=1)
    kh, vn = client_of(cast.coordinator_kh), client_of(cast.coordinator_vn)
    assert "Heads differ: 1 handed over and not received." in text_of(vn, one(removal))
    with as_(cast.coordinator_kh):
        incident = removal.incidents.get()
        [person] = [each for each in removal.persons.all() if each.differs]
    for client in (kh, vn):
        data = {"words": "Taken ill", f"end_{person.pk}": "returned"}
        assert sent_form(client, one(removal, "incidents", incident.pk), **data).status_code == 302
    page = text_of(vn, one(removal))
    assert page.count("Taken ill") == 2
    assert "brought back" in page
    note = sent_form(vn, one(removal, "incidents"), words="A flat tyre", **DAY)
    assert note.status_code == 302
    assert "A flat tyre" in text_of(kh, one(removal))


def test_taking_off_and_a_line_of_the_manifest(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    removal, vn = removals.cleared(cast), client_of(cast.coordinator_vn)
    [person] = people(removal, cast.coordinator_vn)
    with as_(cast.coordinator_vn):
        item = removal.items.get()
    assert "Lê Văn Hộ Tống" in text_of(vn, one(removal, "manifest", item.pk, "off"))
    assert sent_form(vn, one(removal, "manifest", item.pk, "off")).status_code == 302
    assert sent_form(vn, one(removal, "persons", person.pk, "off"), why="in hospital").status_code == 302
    page = text_of(vn, one(removal))
    assert "in hospital" in page
    assert "Neither escort nor papers nor property yet." in page


def test_what_a_check_lacks_is_said_at_its_question(cast: SimpleNamespace, client_of: ClientOf) -> None:
    removal, vn = removals.granted(cast), client_of(cast.coordinator_vn)
    [person] = people(removal, cast.coordinator_vn)
    wrong = sent_form(vn, one(removal, "persons", person.pk), legal_basis_answer="yes")
    assert wrong.status_code == 400
    assert "Say in words on what the answer rests." in unescape(wrong.content.decode())


def test_who_saw_an_older_version_is_told_on_the_page(cast: SimpleNamespace, client_of: ClientOf) -> None:
    removal, vn = removals.sent(cast), client_of(cast.coordinator_vn)
    stale = vn.post(one(removal, "steps/acknowledge"), {"version": 1, **DAY})
    assert stale.status_code == 400
    assert "Somebody changed this removal" in unescape(stale.content.decode())


def test_past_lmlecc_the_page_shows_facts_alone(cast: SimpleNamespace, client_of: ClientOf) -> None:
    removal = removals.scheduled(cast, through_lmlecc=False)
    page = text_of(client_of(cast.desk_investigation), one(removal))
    assert "Facts alone" in page
    for word in ("ចាន់", "Mộc Bài", removals.REQUEST, "Hộ Tống"):
        assert word not in page
    assert "Led the call centre" in text_of(client_of(cast.director), one(removals.sent(cast)))


def test_a_list_is_narrowed_and_goes_on(
    cast: SimpleNamespace, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, draft = removals.sent(cast), removals.begun(cast)
    kh, vn, th = (client_of(getattr(cast, f"coordinator_{code}")) for code in ("kh", "vn", "th"))
    assert "No removals" in text_of(th, LIST)
    assert draft.reference in text_of(kh, LIST)
    for query, shows in (
        ("direction=asked_by_us", True),
        ("direction=asked_of_us", False),
        ("state=requested", True),
        ("state=closed", False),
        ("country=KH", True),
        ("country=TH", False),
        ("state=", True),
    ):
        assert (sent.reference in text_of(kh, f"{LIST}?{query}")) == shows, query
    assert "asked of us" in text_of(vn, LIST)
    assert "No removal like this" in text_of(kh, f"{LIST}?country=TH")
    monkeypatch.setattr(scope, "PAGE_SIZE", 1)
    first = kh.get(LIST).content.decode()
    older = re.search(r'rel="next" href="(\?cursor=[^"]+)"', first)
    assert older
    assert draft.reference in first
    assert sent.reference not in first
    second = kh.get(LIST + unescape(older[1])).content.decode()
    assert sent.reference in second
    assert 'rel="first"' in second
    kept = kh.get(f"{LIST}?country=KH").content.decode()
    assert re.search(r'rel="next" href="\?country=KH&amp;cursor=', kept)


@pytest.mark.parametrize("query", ["state=nonsense", "direction=up", "country=XX", "colour=red", "after=x"])
def test_a_filter_that_is_not_understood_is_refused(query: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    """An ignored one would show more than was asked for; over the API alike."""
    sent, kh = removals.sent(cast), client_of(cast.coordinator_kh)
    page = kh.get(f"{LIST}?{query}")
    assert page.status_code == 400
    assert sent.reference not in page.content.decode()
    assert "This list cannot be shown as asked" in page.content.decode()
    assert kh.get(f"/api/v1/removals/?{query}").status_code == 400


def test_an_unreadable_place_in_the_list_is_refused(cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert client_of(cast.coordinator_kh).get(f"{LIST}?cursor=x").status_code == 400


def test_who_stands_beside_it_filters_by_no_direction(cast: SimpleNamespace, client_of: ClientOf) -> None:
    sent, director = removals.sent(cast), client_of(cast.director)
    assert 'name="direction"' not in director.get(LIST).content.decode()
    for address in (LIST, "/api/v1/removals/"):
        assert director.get(f"{address}?direction=asked_by_us").status_code == 400
        assert sent.reference in director.get(f"{address}?country=VN").content.decode()


def test_programs_narrow_the_list_as_pages_do(cast: SimpleNamespace, client_of: ClientOf) -> None:
    sent, vn = removals.sent(cast), client_of(cast.coordinator_vn)
    for query, shown in (("direction=asked_of_us", True), ("direction=asked_by_us", False), ("country=TH", False)):
        rows = vn.get(f"/api/v1/removals/?{query}").json()["results"]
        assert [row["reference"] for row in rows] == [sent.reference] * shown, query


def test_pages_cost_the_same_however_much_there_is(cast: SimpleNamespace, client_of: ClientOf) -> None:
    def costs() -> tuple[int, int]:
        found = []
        for address in (LIST, "/api/v1/removals/"):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            found.append(len(captured))
        return found[0], found[1]

    client = client_of(cast.coordinator_kh)
    few = costs() if removals.sent(cast) else None
    for _more in range(4):
        removals.sent(cast)
    assert costs() == few


def test_one_removal_costs_the_same_however_many_persons(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client, found = client_of(cast.coordinator_vn), []
    for persons in (1, 4):
        removal = removals.cleared(cast, persons=persons)
        client.get(one(removal))
        with CaptureQueriesContext(connection) as captured:
            client.get(one(removal))
        found.append(len(captured))
    assert found[0] == found[1]


def test_reading_is_in_the_trail(cast: SimpleNamespace, client_of: ClientOf) -> None:
    removal = removals.sent(cast)
    client_of(cast.officer_vn).get(one(removal))
    client_of(cast.coordinator_th).get(one(removal))
    entries = AuditEntry.objects.filter(target_id=removal.pk, verb__in=("read", "denied"))
    assert {(entry.verb, entry.actor_id) for entry in entries} == {
        ("read", cast.officer_vn.pk),
        ("denied", cast.coordinator_th.pk),
    }


def test_what_waits_stands_on_the_desk_of_who_moves_next(cast: SimpleNamespace, as_: As) -> None:
    def waits(who: str) -> str:
        user = getattr(cast, who)
        with as_(user):
            groups = desk_of(principal_of(user)).groups
        return " ".join(str(item["meta"]) for group in groups for item in group["items"])

    removals.begun(cast)
    assert "Draft: not sent yet" in waits("supervisor_kh")
    assert "Draft" not in waits("coordinator_vn")
    removals.sent(cast)
    assert "acknowledge or refuse" in waits("coordinator_vn")
    assert "acknowledge or refuse" not in waits("coordinator_kh") + waits("officer_vn") + waits("coordinator_th")
    removals.acknowledged(cast)
    assert "the next step is yours" in waits("coordinator_vn")
    removals.granted(cast)
    assert "checklist, manifest and schedule" in waits("coordinator_vn")
    removals.scheduled(cast)
    assert "tick whom you hand over" in waits("coordinator_vn")
    removals.handed_over(cast)
    assert "count whom you received" in waits("coordinator_kh")
    removals.received(cast, missing=1)
    assert "explain it" in waits("coordinator_kh")
    assert "explain it" in waits("coordinator_vn")


def test_what_people_write_is_never_markup(cast: SimpleNamespace, client_of: ClientOf) -> None:
    removal = removals.acknowledged(cast)
    taken(removal, cast.coordinator_vn, answering.locate_persons, date(2024, 10, 5), "<script>alert(1)</script>")
    for who in (cast.coordinator_kh, cast.director):
        page = client_of(who).get(one(removal)).content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page


def as_json(client: Client, removal: Removal, **body: Any) -> Any:
    return client.post(f"/api/v1/removals/{removal.pk}/step/", body, content_type="application/json")


def test_programs_read_and_step(cast: SimpleNamespace, client_of: ClientOf) -> None:
    removal, vn = removals.sent(cast), client_of(cast.coordinator_vn)
    listed = vn.get("/api/v1/removals/?state=requested").json()["results"]
    assert [row["reference"] for row in listed] == [removal.reference]
    assert "content" not in listed[0]
    assert vn.get("/api/v1/removals/?state=nonsense").status_code == 400
    told = as_json(vn, removal, step="acknowledge", version=removal.version, on="2024-10-02").json()
    assert (told["state"], told["content"]["is_told"]) == ("acknowledged", True)
    assert told["content"]["persons"][0]["name"].startswith("ចាន់")
    assert "asking_record" not in told["content"]["persons"][0]
    stale = as_json(vn, removal, step="locate", version=removal.version, on="2024-10-02")
    assert stale.status_code == 409
    refusal = as_json(vn, removal, step="refuse", version=told["version"], on="2024-10-02", words="no")
    assert refusal.status_code == 400
    assert as_json(client_of(cast.officer_vn), removal, step="locate", version=1, on="2024-10-02").status_code == 403


def test_programs_schedule_and_count(cast: SimpleNamespace, client_of: ClientOf) -> None:
    removal, vn, kh = removals.cleared(cast), client_of(cast.coordinator_vn), client_of(cast.coordinator_kh)
    on: dict[str, Any] = {"on": "2024-10-12"}
    times = {"crossing": "Mộc Bài", "planned_at": "2099-01-02T09:30:00+07:00", "zone": "Asia/Ho_Chi_Minh"}
    version = fresh(removal, cast.coordinator_vn).version
    assert as_json(vn, removal, step="schedule", version=version, **on).status_code == 400
    told = as_json(vn, removal, step="schedule", version=version, **times, **on).json()
    keys = [person["id"] for person in told["content"]["persons"]]
    handed = as_json(vn, removal, step="hand-over", version=told["version"], persons=keys, **on).json()
    assert handed["heads_sent"] == 1
    arrived = as_json(kh, removal, step="receive", version=handed["version"], persons=keys, **on).json()
    assert (arrived["state"], arrived["heads_received"]) == ("received", 1)


def test_facts_alone_over_the_api(cast: SimpleNamespace, client_of: ClientOf) -> None:
    removal = removals.sent(cast, through_lmlecc=False)
    told = client_of(cast.director).get(f"/api/v1/removals/{removal.pk}/").json()
    content = told["content"]
    assert (content.pop("is_told"), content.pop("terms")) == (False, None)
    assert set(content) == {"persons", "checks", "items", "incidents", "steps"}
    assert not any(content.values())


def test_each_state_has_a_tone_and_each_step_its_question(cast: SimpleNamespace, client_of: ClientOf) -> None:
    """No state leaves the page without words, in any of its ends."""
    removal, client = removals.sent(cast), client_of(cast.coordinator_kh)
    with acting_as(principal_of(cast.coordinator_kh), channel="test"):
        for state in RemovalState:
            Removal.objects.filter(pk=removal.pk).update(state=state)
            assert str(state.label) in text_of(client, one(removal)).lower()
        assert RemovalPerson.objects.count() == 1
