"""The account and the desk."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST, require_safe

from operation.kernel.errors import require
from operation.people import actions
from operation.people.desk import desk_of
from operation.people.forms import AccountForm, TokenForm
from operation.people.models import User
from operation.people.policies import may_change_password
from operation.people.selectors import account_facts, living_tokens, sign_in_services
from operation.people.views_entrance import remember_language
from operation.people.ways import ways_on


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The way in: to the desk, or to sign-in."""
    return redirect("desk" if request.user.is_authenticated else "sign-in")


@require_GET
def desk(request: Any) -> HttpResponse:
    """What waits for the one who asks."""
    found = desk_of(request.principal)
    return render(request, "people/desk.html", {"desk": found, "handling": found.handling})


@never_cache
def account(request: Any) -> HttpResponse:
    """One's own account: who one is here, language and time zone, tokens."""
    user = User.objects.select_related("organisation__country").get(pk=request.principal.person)
    asked_for_token = request.method == "POST" and "token" in request.POST
    amended = request.method == "POST" and not asked_for_token
    initial = {name: getattr(user, name) for name in AccountForm.base_fields}
    form = AccountForm(request.POST if amended else None, initial=initial)
    token_form = TokenForm(request.POST if asked_for_token else None)
    if amended and form.is_valid():
        return _amend(request, form)
    secret = _make_token(request, token_form) if asked_for_token else ""
    may_have_tokens = request.principal.holds("api.token")
    context = {
        "facts": account_facts(user, request.principal),
        "actions": ways_on(request.principal),
        "form": form,
        "token_form": token_form if may_have_tokens else None,
        "tokens": living_tokens(user) if may_have_tokens else [],
        "secret": secret,
        "services": sign_in_services(user),
        "password_url": reverse("password") if may_change_password(request.principal) else "",
    }
    return render(request, "people/account.html", context, status=400 if form.errors or token_form.errors else 200)


@never_cache
@sensitive_post_parameters()
def password(request: Any) -> HttpResponse:
    """Change one's own password; this browser stays signed in, others do not."""
    require(may_change_password(request.principal), verb="change_password")
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = actions.change_password(principal=request.principal, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        UserSession.objects.create_from_request(request)  # the session has a new key
        messages.success(request, _("The password is changed. Other sessions and all tokens have ended."))
        return redirect("account")
    context = {"form": form, "crumbs": [{"label": _("Your account"), "url": reverse("account")}]}
    return render(request, "people/password.html", context, status=400 if form.errors else 200)


@require_POST
def revoke_token(request: Any, token_key: str) -> HttpResponse:
    """End one of one's own tokens."""
    if not actions.revoke_token(principal=request.principal, token_key=token_key):
        raise Http404
    messages.success(request, _("The token no longer works."))
    return redirect("account")


def _amend(request: Any, form: Form) -> HttpResponse:
    user = actions.amend_account(principal=request.principal, **form.cleaned_data)
    messages.success(request, _("Saved."))
    response = redirect("account")
    remember_language(response, user.language)
    return response


def _make_token(request: Any, form: Form) -> str:
    if not form.is_valid():
        return ""
    try:
        return actions.make_token(principal=request.principal, **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
        return ""
