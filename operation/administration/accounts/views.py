"""Pages of the accounts, for the administrator."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from operation.access.policies import may
from operation.administration.accounts import actions, panels
from operation.administration.accounts.filters import AccountFilters
from operation.administration.accounts.forms import AccountForm, ExpiryForm, ReasonForm, VouchForm
from operation.administration.accounts.policies import may_change, may_manage
from operation.administration.accounts.selectors import list_accounts, read_account
from operation.administration.pages import FORM_METHODS, ROWS, ask, attempt, chips, pager, show
from operation.kernel.errors import require
from operation.people.entry import issue_entry_code
from operation.people.models import EntryKind, User
from operation.people.policies import may_issue_entry_code


@never_cache
@require_safe
def accounts(request: Any) -> HttpResponse:
    """Accounts as the filters in the address say."""
    filters = AccountFilters(request.GET)
    valid = filters.is_valid()
    rows = list_accounts(request.principal, filters.for_the_trail() if valid else {})
    shown = Paginator(filters.filter_queryset(rows) if valid else rows.none(), ROWS).get_page(request.GET.get("page"))
    context = {
        "rows": [panels.row(user) for user in shown],
        "count": shown.paginator.count,
        "filter_form": filters.form,
        "chips": chips(request.GET, filters.words()) if valid else [],
        "clear_url": reverse("accounts"),
    }
    return show(request, "accounts", context | pager(request.GET, shown), 200 if valid else 400)


@never_cache
@require_http_methods(FORM_METHODS)
def new(request: Any) -> HttpResponse:
    """Create an account."""
    require(may_manage(request.principal), verb="create account")
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.create_account, principal=request.principal, **form.cleaned_data)
        if made:
            messages.success(request, _("The account is made. It gives no right until somebody appoints its owner."))
            return redirect("account-kept", made.pk)
    text = _("It has no password yet: hand its owner a code for the first sign-in.")
    question = {"title": _("New account"), "text": text, "label": _("Make it")}
    return ask(request, form, question, reverse("accounts"))


@never_cache
@require_safe
def account(request: Any, key: UUID) -> HttpResponse:
    """One account, and what may be done with it."""
    user = _known(request, key)
    context = {"facts": panels.facts(user), "actions": panels.decisions(request.principal, user), "kept": user}
    return show(request, "account", context)


@never_cache
@require_http_methods(FORM_METHODS)
def code(request: Any, key: UUID) -> HttpResponse:
    """Hand out the code of a first sign-in: asked once more, shown once."""
    user = _known(request, key)
    require(may_issue_entry_code(request.principal, user, EntryKind.FIRST), verb="issue entry code")
    if request.method == "POST":
        secret = issue_entry_code(principal=request.principal, user=user, kind=EntryKind.FIRST)
        return show(request, "account", {"facts": panels.facts(user), "kept": user, "secret": secret})
    text = _("With it %(name)s chooses a password, once and within seven days. A code of before ends.")
    question = {"title": _("Code for the first sign-in"), "text": text % {"name": user}, "label": _("Show the code")}
    return ask(request, Form(), question, reverse("account-kept", args=[key]))


@never_cache
@require_http_methods(FORM_METHODS)
def vouch(request: Any) -> HttpResponse:
    """Vouch for a colleague who can no longer sign in: the code of a recovery, shown once."""
    require(may(request.principal, "account.vouch"), verb="vouch")
    form = VouchForm(request.principal, request.POST or None)
    context: dict[str, Any] = {"form": form, "secret": ""}
    if request.method == "POST" and form.is_valid():
        given = {"user": form.cleaned_data["person"], "kind": EntryKind.RECOVERY}
        context |= {"secret": issue_entry_code(principal=request.principal, **given), "person": given["user"]}
    return show(request, "vouch", context, 400 if form.errors else 200)


@never_cache
@require_http_methods(FORM_METHODS)
def disable(request: Any, key: UUID) -> HttpResponse:
    """Ask why, then disable."""
    user = _known(request, key)
    text = _("%(name)s can no longer sign in. Sessions and tokens end at once; appointments stay and give nothing.")
    question = {
        "title": _("Disable this account?"),
        "text": text % {"name": user},
        "label": _("Disable it"),
        "grave": True,
    }
    return _decide(request, user, ReasonForm(request.POST or None, label_suffix=""), actions.disable_account, question)


@never_cache
@require_http_methods(FORM_METHODS)
def enable(request: Any, key: UUID) -> HttpResponse:
    """Ask why, then enable."""
    user = _known(request, key)
    text = _("%(name)s can sign in again, with the password of before, and holds the roles that are in force.")
    question = {"title": _("Enable this account?"), "text": text % {"name": user}, "label": _("Enable it")}
    return _decide(request, user, ReasonForm(request.POST or None, label_suffix=""), actions.enable_account, question)


@never_cache
@require_http_methods(FORM_METHODS)
def expiry(request: Any, key: UUID) -> HttpResponse:
    """Set the last day."""
    user = _known(request, key)
    form = ExpiryForm(request.POST or None, initial={"expires_on": user.expires_on}, label_suffix="")
    text = _("After its last day nobody signs in with it; sessions end with the next request.")
    question = {"title": _("Last day of the account"), "text": text, "label": _("Save")}
    return _decide(request, user, form, actions.set_expiry, question)


def _decide(request: Any, user: User, form: Any, action: Any, question: dict[str, Any]) -> HttpResponse:
    """Ask, and once the form is valid do it."""
    require(may_change(request.principal, user), verb=action.__name__)
    if request.method == "POST" and form.is_valid():
        changed = attempt(form, action, principal=request.principal, user=user, **form.cleaned_data)
        if changed:
            messages.success(request, _("Saved."))
            return redirect("account-kept", user.pk)
    return ask(request, form, question, reverse("account-kept", args=[user.pk]))


def _known(request: Any, key: UUID) -> User:
    found = read_account(request.principal, key)
    if found is None:
        raise Http404
    return found
