"""Where our rules meet django-allauth: it leads through a sign-in, and keeps second factors and sessions."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from operation.people.addresses import client_address
from operation.people.models import User
from operation.people.sealing import seal, unseal
from operation.people.selectors import ended_reason

SECONDS_FRESH = 300


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; a closed one is told why, whichever way it came."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def pre_login(self, request: HttpRequest, user: Any, **login: Any) -> HttpResponse | None:
        reason = ended_reason(user)
        if reason:
            messages.error(request, str(reason))
            return redirect("sign-in")
        return None

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Second factors are changed within five minutes of a proof; the one given at sign-in counts."""
        records = get_authentication_records(context.request, context.request.user)
        return not records or time.time() - records[-1]["at"] > SECONDS_FRESH


class ServiceAdapter(DefaultSocialAccountAdapter):
    """A sign-in service (OpenID Connect) opens accounts that their owners have connected to it, and makes none."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if not sociallogin.is_existing and sociallogin.state.get("process") != AuthProcess.CONNECT:
            raise _turned_away(request, _("No account is connected to it. Sign in, and connect yours on its page."))

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        raise _turned_away(request, _("The sign-in service did not answer, or did not let you in."))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("account")


def _turned_away(request: HttpRequest, reason: str) -> ImmediateHttpResponse:
    messages.error(request, reason)
    return ImmediateHttpResponse(redirect("sign-in"))


class MfaAdapter(DefaultMFAAdapter):
    """Secrets of apps and recovery codes are encrypted with a key that is not in the database."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """For the page itself: our policy lets it load no picture from a data address."""
        drawing = str(super().build_totp_svg(url))
        return mark_safe(drawing[drawing.index("<svg") :])  # noqa: S308 — squares that the library draws

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays where one is required."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        kept = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return kept or not settings.REQUIRE_SECOND_FACTOR

    def _get_user_identifier(self, user: Any) -> str:
        assert isinstance(user, User)
        return user.username
