"""The ways in and out: sign-in, first sign-in and recovery, sign-out, and the list of sessions."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, perform_password_login
from allauth.account.models import Login
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from operation.people import actions
from operation.people.entry import enter
from operation.people.forms import EntryForm, SignInForm
from operation.people.selectors import living_sessions, sign_in_services


@method_decorator(login_not_required, name="dispatch")
class SignIn(auth.LoginView):
    """User name and password; django-allauth then asks for the second factor, if there is one, and begins the session.

    The browser takes on the language of the account, unless one was chosen in it before.
    """

    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(services=sign_in_services(), **context)

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        login = Login(user=user, redirect_url=self.get_redirect_url() or None)
        response: HttpResponse = perform_password_login(self.request, {}, login)
        if settings.LANGUAGE_COOKIE_NAME not in self.request.COOKIES:
            remember_language(response, user.language)
        return response


class SignOut(auth.LogoutView):
    """Sign out, by POST. The next person at this browser starts with its own language, and finds nothing of before."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        response.delete_cookie(
            settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_COOKIE_PATH, settings.LANGUAGE_COOKIE_DOMAIN
        )
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


@login_not_required
@never_cache
@sensitive_post_parameters()
def first_sign_in(request: HttpRequest) -> HttpResponse:
    """A code that was handed over, and a password of one's own; then the second factor, where one is required."""
    form = EntryForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        user = enter(username=given["username"], code=given["code"], password=given["new_password1"])
        begun: HttpResponse = perform_login(request, Login(user=user))
        return begun
    return render(request, "people/first_sign_in.html", {"form": form}, status=400 if form.errors else 200)


class RemovePasskey(RemoveWebAuthnView):
    """allauth asks of an app whether it may go; of a passkey we ask."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse
        if get_adapter().can_delete_authenticator(self.object):
            answer = super().form_valid(form)
        else:
            form.add_error(None, _("It is your last second factor, and one is required. Add another one first."))
            answer = self.render_to_response(self.get_context_data(form=form))
        return answer


@never_cache
@require_GET
def sessions(request: Any) -> HttpResponse:
    """Where one is signed in."""
    found = living_sessions(request.user, request.session.session_key)
    crumbs = [{"label": _("Your account"), "url": reverse("account")}]
    return render(request, "people/sessions.html", {"sessions": found, "crumbs": crumbs})


@require_POST
def end_session(request: Any, session: int) -> HttpResponse:
    """End one of one's own sessions."""
    if not actions.end_session(principal=request.principal, session=session):
        raise Http404
    messages.success(request, _("The session has ended."))
    return redirect("sessions")


@require_POST
def end_other_sessions(request: Any) -> HttpResponse:
    """End all of one's own sessions but this one."""
    actions.end_other_sessions(principal=request.principal, session_key=request.session.session_key)
    messages.success(request, _("All other sessions have ended."))
    return redirect("sessions")


def remember_language(response: HttpResponse, language: str) -> None:
    """The browser shows its pages in this language from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
