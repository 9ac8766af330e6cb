"""Editions over the API: the same readers, steps and refusals as on the pages."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from operation.audit.models import AuditEntry
from operation.people.models import User
from reporting.evaluation.models import Edition
from tests.factories.editions import PDF, asked_for, built, proposed, released

ClientOf = Callable[[User], Client]
REPORTS = "/api/v1/reports/"
ORDER = {"audience": "observer", "language": "en", "cutoff": "2025-01-10"}


@pytest.fixture(autouse=True)
def january(settings: Any) -> None:
    settings.DEMO_TODAY = "2025-01-08"


def post(client: Client, address: str, **given: Any) -> Any:
    return client.post(address, given, content_type="application/json")


def listed(client: Client, **filters: Any) -> list[str]:
    return [row["id"] for row in client.get(REPORTS, filters).json()["results"]]


def test_an_edition_is_ordered_and_watched(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.director)
    answer = post(client, REPORTS, **ORDER)
    assert answer.status_code == 201
    told = client.get(f"{REPORTS}{answer.json()['id']}/").json()
    assert (told["state"], told["audience"], told["cutoff"]) == ("building", "observer", "2025-01-10")
    assert told["job"] == {"state": "queued", "step": "", "percent": 0}
    assert told["pdf"] is None
    assert (told["tlp"], told["handling_code"], told["is_synthetic"]) == ("green", "H1", True)
    assert client_of(cast.desk_supervision).get(f"{REPORTS}{told['id']}/").json()["job"] is None


def test_wrong_values_are_refused_with_field_value_and_way_out(cast: SimpleNamespace, client_of: ClientOf) -> None:
    answer = post(client_of(cast.director), REPORTS, audience="press", language="xx", cutoff="2025-02-30")
    assert answer.status_code == 400
    assert set(answer.json()) == {"audience", "language", "cutoff"}
    assert "«press» is not known. Choose one of: member, observer." in answer.json()["audience"][0]
    assert post(client_of(cast.director), REPORTS, audience="member").json().keys() == {"cutoff"}


@pytest.mark.parametrize("name", ["coordinator_th", "observer_unodc", "dpo"])
def test_readers_order_nothing(cast: SimpleNamespace, client_of: ClientOf, name: str) -> None:
    answer = post(client_of(getattr(cast, name)), REPORTS, **ORDER)
    assert answer.status_code == 403
    assert "LMLECC builds reports" in answer.json()["detail"]
    assert not Edition.objects.exists()


def test_everybody_lists_what_he_may_read(cast: SimpleNamespace, client_of: ClientOf, client: Client) -> None:
    draft, members, observers = built(cast.director), released(cast), released(cast, "observer")
    assert listed(client_of(cast.director)) == [str(one.pk) for one in (observers, members, draft)]
    assert listed(client_of(cast.coordinator_th)) == [str(one.pk) for one in (observers, members)]
    assert listed(client_of(cast.observer_unodc)) == [str(observers.pk)]
    assert listed(client_of(cast.stranger)) == []
    assert client.get(REPORTS).status_code == 401


def test_lists_are_filtered(cast: SimpleNamespace, client_of: ClientOf) -> None:
    draft, members = built(cast.director), released(cast)
    client = client_of(cast.director)
    assert listed(client, id=draft.pk) == [str(draft.pk)]
    assert len(listed(client, id=[draft.pk, members.pk])) == 2
    assert listed(client, state="released") == [str(members.pk)]
    assert listed(client, audience="observer") == []
    assert listed(client_of(cast.coordinator_th), id=draft.pk) == []
    for wrong in ({"id": "x"}, {"state": "public"}, {"audience": "press"}):
        answer = client.get(REPORTS, wrong)
        assert answer.status_code == 400
        assert set(answer.json()) == set(wrong)


def test_what_is_not_released_is_as_if_it_did_not_exist(cast: SimpleNamespace, client_of: ClientOf) -> None:
    edition, client = proposed(cast, "observer"), client_of(cast.observer_unodc)
    for more in ("", "pdf/"):
        hidden, missing = client.get(f"{REPORTS}{edition.pk}/{more}"), client.get(f"{REPORTS}{uuid4()}/{more}")
        assert hidden.status_code == missing.status_code == 404
        assert hidden.json() == missing.json()
    for step in ("propose-release", "confirm-release", "withdraw"):
        assert post(client, f"{REPORTS}{edition.pk}/{step}/", reason="x").status_code == 404


@pytest.mark.parametrize("accept", ["*/*", "application/pdf", "application/json"])
def test_the_file_is_a_file(cast: SimpleNamespace, client_of: ClientOf, accept: str) -> None:
    edition = released(cast, "observer")
    answer = client_of(cast.observer_unodc).get(f"{REPORTS}{edition.pk}/pdf/", headers={"accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(PDF)
    assert AuditEntry.objects.get(verb="read_file").channel == "api"


def test_two_persons_release(cast: SimpleNamespace, client_of: ClientOf) -> None:
    address = f"{REPORTS}{built(cast.director).pk}/"
    director, desk = client_of(cast.director), client_of(cast.desk_communication)
    assert post(desk, f"{address}propose-release/").status_code == 403
    assert post(director, f"{address}propose-release/").json()["state"] == "proposed"
    assert post(director, f"{address}confirm-release/").status_code == 403
    declined = post(desk, f"{address}decline-release/", reason="V01 lacks Viet Nam")
    assert declined.json()["state"] == "built"
    assert post(desk, f"{address}confirm-release/").status_code == 409
    post(director, f"{address}propose-release/")
    assert post(desk, f"{address}confirm-release/").json()["state"] == "released"
    assert post(director, f"{address}withdraw/").status_code == 400
    assert post(director, f"{address}withdraw/", reason="a name slipped in").json()["state"] == "withdrawn"


def test_an_edition_that_is_being_built_is_not_released(cast: SimpleNamespace, client_of: ClientOf) -> None:
    edition = asked_for(cast.director)
    answer = post(client_of(cast.director), f"{REPORTS}{edition.pk}/propose-release/")
    assert answer.status_code == 409
    assert "being built" in answer.json()["detail"]


def test_the_schema_tells_of_it(cast: SimpleNamespace, client_of: ClientOf) -> None:
    paths = client_of(cast.director).get("/api/v1/schema/", headers={"accept": "application/json"}).json()["paths"]
    mine = {path.removeprefix("/api/v1"): sorted(verbs) for path, verbs in paths.items() if "/reports/" in path}
    assert mine["/reports/"] == ["get", "post"]
    assert mine["/reports/{id}/pdf/"] == ["get"]
    assert mine["/reports/{id}/confirm-release/"] == ["post"]
