"""The second factor: who has one, who has shown it, and the forms in which it is shown.

django-allauth checks codes and passkeys. Ours: a code of an app is good once, for every process of the application
(RFC 6238 §5.2), and each bad attempt counts for the lock of the account.
"""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from operation.audit import trail
from operation.people.attempts import count_failure, is_locked
from operation.people.models import User

WRONG = _("This code is wrong or was used before. Wait for the next one.")
LOCKED = _("Too many attempts.")
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SECRETS = ("secret", "seed")


def has_second_factor(user: User) -> bool:
    """An app or a passkey; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists())


def has_shown_it(request: HttpRequest) -> bool:
    """Whether a second factor was shown in this session."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


@transaction.atomic
def reseal_second_factors() -> int:
    """Seal every secret with the present SECRET_KEY; returns how many factors there were. Raises InvalidTag."""
    factors = list(Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN))
    for factor in factors:
        factor.data |= {name: encrypt(decrypt(factor.data[name])) for name in SECRETS if name in factor.data}
        factor.save(update_fields=["data"])
    trail.record("resealed second factors", factors=len(factors))
    return len(factors)


class _Counted:
    """A form that takes a proof of `user`: refused while the account is locked, and counted when it is wrong."""

    user: User
    proof: str

    def _checked(self, check: Any) -> Any:
        if is_locked(context.request, self.user.username):
            raise ValidationError(LOCKED)
        try:
            return check()
        except ValidationError:
            count_failure(context.request, self.user.username)
            raise


class CodeForm(_Counted, base.AuthenticateForm):
    """A code from the app or a recovery code, after the password."""

    def clean_code(self) -> str:
        code = str(self._checked(super().clean_code))
        if self.authenticator.type == Authenticator.Type.TOTP:
            _use_up(self.authenticator, code)
        return code


class CodeAgainForm(CodeForm, base.ReauthenticateForm):
    """The same, in a session that has begun."""


class PasskeyForm(_Counted, webauthn.AuthenticateWebAuthnForm):
    """A passkey, after the password."""

    def clean_credential(self) -> Authenticator:
        return self._checked(super().clean_credential)


class PasskeyAgainForm(PasskeyForm, webauthn.ReauthenticateWebAuthnForm):
    """The same, in a session that has begun."""


class NewAppForm(totp.ActivateTOTPForm):
    """The first code of a new app; it is a proof like any other."""

    def clean_code(self) -> str:
        code = super().clean_code()
        record_authentication(context.request, self.user, "mfa", type=Authenticator.Type.TOTP)
        return str(code)


class NewPasskeyForm(webauthn.AddWebAuthnForm):
    """A new passkey; making it is a proof like any other."""

    name = forms.CharField(label=_("Name of the passkey"), required=False, max_length=60)
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone"),
        help_text=_(
            "The device then asks for its own PIN, finger or face. Without this it stands beside the password."
        ),
        required=False,
        initial=True,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "credential" in cleaned:
            record_authentication(context.request, self.user, "mfa", type=Authenticator.Type.WEBAUTHN)
        return dict(cleaned)


class PasskeyNameForm(webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=60)


def _is_of(step: int, secret: str, code: str) -> bool:
    return bool(compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))))


def _use_up(app: Authenticator, code: str) -> None:
    """Raises ValidationError for a code of a time step that was used, or that had passed when the app was set up."""
    row = Authenticator.objects.select_for_update().get(pk=app.pk)
    secret = decrypt(row.data["secret"])
    step = max(one for one in yield_hotp_counters_from_time() if _is_of(one, secret, code))
    at_set_up = int(row.created_at.timestamp()) // app_settings.TOTP_PERIOD + app_settings.TOTP_TOLERANCE
    if step <= row.data.get("last_step", at_set_up):
        count_failure(context.request, row.user.username)
        raise ValidationError(WRONG)
    row.data["last_step"] = app.data["last_step"] = step
    row.save(update_fields=["data"])
