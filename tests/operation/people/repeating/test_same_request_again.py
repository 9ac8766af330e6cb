"""A request sent again under the same key is done once, and answered as before to whoever may still read it."""

import json
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from operation.access.context import acting_as, as_system
from operation.access.principal import Principal
from operation.audit.models import AuditEntry
from operation.cases.erasure import erase_content
from operation.cases.marking import Marking
from operation.cases.records.suspect import Suspect
from operation.cases.sharing import regrade_records
from operation.people.models import User
from operation.people.repeating.models import KEPT, REPEATS, StoredAnswer
from operation.people.repeating.tasks import sweep
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.factories.people import make_cast
from tests.factories.records import log

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
SUSPECTS = "/api/v1/suspects/"
SYNDICATES = "/api/v1/syndicates/"
BODY: dict[str, Any] = {"names": [{"text": "ตัวอย่าง"}], "event_date": {"text": "2024-09-10"}}


def send(client: Client, key: str, body: Any = BODY, address: str = SUSPECTS) -> Any:
    return client.post(address, json.dumps(body), content_type="application/json", headers={"Idempotency-Key": key})


def logged(user: User) -> int:
    with acting_as(principal_of(user), channel="test"):
        return int(Suspect.objects.count())


@pytest.fixture
def thai(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator_th)


def test_it_is_done_once_and_answered_as_before(cast: SimpleNamespace, thai: Client) -> None:
    first, again = send(thai, "a"), send(thai, "a")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["Content-Type"] == "application/json"
    assert "Idempotency-Replayed" not in first.headers
    assert logged(cast.coordinator_th) == 1
    assert AuditEntry.objects.filter(verb="repeated answer", actor_id=cast.coordinator_th.pk).count() == 1


def test_another_request_under_the_same_key_is_refused(cast: SimpleNamespace, thai: Client) -> None:
    send(thai, "a")
    for body, address in ((BODY | {"tier": "main"}, SUSPECTS), (BODY, SYNDICATES)):
        refused = send(thai, "a", body, address)
        assert refused.status_code == 422
        assert "another request" in refused.json()["detail"]
    assert logged(cast.coordinator_th) == 1


def test_another_key_and_another_person_are_other_requests(
    cast: SimpleNamespace, thai: Client, client_of: ClientOf
) -> None:
    for client, key in ((thai, "a"), (thai, "b"), (client_of(cast.officer_th), "a")):
        assert "Idempotency-Replayed" not in send(client, key).headers
    assert logged(cast.coordinator_th) == 3


def test_a_refusal_keeps_no_key(cast: SimpleNamespace, thai: Client) -> None:
    assert send(thai, "a", BODY | {"tier": "emperor"}).status_code == 400
    assert send(thai, "a").status_code == 201


def test_other_rights_are_another_person(cast: SimpleNamespace, thai: Client) -> None:
    send(thai, "a")
    cast.coordinator_th.appointments.update(role="officer")
    assert send(thai, "a").status_code == 422
    assert logged(cast.coordinator_th) == 1


def test_what_may_not_be_read_any_more_is_not_answered_again(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, thai: Client
) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th)
    supervisor = client_of(cast.supervisor_th)
    step = f"{SUSPECTS}{record.pk}/verify/"
    assert send(supervisor, "a", {}, step).status_code == 200
    with as_(cast.coordinator_th):
        current = Suspect.objects.get()
        principal = principal_of(cast.coordinator_th)
        marking = Marking("red", "H1")
        regrade_records(
            principal=principal, records=[current], versions=[current.version], marking=marking, reason="at risk"
        )
    again = send(supervisor, "a", {}, step)
    assert again.status_code == 404
    assert record.reference not in again.content.decode()


