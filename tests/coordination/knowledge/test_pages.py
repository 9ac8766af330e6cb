"""Pages of knowledge and offers: what each reader meets, and what a form does."""

import html
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coordination.knowledge.models import KnowledgeItem, State
from coordination.offers.models import SupportOffer
from operation.people.models import User
from tests.factories.knowledge import adopted, all_answered, drafted, offered, proposed, under_way, validated

ClientOf = Callable[[User], Client]
As = Callable[[User], AbstractContextManager[None]]


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return html.unescape(answer.content.decode())


def now(as_: As, who: User, item: KnowledgeItem) -> KnowledgeItem:
    with as_(who):
        return KnowledgeItem.objects.get(pk=item.pk)


def test_an_officer_writes_and_a_coordinator_proposes(cast: SimpleNamespace, client_of: ClientOf, as_: As) -> None:
    officer = client_of(cast.officer_th)
    body = {
        "kind": "lesson",
        "title": "One number for each bank",
        "todo": "Ring +66 81 234 5678",
        "fraud_types": ["job"],
    }
    made = officer.post("/knowledge/new/", body)
    assert made.status_code == 302
    text = page(officer, made.headers["Location"])
    assert "number of a phone, an account or a document" in text
    assert "/edit/" in text
    assert "/propose/" not in text
    coordinator = client_of(cast.coordinator_th)
    assert "/propose/" in page(coordinator, made.headers["Location"])
    assert "Propose it" in page(coordinator, made.headers["Location"] + "propose/")
    assert coordinator.post(made.headers["Location"] + "propose/", {"version": 1}).status_code == 302
    with as_(cast.director):
        assert KnowledgeItem.objects.get().state == State.PROPOSED


def test_a_refused_form_keeps_what_was_entered(cast: SimpleNamespace, client_of: ClientOf) -> None:
    answer = client_of(cast.officer_th).post("/knowledge/new/", {"kind": "lesson", "todo": "keep me"})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "keep me" in text
    assert "One thing stops this" in text


def test_two_people_change_one_draft(cast: SimpleNamespace, client_of: ClientOf, as_: As) -> None:
    item = drafted(cast.officer_th)
    body = {"kind": "lesson", "title": "first", "version": item.version}
    address = f"/knowledge/{item.pk}/edit/"
    assert client_of(cast.supervisor_th).post(address, body).status_code == 302
    late = client_of(cast.officer_th).post(address, body | {"title": "second"})
    assert late.status_code == 400
    assert "Somebody changed this" in late.content.decode()
    assert now(as_, cast.officer_th, item).title == "first"


def test_a_country_answers_and_all_read_its_objection(cast: SimpleNamespace, client_of: ClientOf) -> None:
    item = validated(cast)
    client, address = client_of(cast.coordinator_vn), f"/knowledge/{item.pk}/answer/"
    assert client.post(address, {"answer": "noted"}).status_code == 400
    assert client.post(address, {"answer": "noted", "words": "our law differs"}).status_code == 302
    for who in (cast.officer_kh, cast.director):
        text = page(client_of(who), f"/knowledge/{item.pk}/")
        assert "our law differs" in text
        assert text.count("no answer yet") == 5


def test_adopting_too_early_names_who_is_missing(cast: SimpleNamespace, client_of: ClientOf, as_: As) -> None:
    item = validated(cast)
    director, address = client_of(cast.director), f"/knowledge/{item.pk}/adopt/"
    early = director.post(address, {"version": item.version})
    assert early.status_code == 400
    assert "Viet Nam" in early.content.decode()
    all_answered(cast, item)
    assert director.post(address, {"version": item.version}).status_code == 302
    assert now(as_, cast.director, item).state == State.ADOPTED


def test_a_partner_reads_what_is_shared_and_not_who_objected(cast: SimpleNamespace, client_of: ClientOf) -> None:
    shared, kept = adopted(cast, title="shared", for_partners=True), adopted(cast, title="kept")
    unodc = client_of(cast.observer_unodc)
    text = page(unodc, "/knowledge/")
    assert "shared" in text
    assert "kept" not in text
    assert "Write down" not in text
    assert "Mutual consultation" not in page(unodc, f"/knowledge/{shared.pk}/")
    assert unodc.get(f"/knowledge/{kept.pk}/").status_code == 404


