"""Codes on the pages: of a first sign-in from the administrator, of a recovery from a colleague; shown once."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from operation.people.models import EntryCode, User
from tests.operation.administration.staff import newcomer

ClientOf = Callable[[User], Client]
CODE = re.compile(r"\b[A-Z2-9]{4}(?:-[A-Z2-9]{4}){4}\b")
PASSWORD = "seven gulls over the river"
VOUCH = "/administration/vouch/"


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def code_page(user: User) -> str:
    return reverse("account-code", args=[user.pk])


def enter_with(user: User, code: str) -> Client:
    """The person's own browser, after the code was used."""
    browser = Client()
    given = {"username": user.username, "code": code, "new_password1": PASSWORD, "new_password2": PASSWORD}
    browser.post(reverse("first-sign-in"), given)
    return browser


def signed_in_before(*users: User) -> None:
    User.objects.filter(pk__in=[user.pk for user in users]).update(last_login=timezone.now())


def test_an_administrator_hands_one_out_and_it_opens_the_account(cast: SimpleNamespace, client_of: ClientOf) -> None:
    user, browser = newcomer(cast.officer_th), client_of(cast.admin)
    assert code_page(user) in text_of(browser.get(reverse("account-kept", args=[user.pk])))
    assert "chooses a password" in text_of(browser.get(code_page(user)))
    assert not EntryCode.objects.exists()
    (code,) = CODE.findall(text_of(browser.post(code_page(user))))
    assert not CODE.search(text_of(browser.get(reverse("account-kept", args=[user.pk]))))
    assert enter_with(user, code).get(reverse("desk")).status_code == 200


def test_for_an_account_in_use_none_is_offered_and_none_is_given(cast: SimpleNamespace, client_of: ClientOf) -> None:
    """With it an administrator would reach what its owner reads."""
    signed_in_before(cast.coordinator_th)
    browser = client_of(cast.admin)
    assert code_page(cast.coordinator_th) not in text_of(
        browser.get(f"/administration/accounts/{cast.coordinator_th.pk}/")
    )
    for answer in (browser.get(code_page(cast.coordinator_th)), browser.post(code_page(cast.coordinator_th))):
        assert answer.status_code == 403
        assert "has been used" in text_of(answer)
    assert not EntryCode.objects.exists()


@pytest.mark.parametrize("who", ["coordinator_th", "director", "dpo", "desk_supervision", "observer_unodc"])
def test_nobody_else_hands_out_a_first_one(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    assert client_of(getattr(cast, who)).post(code_page(newcomer(cast.officer_th))).status_code == 403
    assert not EntryCode.objects.exists()


def test_a_colleague_vouches_and_both_know(cast: SimpleNamespace, client_of: ClientOf) -> None:
    signed_in_before(cast.officer_th, cast.officer_kh)
    browser = client_of(cast.coordinator_th)
    assert VOUCH in text_of(browser.get(reverse("account")))
    form = text_of(browser.get(VOUCH))
    assert "officer.th" in form
    assert "officer.kh" not in form
    assert "protection.th" not in form, "who never signed in needs a first code"
    assert "coordinator.th · coordinator.th" not in form
    answer = browser.post(VOUCH, {"person": cast.officer_th.pk})
    (code,) = CODE.findall(text_of(answer))
    assert "no-store" in answer.headers["Cache-Control"]
    theirs = enter_with(cast.officer_th, code)
    assert "recovered with a code from coordinator.th" in text_of(theirs.get(reverse("desk")))
    assert "used the recovery code that you gave" in text_of(browser.get(reverse("desk")))


@pytest.mark.parametrize("who", ["officer_kh", "coordinator_th", "protection_th"])
def test_whom_one_cannot_vouch_for_is_no_choice(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    """Of another organisation, oneself, or an account that was never used."""
    signed_in_before(cast.officer_kh, cast.coordinator_th)
    browser = client_of(cast.coordinator_th)
    signed_in_before(cast.officer_kh)
    User.objects.filter(pk=cast.protection_th.pk).update(last_login=None)
    assert browser.post(VOUCH, {"person": getattr(cast, who).pk}).status_code == 400
    assert not EntryCode.objects.exists()


@pytest.mark.parametrize("who", ["officer_th", "protection_th", "desk_information", "dpo", "admin", "stranger"])
def test_who_may_not_vouch_is_told_why(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    signed_in_before(cast.supervisor_th)
    browser = client_of(getattr(cast, who))
    assert VOUCH not in text_of(browser.get(reverse("account")))
    assert browser.post(VOUCH, {"person": cast.supervisor_th.pk}).status_code == 403
