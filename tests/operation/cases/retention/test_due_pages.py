"""What is due: on the desk, in the list, on the page of a record, and for the operator's command."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from operation.audit.models import AuditEntry
from operation.cases.records.suspect import Suspect
from operation.cases.retention.actions import hold_record
from operation.cases.retention.models import Tombstone
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, step

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
DUE = "/records/due/"
PAST = date(2024, 12, 1)


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def overdue(by: User, slug: str = "suspects", **values: Any) -> Any:
    record = log(slug, by, **values)
    type(record).objects.filter(pk=record.pk).update(review_on=PAST)
    return record


@pytest.fixture
def due(cast: SimpleNamespace, as_: As) -> list[Any]:
    """Two records of Thailand whose review is due, one that is not, and one of Cambodia."""
    with as_(cast.officer_th):
        log("suspects", cast.officer_th)
        found = [overdue(cast.officer_th), overdue(cast.officer_th, "seized-assets")]
    with as_(cast.officer_kh):
        overdue(cast.officer_kh)
    return found


@pytest.mark.parametrize("who", ["supervisor_th", "coordinator_th"])
def test_who_decides_finds_them(cast: SimpleNamespace, client_of: ClientOf, due: list[Any], who: str) -> None:
    client = client_of(getattr(cast, who))
    desk = words(client.get("/desk/"))
    assert "Records due for their review: 2" in desk
    assert f'href="{DUE}"' in desk
    page = words(client.get(DUE))
    assert page.count('<th scope="row"') == 2
    assert all(record.reference in page for record in due)
    shown = AuditEntry.objects.get(verb="listed records due").details["shown"]
    assert set(shown) == {str(record.pk) for record in due}


@pytest.mark.parametrize("who", ["officer_th", "protection_th", "director", "observer_unodc", "dpo", "admin"])
def test_nobody_else_does(cast: SimpleNamespace, client_of: ClientOf, due: list[Any], who: str) -> None:
    client = client_of(getattr(cast, who))
    assert client.get(DUE).status_code == 403
    assert "due for their review" not in words(client.get("/desk/"))


def test_an_empty_list_says_why(cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert "Nothing is due" in words(client_of(cast.supervisor_th).get(DUE))


def test_from_the_record_to_its_end(cast: SimpleNamespace, client_of: ClientOf, due: list[Any]) -> None:
    record, client = due[0], client_of(cast.coordinator_th)
    page = f"/records/suspects/{record.pk}/"
    assert "Review due since 1 December 2024" in words(client.get(page))
    kept = client.post(f"{page}retention/keep/", {"years": "1", "words": "appeal"}, follow=True)
    assert "Kept. The next review is set." in words(kept)
    assert "Retention review moved to" in words(kept)
    assert "Under legal hold" in words(client.post(f"{page}retention/hold/", {"words": "trial"}, follow=True))
    assert "retention/purge/" not in words(client.get(page))
    data = {"rule": "review", "words": "over"}
    assert "is under legal hold" in words(client.post(f"{page}retention/purge/", data))
    client.post(f"{page}retention/lift/", {"words": "judgment is final"})
    assert "This cannot be undone" in words(client.get(f"{page}retention/purge/"))
    assert "Purged." in words(client.post(f"{page}retention/purge/", data, follow=True))
    assert client.get(page).status_code == 404


def test_what_is_not_said_or_not_known_is_refused(cast: SimpleNamespace, client_of: ClientOf, due: list[Any]) -> None:
    base = f"/records/suspects/{due[0].pk}/retention/"
    client = client_of(cast.coordinator_th)
    for act, data in (
        ("keep", {"years": "6", "words": "w"}),
        ("hold", {}),
        ("purge", {"words": "w"}),
        ("lift", {"words": "w"}),
    ):
        assert client.post(f"{base}{act}/", data).status_code == 400, act
    assert client.get(f"{base}burn/").status_code == 404
    assert client_of(cast.coordinator_kh).get(f"{base}purge/").status_code == 404
    assert client_of(cast.supervisor_th).get(f"{base}purge/").status_code == 403
    assert client_of(cast.officer_th).post(f"{base}keep/", {"years": "1", "words": "w"}).status_code == 403


def command(*given: str) -> str:
    out = StringIO()
    call_command("purge_due", *given, stdout=out)
    return out.getvalue()


def test_the_command_follows_the_rule_and_no_other(cast: SimpleNamespace, as_: As, due: list[Any]) -> None:
    with as_(cast.officer_th):
        days = (date(2024, 10, 1), date(2024, 10, 1), clock.today())
        gone, held, recent = (step(log("suspects", cast.officer_th), "eliminate", cast.officer_th, day) for day in days)
    with as_(cast.coordinator_th):
        hold_record(principal=principal_of(cast.coordinator_th), record=held, words="trial")
    said = command("--dry-run")
    assert "th-rtp: 1 to purge by rule, 3 to review" in said
    assert "kh-moi: 0 to purge by rule, 1 to review" in said
    assert not Tombstone.objects.exists()
    assert command() == "th-rtp: 1 purged\n1 purged in all\n"
    assert command() == "0 purged in all\n"
    with as_(cast.coordinator_th):
        left = set(Suspect.objects.values_list("pk", flat=True))
        assert gone.pk not in left
        assert {held.pk, recent.pk, due[0].pk} <= left
        stone = Tombstone.objects.get()
        assert (stone.reference, stone.rule, stone.purged_by_id) == (gone.reference, "cleared", None)
    entry = AuditEntry.objects.get(verb="purged")
    assert (entry.channel, entry.actor_id, entry.organisation_id) == ("retention", None, gone.originator_id)
