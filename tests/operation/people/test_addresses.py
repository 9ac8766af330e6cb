"""Where a request comes from behind our own proxy: what the sender claims counts for nothing."""

from types import SimpleNamespace
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client, RequestFactory
from django.urls import reverse

from operation.audit.models import AuditEntry
from operation.people.addresses import client_address
from operation.people.models import User
from tests.factories.people import PASSWORD

PROXY, HERE, THERE, CLAIMED = "172.18.0.2", "203.0.113.9", "203.0.113.77", "198.51.100.1"


@pytest.fixture
def behind_a_proxy(settings: Any) -> None:
    settings.PROXY_COUNT = 1


def browser(forwarded: str) -> Client:
    return Client(headers={"x-forwarded-for": forwarded}, REMOTE_ADDR=PROXY)


def attempt(client: Client, user: User, password: str = PASSWORD) -> int:
    return client.post(reverse("sign-in"), {"username": user.username, "password": password}).status_code


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, CLAIMED, PROXY),
        (1, HERE, HERE),
        (1, f"{CLAIMED}, {HERE}", HERE),
        (2, f"{CLAIMED}, {HERE}, 10.0.0.1", HERE),
        (2, HERE, PROXY),
        (1, f"{HERE}, nonsense\r\nX: y", PROXY),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "", PROXY),
    ],
)
def test_it_is_what_our_outermost_proxy_saw(settings: Any, proxies: int, forwarded: str, found: str) -> None:
    settings.PROXY_COUNT = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=PROXY)) == found


def test_trail_and_sessions_name_the_person_s_and_not_the_proxy_s(cast: SimpleNamespace, behind_a_proxy: None) -> None:
    assert attempt(browser(f"{CLAIMED}, {HERE}"), cast.officer_th) == 302
    assert AuditEntry.objects.get(verb="signed in").address == HERE
    assert UserSession.objects.get(user=cast.officer_th).ip == HERE


def test_a_stranger_s_guesses_lock_nobody_out_behind_the_same_proxy(
    cast: SimpleNamespace, behind_a_proxy: None
) -> None:
    answers = [attempt(browser(THERE), cast.officer_th, "guessed") for _time in range(6)]
    assert answers[-1] == 429
    assert attempt(browser(HERE), cast.officer_th) == 302


def test_another_claim_with_each_guess_unlocks_nothing(cast: SimpleNamespace, behind_a_proxy: None) -> None:
    answers = [attempt(browser(f"198.51.100.{n}, {THERE}"), cast.officer_th, "guessed") for n in range(6)]
    assert answers[-1] == 429
    assert attempt(browser(f"{CLAIMED}, {THERE}"), cast.officer_th) == 429
