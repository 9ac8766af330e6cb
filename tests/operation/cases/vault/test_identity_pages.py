"""The pages of the vault: written without being read back, opened with a reason, gone after ten minutes."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from operation.audit.models import AuditEntry
from operation.cases.vault.actions import close_identity
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.operation.cases.vault.conftest import told

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
OTHERS = ("protection_kh", "coordinator_vn", "director", "observer_unodc", "dpo", "admin", "stranger")
WRITTEN = {
    "names-0-text": "กานต์ คานารี",
    "names-0-romanisation": "Kan Canary",
    "names-0-kind": "legal",
    "documents-0-number": "CANARYDOC77",
    "documents-0-country": "TH",
    "born_0": "1999-02-07",
    "born_1": "gregorian",
    "phones": "+66812345678\n\n +66898765432 ",
    "notes": "canary-notes",
}
ROWS = {f"{prefix}-{name}": "1" for prefix in ("names", "documents") for name in ("TOTAL_FORMS",)} | {
    f"{prefix}-INITIAL_FORMS": "0" for prefix in ("names", "documents")
}
SENT = WRITTEN | ROWS


def address(record: Any, page: str = "") -> str:
    return f"/records/rescued-laborers/{record.pk}/identity/{page}"


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def record_page(client: Client, record: Any) -> str:
    return words(client.get(f"/records/rescued-laborers/{record.pk}/"))


def test_from_intake_to_the_focal_point_and_back(cast: SimpleNamespace, client_of: ClientOf, laborer: Any) -> None:
    officer, focal = client_of(cast.officer_th), client_of(cast.protection_th)
    assert "Write it down" in record_page(officer, laborer)
    assert "you cannot read back" in words(officer.get(address(laborer, "new/")))
    written = officer.post(address(laborer, "new/"), SENT, follow=True)
    assert "The identity is in the vault." in words(written)
    assert not told(words(written))
    assert officer.get(address(laborer)).status_code == officer.get(address(laborer, "open/")).status_code == 403
    assert "Open it, with a reason" in record_page(focal, laborer)
    asked = {"reason": "assistance", "words": "referral to the shelter"}
    seen = focal.post(address(laborer, "open/"), asked, follow=True)
    page = words(seen)
    for value in ("กานต์ คานารี", "Kan Canary", "CANARYDOC77", "Thailand", "7 February 1999", "+66898765432"):
        assert value in page
    assert "Open to you alone until" in page
    assert 'lang="th"' in page
    assert focal.post(address(laborer, "close/")).status_code == 302
    assert focal.get(address(laborer)).status_code == 403
    assert "Opened 1 time" in record_page(officer, laborer)


def test_the_page_leaves_by_itself_and_is_kept_by_no_browser(
    cast: SimpleNamespace, client_of: ClientOf, opened: Any
) -> None:
    for page in ("", "amend/"):
        answer = client_of(cast.protection_th).get(address(opened, page))
        assert told(words(answer))
        seconds, url = answer.headers["Refresh"].split("; url=")
        assert 590 <= int(seconds) <= 600
        assert url == f"/records/rescued-laborers/{opened.pk}/"
        assert "no-store" in answer.headers["Cache-Control"]


def test_amending_starts_from_what_is_kept(cast: SimpleNamespace, client_of: ClientOf, opened: Any) -> None:
    client = client_of(cast.protection_th)
    page = words(client.get(address(opened, "amend/")))
    for value in ("กานต์ คานารี", "นกน้อย", "1999-02-07", "CANARYDOC77"):
        assert value in page
    changed = SENT | {"names-0-text": "กานต์ แก้ไข"}
    after = words(client.post(address(opened, "amend/"), changed, follow=True))
    assert "Saved in the vault." in after
    assert "กานต์ แก้ไข" in after
    assert "นกน้อย" not in after


@pytest.mark.parametrize("page", ["", "amend/"])
def test_closed_is_closed(cast: SimpleNamespace, as_: As, client_of: ClientOf, opened: Any, page: str) -> None:
    with as_(cast.protection_th):
        close_identity(principal=principal_of(cast.protection_th), record=opened)
    client = client_of(cast.protection_th)
    refused = client.get(address(opened, page))
    assert refused.status_code == 403
    assert not told(words(refused))
    assert client.post(address(opened, "amend/"), SENT).status_code == 403


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("page", ["", "new/", "open/", "amend/"])
def test_to_others_it_does_not_exist(
    cast: SimpleNamespace, client_of: ClientOf, opened: Any, who: str, page: str
) -> None:
    client = client_of(getattr(cast, who))
    assert client.get(address(opened, page)).status_code == 404
    assert client.post(address(opened, page)).status_code in (404, 405)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (ROWS | {"names-0-kind": "legal", "born_1": "gregorian"}, "Enter at least a name"),
        (SENT | {"born_0": "2542-02-07"}, "it would be 1999-02-07"),
        (SENT | {"documents-0-number": "", "documents-0-kind": "passport"}, "Write the number"),
        (SENT | {"names-0-text": ""}, "in its own script first"),
    ],
)
def test_what_cannot_be_taken_says_why(
    cast: SimpleNamespace, client_of: ClientOf, laborer: Any, data: dict[str, str], says: str
) -> None:
    client = client_of(cast.officer_th)
    answer = client.post(address(laborer, "new/"), data)
    assert answer.status_code == 400
    assert says in words(answer)
    assert "Not in the vault" in record_page(client, laborer)


def test_an_opening_without_a_reason_is_refused(cast: SimpleNamespace, client_of: ClientOf, sealed: Any) -> None:
    client = client_of(cast.protection_th)
    for data in ({}, {"reason": "safety"}, {"words": "because"}, {"reason": "curiosity", "words": "because"}):
        assert client.post(address(sealed, "open/"), data).status_code == 400
    assert client.get(address(sealed)).status_code == 403


def test_the_identity_is_nowhere_else(cast: SimpleNamespace, as_: As, client_of: ClientOf, opened: Any) -> None:
    """Pages, API and search of who may read most, while it is open; every table as the focal point's context
    gives it, the sealed one included."""
    for who in (cast.coordinator_th, cast.protection_th, cast.director, cast.dpo):
        client = client_of(who)
        for page in (
            "/records/",
            "/records/rescued-laborers/",
            "/records/rescued-laborers/?q=Canary",
            f"/records/rescued-laborers/{opened.pk}/",
            f"/records/rescued-laborers/{opened.pk}/edit/",
            "/search/?q=Canary",
            "/records/facts/",
            "/api/v1/rescued-laborers/",
            f"/api/v1/rescued-laborers/{opened.pk}/",
            "/desk/",
            "/results/",
        ):
            told_there = told(words(client.get(page)))
            assert told_there in ([], ["Canary"] if "q=Canary" in page else []), page
    assert not told(str(list(AuditEntry.objects.values())))
    with as_(cast.protection_th), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{table}" t')
            assert not told(cursor.fetchone()[0] or ""), table