def test_an_answer_about_links_is_given_again_or_done_again_alike(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    """A list is not kept: what it tells of cannot be asked again. A link that there is is not made twice."""
    with as_(cast.coordinator_th):
        person, group = log("suspects", cast.coordinator_th), log("syndicates", cast.coordinator_th)
    address = f"{SUSPECTS}{person.pk}/links/"
    body = {"kind": "member", "other": {"type": "syndicates", "id": str(group.pk)}}
    first, again = send(thai, "a", body, address), send(thai, "a", body, address)
    assert (first.status_code, again.status_code) == (201, 201), first.content
    assert "Idempotency-Replayed" not in again.headers
    assert len(thai.get(address).json()) == 1


def test_what_is_erased_is_not_kept_in_an_answer(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    first, second = send(thai, "a"), send(thai, "b", address=SYNDICATES)
    with as_(cast.coordinator_th):
        erase_content(Suspect.objects.get(pk=first.json()["id"]))
    with as_system(REPEATS):
        assert [answer.key for answer in StoredAnswer.objects.all()] == ["b"]
    assert send(thai, "b", address=SYNDICATES).content == second.content


def test_after_a_day_the_key_is_free(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    send(thai, "a")
    with as_(cast.coordinator_th):
        StoredAnswer.objects.update(kept_at=timezone.now() - timedelta(hours=24, seconds=1))
    assert "Idempotency-Replayed" not in send(thai, "a").headers
    assert "Idempotency-Replayed" in send(thai, "a").headers
    assert logged(cast.coordinator_th) == 2


def test_answers_go_after_a_day(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    for key in "ab":
        send(thai, key)
    with as_(cast.coordinator_th):
        StoredAnswer.objects.filter(key="a").update(kept_at=timezone.now() - timedelta(hours=25))
    sweep()
    with as_system(REPEATS):
        assert [answer.key for answer in StoredAnswer.objects.all()] == ["b"]


@pytest.mark.parametrize("key", ["", "two words", "ไทย", "x" * 101])
def test_a_key_that_is_none_is_refused(cast: SimpleNamespace, thai: Client, key: str) -> None:
    assert send(thai, key).status_code == 400
    assert logged(cast.coordinator_th) == 0


def test_a_request_that_is_too_large_for_a_key_is_told_so(thai: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 50
    refused = send(thai, "a")
    assert refused.status_code == 413
    assert "several parts" in refused.json()["detail"]


def test_nobody_keeps_an_answer_without_signing_in(db: None) -> None:
    assert send(Client(), "a").status_code == 401
    with as_system(REPEATS):
        assert not StoredAnswer.objects.exists()


def test_an_answer_is_behind_the_wall_of_its_person(cast: SimpleNamespace, thai: Client) -> None:
    send(thai, "a")

    def seen(principal: Principal) -> int:
        with acting_as(principal, channel="test"), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM operation_storedanswer")
            return int(cursor.fetchone()[0])

    assert seen(principal_of(cast.coordinator_th)) == 1
    for who in (cast.officer_th, cast.director, cast.dpo):
        assert seen(principal_of(who)) == 0
    assert seen(Principal.nobody()) == 0


def test_the_first_wall_alone_keeps_an_answer_for_its_person_and_for_a_day(
    cast: SimpleNamespace, as_: As, thai: Client
) -> None:
    send(thai, "a")
    own = principal_of(cast.coordinator_th)
    with as_(cast.coordinator_th):
        assert StoredAnswer.objects.visible_to(own).exists()
        for other in (principal_of(cast.officer_th), Principal.nobody()):
            assert not StoredAnswer.objects.visible_to(other).exists()
        StoredAnswer.objects.update(kept_at=timezone.now() - KEPT)
        assert not StoredAnswer.objects.visible_to(own).exists()


def test_two_at_once_are_one(committed: str, client_of: ClientOf) -> None:
    cast = make_cast(Operation.objects.get(code="seagull"))
    answers: list[Any] = []
    clients = [client_of(cast.coordinator_th) for _each in range(4)]

    def ask(client: Client) -> None:
        answers.append(send(client, "a"))
        connection.close()

    threads = [threading.Thread(target=ask, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sum("Idempotency-Replayed" in answer.headers for answer in answers) == 3
    assert logged(cast.coordinator_th) == 1
