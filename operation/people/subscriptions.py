"""Sign-in, failed sign-in and sign-out in the trail; the desk in the menu."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from operation.audit import trail
from operation.audit.context import Actor, actor, current_actor
from operation.people.models import User
from operation.people.navigation import Entry, register

register(Entry(0, _("Desk"), "desk", "/desk/", "desk.read"))


@receiver(user_logged_in)
def tell_sign_in(user: User, **_signal: Any) -> None:
    _tell("signed in", user)


@receiver(user_logged_out)
def tell_sign_out(user: User | None, **_signal: Any) -> None:
    if user is not None:
        _tell("signed out", user)


@receiver(user_login_failed)
def tell_failure(credentials: dict[str, Any], request: HttpRequest | None = None, **_signal: Any) -> None:
    """Only a user name that exists is kept: people type passwords into the wrong field."""
    user = User.objects.filter(username=credentials.get("username") or "").first()
    trail.record("failed to sign in", user or trail.NOTHING)


def _tell(verb: str, user: User) -> None:
    """The request began before the person was known: the entry is the person's own."""
    now = current_actor()
    with actor(Actor(user.pk, user.organisation_id, now.channel, now.address)):
        trail.record(verb, user)
