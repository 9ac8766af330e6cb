"""What LMLECC does with returns over the API: ask, verify, lock, reopen, as on the pages."""

import json
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.people.models import User
from reporting.returns.models import NationalReturn, ReturnQuestion, ReturnState
from tests.factories.returns import drafted, noon, submitted, verified

ClientOf = Callable[[User], Client]
DAY = "2024-09-10"
LIST = "/api/v1/returns/"
STEPS = {
    "query": ("desk_supervision", {"words": "Which one?"}),
    "verify": ("desk_supervision", {}),
    "lock": ("director", {}),
    "reopen": ("director", {"words": "Counted twice"}),
}
ANYBODY = ["officer_th", "coordinator_th", "desk_communication", "desk_supervision", "director"]
NOT_FOUND = (404, b'{"detail":"Not found."}')


@pytest.fixture(autouse=True)
def during_the_operation() -> Iterator[None]:
    with clock.at(noon("2024-09-17")):
        yield


def take(client: Client, given: Any, name: str, **body: Any) -> Any:
    sent = json.dumps({"version": given.version} | body)
    return client.post(f"{LIST}{given.pk}/{name}/", sent, content_type="application/json")


def ready_for(name: str, cast: SimpleNamespace) -> NationalReturn:
    if name in ("lock", "reopen"):
        return verified(cast.coordinator_th, cast.desk_supervision, DAY)
    return submitted(cast.coordinator_th, DAY)


