"""What a password may be: long, of any letters, taken as it is typed; and the key of a session."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from operation.people.models import User

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
