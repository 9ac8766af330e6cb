"""The pages of the accounts, and that who keeps them reads nothing of the cases."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from operation.audit.models import AuditEntry
from operation.cases.registry import all_types
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.editions import released
from tests.factories.records import log
from tests.operation.administration.staff import day, newcomer

ClientOf = Callable[[User], Client]
LIST = "/administration/accounts/"
OPEN_AND_EMPTY = ("/api/v1/", "/api/v1/schema/", "/reports/")
PAGES = ("", "new/", "{key}/", "{key}/disable/", "{key}/enable/", "{key}/expiry/")


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def page(user: User, what: str = "") -> str:
    return f"{LIST}{user.pk}/{what}"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("who", ["coordinator_th", "director", "dpo", "desk_supervision", "observer_unodc", "stranger"])
def test_nobody_else_opens_them(cast: SimpleNamespace, client_of: ClientOf, who: str, path: str) -> None:
    answer = client_of(getattr(cast, who)).get(LIST + path.format(key=cast.officer_kh.pk))
    assert answer.status_code == 403
    assert "It is for: Administrator." in text_of(answer)
    assert "officer.kh" not in text_of(answer)


def test_every_account_is_listed_with_its_state(cast: SimpleNamespace, client_of: ClientOf) -> None:
    User.objects.update(last_login="2026-11-01T00:00:00Z")
    newcomer(cast.officer_th)
    User.objects.filter(username="officer.la").update(is_active=False)
    User.objects.filter(username="officer.mm").update(expires_on=day(-1))
    browser = client_of(cast.admin)

    def shown(query: str) -> set[str]:
        text = text_of(browser.get(f"{LIST}{query}"))
        names = ("officer.th", "newcomer", "officer.la", "officer.mm", "stranger")
        return {name for name in names if f">{name}</span>" in text}

    assert shown("") == {"officer.th", "newcomer", "officer.la", "officer.mm", "stranger"}
    assert shown("?condition=works") == {"officer.th", "stranger"}
    assert shown("?condition=unused") == {"newcomer"}
    assert shown("?condition=disabled") == {"officer.la"}
    assert shown("?condition=expired") == {"officer.mm"}
    assert shown("?organisation=th-rtp") == {"officer.th", "newcomer"}
    assert shown("?q=OFFICER.L") == {"officer.la"}


def test_a_name_is_found_in_its_own_script_and_not_told(cast: SimpleNamespace, client_of: ClientOf) -> None:
    newcomer(cast.officer_th, first_name="สมชาย ตัวอย่าง")
    assert "สมชาย ตัวอย่าง" in text_of(client_of(cast.admin).get(f"{LIST}?q=สมชาย"))
    entry = AuditEntry.objects.get(verb="listed", target_type="operation.User")
    assert entry.details["filter"] == {"q": "…"}


@pytest.mark.parametrize("query", ["?condition=asleep", "?organisation=nowhere"])
def test_a_filter_that_nobody_knows_is_refused(cast: SimpleNamespace, client_of: ClientOf, query: str) -> None:
    answer = client_of(cast.admin).get(f"{LIST}{query}")
    assert answer.status_code == 400
    assert ">officer.th</span>" not in text_of(answer)


def test_an_account_is_made_on_the_page(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = {
        "username": "somchai.th",
        "name": "สมชาย ตัวอย่าง",
        "organisation": "th-rtp",
        "language": "th",
        "time_zone": "Asia/Bangkok",
        "expires_on": "",
    }
    answer = client_of(cast.admin).post(f"{LIST}new/", given, follow=True)
    assert "It gives no right until somebody appoints its owner." in text_of(answer)
    assert "สมชาย ตัวอย่าง" in text_of(answer)
    taken = client_of(cast.admin).post(f"{LIST}new/", given)
    assert taken.status_code == 400
    assert "already exists" in text_of(taken)


def test_it_is_disabled_and_enabled_on_the_page(cast: SimpleNamespace, client_of: ClientOf) -> None:
    browser, user = client_of(cast.admin), cast.officer_th
    assert "Disable this account?" in text_of(browser.get(page(user, "disable/")))
    answer = text_of(browser.post(page(user, "disable/"), {"reason": "phone lost"}, follow=True))
    assert "phone lost" in answer
    assert page(user, "enable/") in answer
    assert browser.post(page(user, "disable/"), {"reason": "again"}).status_code == 400
    answer = text_of(browser.post(page(user, "enable/"), {"reason": "phone found"}, follow=True))
    assert page(user, "disable/") in answer


def test_the_last_day_is_set_on_the_page(cast: SimpleNamespace, client_of: ClientOf) -> None:
    browser, user = client_of(cast.admin), cast.officer_th
    browser.post(page(user, "expiry/"), {"expires_on": day(9)})
    assert f'value="{day(9)}"' in text_of(browser.get(page(user, "expiry/")))
    assert browser.post(page(user, "expiry/"), {"expires_on": day(-9)}).status_code == 400
    browser.post(page(user, "expiry/"), {"expires_on": ""})
    assert User.objects.get(pk=user.pk).expires_on is None


def test_the_own_account_offers_nothing(cast: SimpleNamespace, client_of: ClientOf) -> None:
    browser = client_of(cast.admin)
    assert page(cast.admin, "disable/") not in text_of(browser.get(page(cast.admin)))
    assert browser.get(page(cast.admin, "disable/")).status_code == 403


def test_an_account_that_is_not_there_is_404(cast: SimpleNamespace, client_of: ClientOf) -> None:
    browser = client_of(cast.admin)
    for what in ("", "disable/", "enable/", "expiry/"):
        assert browser.get(f"{LIST}{uuid4()}/{what}").status_code == 404


def test_a_page_is_read_in_the_trail(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client_of(cast.admin).get(page(cast.officer_th))
    assert AuditEntry.objects.get(verb="read").target_id == cast.officer_th.pk


def every_address() -> Iterator[str]:
    """Every address that takes nothing, or the name of a record type alone."""
    slugs = [one.slug for one in all_types()]

    def walk(patterns: list[Any], prefix: str) -> Iterator[str]:
        for one in patterns:
            path = prefix + str(one.pattern).strip("^$")
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, path)
            elif isinstance(one, URLPattern) and "(?" not in path:
                yield from (path.replace("<slug:slug>", slug) for slug in slugs)

    return (address for address in sorted(set(walk(get_resolver().url_patterns, "/"))) if "<" not in address)


def is_empty(answer: Any) -> bool:
    """A list of the API that holds nothing for its reader."""
    if "json" not in answer.headers["Content-Type"]:
        return False
    body = answer.json()
    return not (body["results"] if isinstance(body, dict) else body)


def test_an_administrator_reads_no_case_content(cast: SimpleNamespace, as_: Any, client_of: ClientOf) -> None:
    """Every list, search and figure answers «no», and nothing of a record is in any page that opens."""
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th)
    edition = released(cast)
    browser = client_of(cast.admin)
    addresses = list(every_address())
    assert "/records/suspects/" in addresses and "/results/" in addresses and "/api/v1/suspects/" in addresses
    for address in addresses:
        answer = browser.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        for canary in (record.reference, str(record.pk), str(edition.pk)):
            assert canary not in content.decode(errors="replace"), address
        if address.startswith(("/records/", "/results/", "/returns/", "/reports/", "/search/", "/api/v1/")):
            assert answer.status_code in (302, 403, 404, 405) or address in OPEN_AND_EMPTY or is_empty(answer), address
    for what in ("", "edit/", "release/"):
        assert browser.get(f"/records/suspects/{record.pk}/{what}").status_code in (403, 404)


def test_the_second_wall_shows_an_administrator_nothing(cast: SimpleNamespace, as_: Any) -> None:
    with as_(cast.officer_th):
        log("suspects", cast.officer_th)
    with as_(cast.admin), connection.cursor() as cursor:
        assert principal_of(cast.admin).roles
        for table in ("operation_suspect", "operation_suspectname", "operation_casefact", "operation_suspectevent"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0] == 0, table