def test_an_empty_page_says_why(cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert "Nothing is shared with partners yet" in page(client_of(cast.observer_unodc), "/knowledge/")
    assert "Nothing is written down yet" in page(client_of(cast.officer_th), "/knowledge/")
    assert "Nothing found" in page(client_of(cast.officer_th), "/knowledge/?q=nothing")
    assert "nothing that is for your country" in page(client_of(cast.officer_th), "/knowledge/offers/")
    assert "has offered nothing here" in page(client_of(cast.observer_unodc), "/knowledge/offers/")


@pytest.mark.parametrize("query", ["kind=rumour", "state=published", "line=1", "cursor=-1", "originator=1", "cursor=x"])
def test_what_no_filter_takes_shows_nothing(cast: SimpleNamespace, client_of: ClientOf, query: str) -> None:
    proposed(cast, title="unmistakable")
    text = page(client_of(cast.officer_th), f"/knowledge/?{query}", 400)
    assert "unmistakable" not in text
    assert "cannot be shown as asked" in text


def test_filters_stand_as_chips_and_can_be_taken_away(cast: SimpleNamespace, client_of: ClientOf) -> None:
    proposed(cast)
    text = page(client_of(cast.officer_th), "/knowledge/?q=hour&kind=lesson")
    assert "remove this filter" in text
    assert "?kind=lesson" in text
    assert "?q=hour" in text


def test_the_menu_leads_there_who_reads_it(cast: SimpleNamespace, client_of: ClientOf) -> None:
    for who in ("officer_th", "director", "observer_unodc"):
        assert 'href="/knowledge/"' in page(client_of(getattr(cast, who)), "/operation/")
    for who in ("dpo", "admin"):
        assert 'href="/knowledge/"' not in page(client_of(getattr(cast, who)), "/desk/")


def test_a_page_costs_the_same_at_any_size(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator_th)
    few = {address: cost(client, address) for address in ("/knowledge/", "/knowledge/offers/", "/desk/")}
    for number in range(4):
        validated(cast, title=f"number {number}")
        under_way(cast, title=f"offer {number}")
    assert {address: cost(client, address) for address in few} == {
        "/knowledge/": few["/knowledge/"],
        "/knowledge/offers/": few["/knowledge/offers/"] + 1,  # receipts are asked for once there is an offer
        "/desk/": few["/desk/"] + 2,  # and so are answers
    }


def cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_partner_offers_and_lmlecc_answers(cast: SimpleNamespace, client_of: ClientOf, as_: As) -> None:
    unodc = client_of(cast.observer_unodc)
    body: dict[str, Any] = {"kind": "training", "title": "a course", "countries": ["TH"], "value": "1200.50"}
    made = unodc.post("/knowledge/offers/new/", body)
    assert made.status_code == 302
    address = made.headers["Location"]
    assert "1,200.50 USD" in page(unodc, address)
    assert "/accept/" not in page(unodc, address)
    desk = client_of(cast.desk_communication)
    assert "/accept/" in page(desk, address)
    with as_(cast.director):
        version = SupportOffer.objects.get().version
    assert desk.post(f"{address}accept/", {"version": version, "words": "with thanks"}).status_code == 302
    assert "with thanks" in page(unodc, address)
    assert client_of(cast.observer_interpol).get(address).status_code == 404
    assert client_of(cast.coordinator_kh).get(address).status_code == 404
    assert client_of(cast.officer_th).get(address).status_code == 200


def test_lmlecc_says_whose_offer_it_logs(cast: SimpleNamespace, client_of: ClientOf, as_: As) -> None:
    desk = client_of(cast.desk_communication)
    body: dict[str, Any] = {"kind": "funding", "title": "a grant", "countries": ["VN"]}
    assert desk.post("/knowledge/offers/new/", body).status_code == 400
    partner = cast.observer_interpol.organisation_id
    assert desk.post("/knowledge/offers/new/", body | {"partner": partner}).status_code == 302
    assert "a grant" in page(client_of(cast.observer_interpol), "/knowledge/offers/")


def test_who_confirmed_is_seen(cast: SimpleNamespace, client_of: ClientOf) -> None:
    offer = under_way(cast)
    thai, address = client_of(cast.coordinator_th), f"/knowledge/offers/{offer.pk}/"
    assert "/confirm/" in page(thai, address)
    assert thai.post(f"{address}confirm/", {"version": offer.version, "words": "all came"}).status_code == 302
    assert "/confirm/" not in page(thai, address)
    assert "all came" in page(client_of(cast.observer_unodc), address)
    assert "1 of 2 countries" in page(client_of(cast.director), "/knowledge/offers/")


def test_desks_tell_what_waits(cast: SimpleNamespace, client_of: ClientOf) -> None:
    offered(cast.observer_unodc, title="a course to decide on")
    under_way(cast, title="a course to confirm", due_on=date(2024, 9, 1))
    proposed(cast, title="a lesson to validate")
    assert "a course to decide on" in page(client_of(cast.desk_communication), "/desk/")
    assert "a course to confirm" in page(client_of(cast.coordinator_kh), "/desk/")
    assert "a lesson to validate" in page(client_of(cast.desk_information), "/desk/")
