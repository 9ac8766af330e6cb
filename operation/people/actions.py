"""What people do with their own account: language and time zone, password, sessions, tokens for programs."""

from collections.abc import Sequence
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.models import AuthToken

from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel.errors import Refused, require
from operation.people.models import Area, TokenScope, User
from operation.people.policies import may_change_password

LONGEST_DAYS = 90
MOST_TOKENS = 10


@transaction.atomic
def amend_account(*, principal: Principal, language: str, time_zone: str, single_keys: bool = True) -> User:
    """Set the language and the time zone in which one reads, and whether single keys are shortcuts (WCAG 2.1.4).

    Raises NotAllowed when nobody is signed in.
    """
    user = User.objects.select_for_update().get(pk=principal.person)
    wanted = {"language": language, "time_zone": time_zone, "single_keys": single_keys}
    changed = [name for name, value in wanted.items() if getattr(user, name) != value]
    if changed:
        for name in changed:
            setattr(user, name, wanted[name])
        user.save(update_fields=changed)
        trail.record("amended", user, fields=changed)
    return user


@transaction.atomic
def change_password(*, principal: Principal, password: str) -> User:
    """Set one's own password, validated before. Sessions elsewhere end with it, and every token is revoked.

    Raises NotAllowed when nobody is signed in, and in the demonstration, whose accounts share one.
    """
    require(may_change_password(principal), verb="change_password")
    user = User.objects.select_for_update().get(pk=principal.person)
    user.set_password(password)
    user.save(update_fields=["password"])
    tokens = AuthToken.objects.filter(user=user)
    trail.record("changed password", user, tokens_revoked=tokens.count())
    tokens.delete()
    return user


@transaction.atomic
def make_token(*, principal: Principal, days: int, writes: bool = False, areas: Sequence[str] = tuple(Area)) -> str:
    """A token that gives programs the rights of its user, as far as its scope goes, for `days` (at most 90).

    It reads; it `writes` only if asked for; `areas` are the parts of the API that it reaches. The text exists only
    here, once. Raises NotAllowed, and Refused for a longer life, no area, or an eleventh token.
    """
    require(may(principal, "api.token"), verb="make_token")
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(
            {"days": _("«%(days)s» days: a token lives from 1 to 90 days.") % {"days": days}},
        )
    if not areas or not set(areas) <= set(Area):
        raise Refused(
            {"areas": _("Choose at least one part of the API: records, exchange, returns, figures, reports.")}
        )
    user = User.objects.select_for_update().get(pk=principal.person)
    living = AuthToken.objects.filter(user=user, expiry__gt=timezone.now())
    if living.count() >= MOST_TOKENS:
        raise Refused({"days": _("You have ten tokens. Revoke one that you no longer use.")})
    token, text = AuthToken.objects.create(user=user, expiry=timedelta(days=days))
    scope = TokenScope(token=token, writes=writes, areas=list(areas), password_mark=user.get_session_auth_hash())
    scope.save(force_insert=True)
    trail.record("made token", user, token=token.token_key[:8], days=days, writes=writes, areas=scope.areas)
    return str(text)


@transaction.atomic
def revoke_token(*, principal: Principal, token_key: str) -> bool:
    """End one of one's own tokens at once. False when there is no such token."""
    user = User.objects.get(pk=principal.person)
    ended, _models = AuthToken.objects.filter(user=user, token_key=token_key).delete()
    if ended:
        trail.record("revoked token", user, token=token_key[:8])
    return bool(ended)


@transaction.atomic
def end_session(*, principal: Principal, session: int) -> bool:
    """End one of one's own sessions at once. False when there is no such session."""
    return bool(_end_sessions(principal, UserSession.objects.filter(pk=session)))


@transaction.atomic
def end_other_sessions(*, principal: Principal, session_key: str) -> int:
    """End all of one's own sessions but the one with this key; returns how many there were."""
    return _end_sessions(principal, UserSession.objects.exclude(session_key=session_key))


def _end_sessions(principal: Principal, chosen: QuerySet[UserSession]) -> int:
    own = list(chosen.filter(user_id=principal.person))
    for session in own:
        session.end()
    if own:
        trail.record("ended sessions", User.objects.get(pk=principal.person), sessions=len(own))
    return len(own)
