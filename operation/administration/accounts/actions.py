"""Writes on accounts: create, disable, enable, set the expiry. An account gives no right; appointments do."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from knox.models import AuthToken

from operation.access.principal import Principal
from operation.administration.accounts.policies import may_change, may_manage
from operation.administration.accounts.sessions import end_sessions
from operation.audit import trail
from operation.kernel.errors import Conflict, Refused, require
from operation.people.models import Organisation, User


@transaction.atomic
def create_account(
    *,
    principal: Principal,
    username: str,
    name: str,
    organisation: Organisation,
    language: str,
    time_zone: str,
    expires_on: date | None,
) -> User:
    """A new account without a password: the first sign-in needs an entry code. `name` in the person's own script.

    Raises NotAllowed, and ValidationError for a user name that is taken or an expiry that is past.
    """
    require(may_manage(principal), verb="create account")
    _check_expiry(expires_on)
    user = User(
        username=username.strip(),
        first_name=name.strip(),
        organisation=organisation,
        language=language,
        time_zone=time_zone,
        expires_on=expires_on,
    )
    user.set_unusable_password()
    user.full_clean()
    user.save(force_insert=True)
    trail.record("created account", user, organisation=organisation.pk, expires_on=expires_on)
    return user


@transaction.atomic
def disable_account(*, principal: Principal, user: User, reason: str) -> User:
    """Nobody signs in with it any more; its sessions and tokens end now. Its appointments stay and give nothing.

    Raises NotAllowed, Refused without a reason, and Conflict when it is disabled already.
    """
    current = _locked(principal, user, "disable account")
    if not current.is_active:
        raise Conflict(_("This account is disabled already."))
    current.is_active, current.state_reason = False, _said(reason)
    current.save(update_fields=["is_active", "state_reason"])
    tokens = AuthToken.objects.filter(user=current)
    trail.record("disabled account", current, sessions_ended=end_sessions(current), tokens_revoked=tokens.count())
    tokens.delete()
    return current


@transaction.atomic
def enable_account(*, principal: Principal, user: User, reason: str) -> User:
    """Let a disabled account sign in again, with the password it had.

    Raises NotAllowed, Refused without a reason, and Conflict when it is enabled already.
    """
    current = _locked(principal, user, "enable account")
    if current.is_active:
        raise Conflict(_("This account is enabled already."))
    current.is_active, current.state_reason = True, _said(reason)
    current.save(update_fields=["is_active", "state_reason"])
    trail.record("enabled account", current)
    return current


@transaction.atomic
def set_expiry(*, principal: Principal, user: User, expires_on: date | None) -> User:
    """The last day on which an account works; None: without end. Raises NotAllowed, and Refused for a past day."""
    current = _locked(principal, user, "set expiry")
    _check_expiry(expires_on)
    if current.expires_on != expires_on:
        current.expires_on = expires_on
        current.save(update_fields=["expires_on"])
        trail.record("set last day", current, expires_on=expires_on)
    return current


def _locked(principal: Principal, user: User, verb: str) -> User:
    require(may_change(principal, user), verb=verb)
    return User.objects.select_for_update().get(pk=user.pk)


def _said(reason: str) -> str:
    if not reason.strip():
        raise Refused({"reason": _("Say why. The reason stays with the account.")})
    return reason.strip()


def _check_expiry(expires_on: date | None) -> None:
    if expires_on and expires_on < timezone.now().date():
        message = _("«%(day)s» is past. To end an account now, disable it.")
        raise Refused({"expires_on": message % {"day": date_format(expires_on)}})
