"""TLP:RED does not live for ever: its named readers find it due, who decides learns how many, the rule reaches it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from operation.access.context import as_system
from operation.audit.models import AuditEntry
from operation.cases.records.suspect import Suspect
from operation.cases.retention.models import Tombstone
from operation.cases.retention.selectors import count_for_named_readers
from operation.kernel.errors import NotAllowed
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, step
from tests.operation.cases.retention.test_due_pages import DUE, PAST, command, words

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
ONE = "1 record is due that only its named readers may see"
SUSPECTS = "SELECT count(*) FROM operation_suspect"


def red(by: User, *named: User, due: bool = True) -> Any:
    record = log("suspects", by, tlp="red", named_readers=[user.pk for user in named])
    if due:
        Suspect.objects.filter(pk=record.pk).update(review_on=PAST)
    return record


@pytest.fixture
def named(cast: SimpleNamespace, as_: As) -> Any:
    """A suspect at TLP:RED that is due, of a Thai officer and his supervisor; another that is not due yet."""
    with as_(cast.officer_th):
        red(cast.officer_th, cast.supervisor_th, due=False)
        return red(cast.officer_th, cast.supervisor_th)


def test_a_named_reader_who_decides_finds_it(cast: SimpleNamespace, client_of: ClientOf, named: Any) -> None:
    client = client_of(cast.supervisor_th)
    assert "Records due for their review: 1" in words(client.get("/desk/"))
    page = words(client.get(DUE))
    assert named.reference in page
    assert "only its named readers" not in page
    kept = client.post(f"/records/suspects/{named.pk}/retention/keep/", {"years": "1", "words": "w"}, follow=True)
    assert "Kept. The next review is set." in words(kept)


def test_who_decides_and_is_not_named_learns_how_many(cast: SimpleNamespace, client_of: ClientOf, named: Any) -> None:
    client = client_of(cast.coordinator_th)
    for page in (words(client.get("/desk/")), words(client.get(DUE))):
        assert ONE in page
        assert named.reference not in page
        assert str(named.pk) not in page
    assert AuditEntry.objects.filter(verb="listed records due").latest("at").details == {"shown": []}


def test_a_named_reader_who_does_not_decide_is_asked_to_tell(
    cast: SimpleNamespace, client_of: ClientOf, named: Any
) -> None:
    desk = words(client_of(cast.officer_th).get("/desk/"))
    assert f"Due for its review: {named.reference}" in desk
    assert "Tell your coordinator" in desk


@pytest.mark.parametrize(
    "who", ["protection_th", "supervisor_kh", "coordinator_kh", "coordinator_vn", "director", "dpo"]
)
def test_nobody_else_learns_of_it(cast: SimpleNamespace, client_of: ClientOf, named: Any, who: str) -> None:
    desk = words(client_of(getattr(cast, who)).get("/desk/"))
    assert "named readers may see" not in desk
    assert named.reference not in desk


def test_who_does_not_decide_counts_nothing(cast: SimpleNamespace, as_: As, named: Any) -> None:
    with as_(cast.officer_th), pytest.raises(NotAllowed):
        count_for_named_readers(principal_of(cast.officer_th))


def test_the_rule_purges_who_was_cleared(cast: SimpleNamespace, as_: As, named: Any) -> None:
    with as_(cast.officer_th):
        gone = step(red(cast.officer_th, due=False), "eliminate", cast.officer_th, date(2024, 10, 1))
    assert "th-rtp: 1 to purge by rule, 1 to review" in command("--dry-run")
    assert command() == "th-rtp: 1 purged\n1 purged in all\n"
    with as_(cast.officer_th):
        left = set(Suspect.objects.values_list("pk", flat=True))
        assert (gone.pk in left, named.pk in left) == (False, True)
        assert Tombstone.objects.get().reference == gone.reference


def test_under_its_name_retention_sees_what_is_due_and_red_alone(cast: SimpleNamespace, as_: As, named: Any) -> None:
    with as_(cast.coordinator_kh):
        log("suspects", cast.coordinator_kh)
    for who, seen in ((cast.coordinator_th, 1), (cast.officer_vn, 0), (cast.director, 0), (cast.dpo, 0)):
        with as_(who), as_system("retention"), connection.cursor() as cursor:
            cursor.execute(SUSPECTS)
            assert cursor.fetchone() == (seen,)
    with as_(cast.coordinator_th), as_system("jobs"), connection.cursor() as cursor:
        cursor.execute(SUSPECTS)
        assert cursor.fetchone() == (0,)
    with as_system("retention"), connection.cursor() as cursor:
        cursor.execute(SUSPECTS)
        assert cursor.fetchone() == (0,)
