"""Anchors to keep outside: for every country, LMLECC and the data-protection officer; taking one is told."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from operation.audit import anchors, signing
from operation.audit.models import AuditEntry
from operation.people.models import User

ClientOf = Callable[[User], Client]
TAKERS = ("coordinator_kh", "coordinator_la2", "supervisor_vn", "desk_information", "director", "dpo")


@pytest.mark.parametrize("who", TAKERS)
def test_each_side_takes_one(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    anchor = anchors.take()
    client = client_of(getattr(cast, who))
    assert "/trail/anchors/1/" in client.get("/trail/anchors/").content.decode()
    answer = client.get("/trail/anchors/1/")
    assert answer["Content-Disposition"] == 'attachment; filename="seagull-anchor-1.json"'
    assert anchors.from_file(answer.content.decode()).digest == anchor.digest


@pytest.mark.parametrize("who", ["officer_th", "observer_unodc", "admin", "stranger"])
def test_others_take_none(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    anchors.take()
    client = client_of(getattr(cast, who))
    assert {client.get(address).status_code for address in ("/trail/anchors/", "/trail/anchors/1/")} == {403}


@pytest.mark.parametrize(("who", "above"), [("coordinator_kh", "/trail/own/"), ("dpo", "/trail/")])
def test_the_way_there_and_back(cast: SimpleNamespace, client_of: ClientOf, who: str, above: str) -> None:
    client = client_of(getattr(cast, who))
    assert 'href="/trail/anchors/"' in client.get(above).content.decode()
    assert f'href="{above}"' in client.get("/trail/anchors/").content.decode()


def test_an_officer_is_not_sent_there(cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert "/trail/anchors/" not in client_of(cast.officer_th).get("/trail/own/").content.decode()


def test_taking_one_is_told(cast: SimpleNamespace, client_of: ClientOf) -> None:
    anchor = anchors.take()
    client_of(cast.coordinator_mm).get("/trail/anchors/1/")
    entry = AuditEntry.objects.get(verb="downloaded anchor")
    assert (entry.actor_id, entry.reference) == (cast.coordinator_mm.pk, "1")
    assert entry.details == {"digest": anchor.digest}


def test_one_that_does_not_exist_is_not_found(cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert client_of(cast.dpo).get("/trail/anchors/7/").status_code == 404


def test_the_page_names_the_key(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.dpo)
    assert "No anchor yet" in client.get("/trail/anchors/").content.decode()
    anchors.take()
    fingerprint = signing.fingerprint(signing.public_key())
    assert fingerprint in client.get("/trail/anchors/").content.decode().replace(" ", "")
