"""What a token reaches: to read or to write, in which parts of the API, and nowhere else."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from knox.models import AuthToken
from pytest import CaptureFixture

from operation.audit.models import AuditEntry
from operation.kernel.errors import Refused
from operation.people.actions import make_token
from operation.people.models import TokenScope, User
from operation.people.selectors import principal_of
from tests.operation.people.second_factors import password_given

FIGURES = ["/api/v1/figures/", "/api/v1/measures/"]


def program(user: User, **scope: Any) -> Client:
    secret = make_token(principal=principal_of(user), days=1, **scope)
    return Client(headers={"Authorization": f"Token {secret}"})


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/api/v1/suspects/", "/api/v1/returns/", "/api/v1/reports/", "/api/v1/"])
def test_a_token_that_reads_does_not_write(cast: SimpleNamespace, method: str, address: str) -> None:
    reader = program(cast.coordinator_th)
    answer = getattr(reader, method)(address, {}, content_type="application/json")
    assert answer.status_code == 403
    assert "may only read" in answer.json()["detail"]
    entry = AuditEntry.objects.get(verb="denied")
    assert (entry.details["path"], entry.actor_id) == (address, cast.coordinator_th.pk)


def test_one_that_writes_gets_as_far_as_its_user_would(cast: SimpleNamespace) -> None:
    writer = program(cast.coordinator_th, writes=True)
    answer = writer.post("/api/v1/suspects/", {}, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("area", "reached", "closed"),
    [
        ("records", ["/api/v1/suspects/", "/api/v1/syndicates/"], [*FIGURES, "/api/v1/reports/"]),
        ("returns", ["/api/v1/returns/"], ["/api/v1/suspects/", *FIGURES]),
        ("figures", FIGURES, ["/api/v1/returns/", "/api/v1/reports/"]),
        (
            "reports",
            ["/api/v1/reports/", "/api/v1/written-reports/"],
            ["/api/v1/suspects/", "/api/v1/returns/", *FIGURES],
        ),
    ],
)
def test_it_reaches_its_areas_alone(cast: SimpleNamespace, area: str, reached: list[str], closed: list[str]) -> None:
    limited = program(cast.coordinator_th, areas=[area])
    for address in (*reached, "/api/v1/", "/api/v1/schema/"):
        assert limited.get(address).status_code == 200, address
    for address in closed:
        answer = limited.get(address)
        assert (answer.status_code, "does not reach" in answer.json()["detail"]) == (403, True), address


def test_each_has_the_scope_that_was_given_with_it(cast: SimpleNamespace) -> None:
    ones = {area: program(cast.coordinator_th, areas=[area]) for area in ("records", "returns")}
    for area, address, closed in (
        ("records", "/api/v1/suspects/", "/api/v1/returns/"),
        ("returns", "/api/v1/returns/", "/api/v1/suspects/"),
    ):
        assert ones[area].get(address).status_code == 200
        assert ones[area].get(closed).status_code == 403


def test_it_opens_no_page(cast: SimpleNamespace) -> None:
    everything = program(cast.coordinator_th, writes=True)
    for name in ("desk", "account", "records", "sessions", "mfa_index"):
        assert everything.get(reverse(name)).status_code == 302


def test_one_without_a_scope_opens_nothing(cast: SimpleNamespace) -> None:
    old = program(cast.coordinator_th)
    TokenScope.objects.all().delete()
    assert old.get("/api/v1/").status_code == 401


def test_a_new_password_ends_it(cast: SimpleNamespace) -> None:
    old = program(cast.coordinator_th)
    assert old.get("/api/v1/").status_code == 200
    User.objects.filter(pk=cast.coordinator_th.pk).update(password="another one")
    assert old.get("/api/v1/").status_code == 401


@pytest.mark.parametrize("areas", [[], ["records", "everything"]])
def test_an_area_that_there_is_not_is_refused(cast: SimpleNamespace, areas: list[str]) -> None:
    with pytest.raises(Refused, match="at least one part"):
        make_token(principal=principal_of(cast.coordinator_th), days=1, areas=areas)
    assert not AuthToken.objects.exists()


def test_the_account_page_offers_the_scope_and_shows_it(cast: SimpleNamespace) -> None:
    client = password_given(cast.coordinator_th)
    client.post(reverse("account"), {"days": "7", "writes": "yes", "areas": ["returns"], "token": "1"})
    scope = TokenScope.objects.get()
    assert (scope.writes, scope.areas) == (True, ["returns"])
    assert "Read and write: Returns" in client.get(reverse("account")).content.decode()


def test_the_command_makes_one_with_a_scope(cast: SimpleNamespace, capsys: CaptureFixture[str]) -> None:
    call_command("create_token", "officer.th", "--write", "--area", "records")
    assert capsys.readouterr().out.strip()
    scope = TokenScope.objects.get()
    assert (scope.writes, scope.areas) == (True, ["records"])


def test_the_openapi_file_tells_of_scopes(cast: SimpleNamespace) -> None:
    schema = password_given(cast.coordinator_th).get("/api/v1/schema/").json()
    described = schema["components"]["securitySchemes"]["token"]["description"]
    assert "403" in described
    assert "reads, or reads and writes" in described
