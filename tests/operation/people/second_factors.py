"""What tests of the second factor share: an app with codes, and a signed-in browser with or without it."""

import base64
import time
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from operation.people.models import User
from tests.factories.people import PASSWORD

SECRET = base64.b32encode(b"a synthetic secret 1").decode()
PERIOD = 30


def code_at(steps: int = 0) -> str:
    """The code of the app now, or some steps of half a minute from now."""
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // PERIOD + steps)))


def with_app(user: User) -> Authenticator:
    """Set up an app for the user, ten minutes ago."""
    made: Authenticator = TOTP.activate(user, SECRET).instance
    made.created_at = timezone.now() - timedelta(minutes=10)
    made.save()
    return made


def password_given(user: User, client: Client | None = None, **more: str) -> Client:
    """A browser in which the password was given."""
    client = client or Client()
    client.post(reverse("sign-in"), {"username": user.username, "password": PASSWORD, **more})
    return client


def give(client: Client, code: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": code})


def signed_in(user: User, client: Client | None = None) -> Client:
    """A browser in which password and code were given."""
    client = password_given(user, client)
    give(client, code_at())
    return client