def test_asked_answered_verified_locked_and_opened_again(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = submitted(cast.coordinator_th, DAY, {"P02": 28})
    desk, director = client_of(cast.desk_supervision), client_of(cast.director)
    asked = take(desk, given, "query", words="Look again.", about=[{"indicator": "P02", "words": "All in Mae Sot?"}])
    assert (asked.status_code, asked.json()["state"]) == (200, "queried")
    assert {(one["indicator"], one["words"]) for one in asked.json()["questions"]} == {
        ("", "Look again."),
        ("P02", "All in Mae Sot?"),
    }
    own = client_of(cast.coordinator_th)
    body = {
        "version": asked.json()["version"],
        "lines": [{"indicator": "P02", "reported": "27", "note": "One was counted twice."}],
        "answers": [{"question": one["id"], "answer": "Yes."} for one in asked.json()["questions"]],
    }
    saved = own.patch(f"{LIST}{given.pk}/", json.dumps(body), content_type="application/json").json()
    for client, name, words in (
        (own, "submit", {}),
        (desk, "verify", {}),
        (director, "lock", {}),
        (director, "reopen", {"words": "A case is missing."}),
    ):
        given.version = saved["version"]
        saved = take(client, given, name, **words).json()
    assert (saved["state"], saved["submitted_at"], saved["verified_at"]) == ("draft", None, None)
    assert [one["name"] for one in saved["steps"]] == ["submit", "query", "submit", "verify", "lock", "reopen"]
    assert saved["steps"][-1]["words"] == "A case is missing."
    assert {one["answer"] for one in saved["questions"]} == {"Yes."}


@pytest.mark.parametrize("name", STEPS)
def test_the_step_is_told_in_the_trail_with_who_took_it(name: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, (who, words) = ready_for(name, cast), STEPS[name]
    answer = take(client_of(getattr(cast, who)), given, name, **words)
    assert answer.status_code == 200
    verb = "return_reopened" if name == "reopen" else f"return_{answer.json()['state']}"
    entry = AuditEntry.objects.get(verb=verb, actor_id=getattr(cast, who).pk)
    assert entry.target_id == given.pk


@pytest.mark.parametrize(
    ("name", "who"), [(name, who) for name, (right, _words) in STEPS.items() for who in ANYBODY if who != right]
)
def test_who_may_not_is_told_why_whatever_was_sent(
    name: str, who: str, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    given, client = ready_for(name, cast), client_of(getattr(cast, who))
    for body in (STEPS[name][1], {"version": "x"}):
        refused = take(client, given, name, **body)
        assert refused.status_code == 403
        assert "LMLECC" in refused.json()["detail"]
    assert NationalReturn.objects.get(pk=given.pk).version == given.version


@pytest.mark.parametrize("name", STEPS)
def test_another_countrys_return_is_not_there(name: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = ready_for(name, cast), client_of(cast.coordinator_kh)
    for row in (given, SimpleNamespace(pk=uuid4(), version=1)):
        answer = take(client, row, name, **STEPS[name][1])
        assert (answer.status_code, answer.content) == NOT_FOUND


def test_who_submitted_does_not_verify(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = submitted(cast.coordinator_th, DAY)
    NationalReturn.objects.filter(pk=given.pk).update(submitted_by=cast.desk_supervision)
    refused = take(client_of(cast.desk_supervision), given, "verify")
    assert (refused.status_code, "Somebody else verifies it" in refused.json()["detail"]) == (403, True)


@pytest.mark.parametrize("name", STEPS)
def test_an_older_version_is_a_conflict(name: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, (who, words) = ready_for(name, cast), STEPS[name]
    answer = take(client_of(getattr(cast, who)), given, name, **words | {"version": given.version - 1})
    assert (answer.status_code, NationalReturn.objects.get(pk=given.pk).state) == (409, given.state)


@pytest.mark.parametrize("name", STEPS)
def test_not_from_a_draft(name: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, (who, words) = drafted(cast.coordinator_th, DAY), STEPS[name]
    refused = take(client_of(getattr(cast, who)), given, name, **words)
    assert refused.status_code == 400
    assert "is not possible from there" in str(refused.json())


@pytest.mark.parametrize(
    ("name", "body", "field"),
    [
        ("query", {}, "words"),
        ("query", {"words": " "}, "words"),
        ("query", {"words": "x" * 1001}, "words"),
        ("query", {"about": [{"indicator": "Z99", "words": "Which?"}]}, "about"),
        ("query", {"about": [{"indicator": "P02", "words": ""}]}, "about"),
        ("query", {"about": [{"indicator": "P02", "words": "Which?"}] * 2}, "about"),
        ("query", {"words": "See below.", "questions": []}, "questions"),
        ("verify", {"version": 0}, "version"),
        ("lock", {"version": None}, "version"),
        ("reopen", {}, "words"),
        ("reopen", {"words": ""}, "words"),
        ("reopen", {"words": "x" * 1001}, "words"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    name: str, body: dict[str, Any], field: str, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    given = ready_for(name, cast)
    refused = take(client_of(getattr(cast, STEPS[name][0])), given, name, **body)
    assert (refused.status_code, set(refused.json())) == (400, {field})
    assert NationalReturn.objects.get(pk=given.pk).state == given.state
    assert not ReturnQuestion.objects.exists()


def test_who_acted_for_lmlecc_is_named_to_the_secretariat_alone(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = verified(cast.coordinator_th, cast.desk_supervision, DAY)
    for who, named in (("officer_th", "LMLECC"), ("director", str(cast.desk_supervision))):
        [one] = client_of(getattr(cast, who)).get(LIST).json()["results"]
        by = [step["by"] for step in one["steps"]]
        assert (one["state"], by) == (ReturnState.VERIFIED, [str(cast.coordinator_th), named])
        assert one["steps"] == client_of(getattr(cast, who)).get(f"{LIST}{given.pk}/").json()["steps"]


def test_the_schema_tells_of_each_step(db: None) -> None:
    schema: Any = SchemaGenerator().get_schema(public=True)
    bodies = {"query": "Asking", "verify": "Version", "lock": "Version", "reopen": "Reopening"}
    for name, body in bodies.items():
        post = schema["paths"][f"{LIST}{{id}}/{name}/"]["post"]
        assert post["requestBody"]["content"]["application/json"]["schema"]["$ref"].endswith(f"/{body}Request")
        assert post["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].endswith("/Return")
