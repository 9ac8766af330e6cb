"""A form that was sent while the session was locked: it comes back with a question for the password, and goes on.

Nothing of it is kept on the server: names would lie outside the second wall (docs/decisions/0012).
"""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from django.http import HttpResponse
from django.shortcuts import render

ANSWER = "unlock-password"
NOT_KEPT = ("csrfmiddlewaretoken", "password")


def ask_with_what_was_sent(request: Any) -> HttpResponse | None:
    """None when the right password came with the form: the view then takes what was sent. Else the page that asks."""
    given = request.POST.get(ANSWER)
    if given and get_adapter().reauthenticate(request.user, given):
        reauthenticate_by_password(request)
        request.POST = request.POST.copy()
        del request.POST[ANSWER]
        return None
    sent = [(name, value) for name, values in request.POST.lists() if _is_kept(name) for value in values]
    context = {"sent": sent, "answer": ANSWER, "files": bool(request.FILES), "wrong": given is not None}
    return render(request, "people/not_saved.html", context, status=403)


def _is_kept(name: str) -> bool:
    """Passwords are typed again, the page's own token is a new one."""
    return not any(word in name for word in NOT_KEPT)
