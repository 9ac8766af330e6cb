"""What a password may be: long, of any letters, taken as it is typed; and the key of a session."""

from datetime import timedelta
from math import log2
from types import SimpleNamespace

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from operation.people.entry import GROUP_LENGTH, GROUPS, LETTERS
from operation.people.forms import EntryForm, SignInForm
from operation.people.models import User
from tests.factories.people import PASSWORD

LONG = "seven gulls over the river and one that stays behind, every evening"


def signs_in(user: User, password: str) -> bool:
    browser = Client()
    browser.post(reverse("sign-in"), {"username": user.username, "password": password})
    return "_auth_user_id" in browser.session


@pytest.mark.parametrize(
    "password", ["onlysmallletterstogether", "ตัวอย่างของรหัสผ่าน", "ÄÖÜ ß no digit at all", "mekong gull 1", LONG]
)
def test_any_letters_will_do(cast: SimpleNamespace, password: str) -> None:
    validate_password(password, cast.officer_th)


@pytest.mark.parametrize(
    "password", ["sevenex", "password123", "officer.th", "73914826550394", "Seagull-2026!", "  mEkOnG#1234"]
)
def test_short_common_and_guessable_ones_are_refused(cast: SimpleNamespace, password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, cast.officer_th)


@pytest.mark.parametrize("wrong", [LONG[:64], LONG.upper(), f" {LONG}", f"{LONG} "])
def test_it_is_taken_as_it_is_typed(cast: SimpleNamespace, wrong: str) -> None:
    """Neither cut, nor in other letters, nor without its spaces."""
    assert len(LONG) > 64
    cast.officer_th.set_password(LONG)
    cast.officer_th.save()
    assert signs_in(cast.officer_th, LONG)
    assert not signs_in(cast.officer_th, wrong)


def test_the_key_of_a_session_is_long_and_never_twice_the_same(cast: SimpleNamespace) -> None:
    """32 of 36 signs: 165 bits."""
    keys = set()
    for _time in range(20):
        browser = Client()
        browser.force_login(cast.officer_th, backend=settings.AUTHENTICATION_BACKENDS[-1])
        keys.add(browser.cookies[settings.SESSION_COOKIE_NAME].value)
    assert len(keys) == 20
    assert all(len(key) == 32 for key in keys)


def test_a_password_does_not_end_by_time(cast: SimpleNamespace) -> None:
    long_ago = timezone.now() - timedelta(days=3650)
    User.objects.filter(pk=cast.officer_th.pk).update(date_joined=long_ago, last_login=long_ago)
    browser = Client()
    browser.post(reverse("sign-in"), {"username": cast.officer_th.username, "password": PASSWORD})
    assert browser.get(reverse("desk")).status_code == 200


def test_nothing_that_others_know_stands_for_a_password() -> None:
    """No question, no hint: the ways in ask for a name and for what was handed over or chosen."""
    assert set(SignInForm.base_fields) == {"username", "password"}
    assert set(EntryForm.base_fields) == {"username", "code", "new_password1", "new_password2"}
    kept = {field.name for field in User._meta.get_fields()}
    assert not [name for name in kept if any(word in name for word in ("question", "answer", "hint", "mother"))]


def test_no_code_can_be_guessed(cast: SimpleNamespace) -> None:
    """Twenty bits at least for a code that is asked for behind a password, eighty for one that opens by itself."""
    codes = RecoveryCodes.activate(cast.officer_th).generate_codes()
    assert len(set(codes)) == len(codes)
    assert all(len(code) * log2(10) > 20 for code in codes)
    assert len(set(LETTERS)) == len(LETTERS)
    assert GROUPS * GROUP_LENGTH * log2(len(LETTERS)) > 80
