"""Sign-in, failed sign-in, sign-out and second factors in the trail; the desk, and what it tells of accounts."""

import time
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.audit import trail
from operation.audit.context import Actor, actor, current_actor
from operation.people import desk
from operation.people.endings import endings
from operation.people.gate import SEEN
from operation.people.models import User
from operation.people.navigation import Entry, register
from operation.people.recoveries import recoveries
from operation.people.ways import Way
from operation.people.ways import register as register_way

LONGEST_SESSION = timedelta(hours=12)

desk.register(desk.DeskSource(_("Account"), recoveries))
desk.register(desk.DeskSource(_("Account"), endings))
register(Entry(0, _("Desk"), "desk", "/desk/", "desk.read"))
register_way(Way(_("Your own trail"), "own-trail", icon="history"))
register_way(Way(_("Vouch for a colleague"), "vouch", "account.vouch", "key"))


@receiver(user_logged_in)
def begin_session(request: HttpRequest, user: User, **_signal: Any) -> None:
    """From here the session lives twelve hours, however much it is used."""
    request.session.set_expiry(timezone.now() + LONGEST_SESSION)
    request.session[SEEN] = time.time()
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


@receiver(post_save, sender=Authenticator)
def tell_second_factor(instance: Authenticator, created: bool, **_signal: Any) -> None:
    if created:
        trail.record("added second factor", instance.user, kind=instance.type)


@receiver(post_delete, sender=Authenticator)
def tell_removed_second_factor(instance: Authenticator, **_signal: Any) -> None:
    trail.record("removed second factor", trail.Target("operation.User", instance.user_id), kind=instance.type)


@receiver(post_save, sender=SocialAccount)
def tell_connected(instance: SocialAccount, created: bool, **_signal: Any) -> None:
    if created:
        trail.record("connected sign-in service", instance.user, service=instance.provider)


def _tell(verb: str, user: User) -> None:
    """The request began before the person was known: the entry is the person's own."""
    now = current_actor()
    with actor(Actor(user.pk, user.organisation_id, now.channel, now.address)):
        trail.record(verb, user)
