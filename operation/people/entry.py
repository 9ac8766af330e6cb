"""How a person gets in without e-mail: a code that an administrator or a voucher hands over, good once.

The code opens one page, /first-sign-in/, on which its person chooses a password. A recovery also removes the second
factor and ends every session and token; both persons are told on the desk.
"""

import secrets
from datetime import timedelta
from hashlib import sha256

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.models import AuthToken

from operation.access.principal import Principal
from operation.audit import trail
from operation.audit.context import Actor, actor, current_actor
from operation.kernel.errors import Refused, require
from operation.people.models import EntryCode, EntryKind, User
from operation.people.policies import may_issue_entry_code

LIFE = {EntryKind.FIRST: timedelta(days=7), EntryKind.RECOVERY: timedelta(days=1)}
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
GROUPS, GROUP_LENGTH = 5, 4

UNKNOWN = _("User name or code is wrong, or the code was used or has expired. Ask for a new one.")


@transaction.atomic
def issue_entry_code(*, principal: Principal, user: User, kind: EntryKind) -> str:
    """A new code for `user`, alive for seven days (first sign-in) or one (recovery). The text exists only here, once.

    A code that waited before no longer opens anything. Raises NotAllowed (see `may_issue_entry_code`).
    """
    require(may_issue_entry_code(principal, user, kind), verb="issue_entry_code")
    text = "-".join("".join(secrets.choice(LETTERS) for _letter in range(GROUP_LENGTH)) for _group in range(GROUPS))
    now = timezone.now()
    EntryCode.objects.filter(user=user, used_at=None, expires_at__gt=now).update(expires_at=now)
    EntryCode.objects.create(
        user=user, made_by_id=principal.person, kind=kind, digest=_digest(text), expires_at=now + LIFE[kind]
    )
    trail.record("issued entry code", user, kind=kind)
    return text


def may_enter(*, username: str, code: str) -> EntryCode:
    """The living code that these two words name. Raises Refused, with the same words whatever is wrong."""
    holds = Q(used_at=None, expires_at__gt=timezone.now(), user__username=username, user__is_active=True)
    found = EntryCode.objects.select_related("user").filter(holds, digest=_digest(code)).first()
    if found is None:
        raise Refused({"code": UNKNOWN})
    return found


@transaction.atomic
def enter(*, username: str, code: str, password: str) -> User:
    """Use the code up: set the password, validated before. Raises Refused when it is no longer good."""
    user = User.objects.select_for_update(of=("self",)).select_related("organisation").filter(username=username).first()
    entry = may_enter(username=username, code=code)
    assert user is not None
    user.set_password(password)
    user.save(update_fields=["password"])
    entry.used_at = timezone.now()
    entry.save(update_fields=["used_at"])
    ended = _end_all(user) if entry.kind == EntryKind.RECOVERY else {}
    now = current_actor()
    with actor(Actor(user.pk, user.organisation_id, now.channel, now.address)):
        trail.record("used entry code", user, kind=entry.kind, made_by=entry.made_by_id, **ended)
    return user


def _end_all(user: User) -> dict[str, int]:
    """Second factor, tokens and sessions end; sessions would not outlive the password in any case."""
    found = {
        "second_factors_removed": Authenticator.objects.filter(user=user),
        "tokens_revoked": AuthToken.objects.filter(user=user),
        "sessions_ended": UserSession.objects.filter(user=user),
    }
    counted = {name: rows.count() for name, rows in found.items()}
    for rows in found.values():
        rows.delete()
    return counted


def _digest(code: str) -> bytes:
    """A hundred random bits need no slow hash. Case and dashes are as the reader types them."""
    return sha256("".join(sign for sign in code.upper() if sign.isalnum()).encode()).digest()
