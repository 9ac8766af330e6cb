"""The page on which anybody checks an edition, without an account."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from reporting.verifying import selectors, wording
from reporting.verifying.forms import CheckForm
from reporting.verifying.uploads import HeldInMemory


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt  # asked for below: whatever reads the form first would choose for us where its file is kept
def verify(request: Any) -> HttpResponse:
    """Show a file, or what is printed in one; read what it is. A link may carry the mark: ?mark=SG24-EVA-3."""
    request.upload_handlers = [HeldInMemory(request)]
    response: HttpResponse = _verify(request)
    return response


@csrf_protect
def _verify(request: Any) -> HttpResponse:
    if request.method == "POST":
        return _answer(request, CheckForm(request.POST, request.FILES))
    mark = request.GET.get("mark", "")
    return _answer(request, CheckForm({"mark": mark})) if mark else _page(request, CheckForm())


def _answer(request: Any, form: CheckForm) -> HttpResponse:
    if not selectors.may_ask_again():
        return _page(request, CheckForm(), status=429, too_often=True)
    if any(handler.too_large for handler in request.upload_handlers):
        form.errors.clear()
        form.refuse_size()
        return _page(request, form, status=413)
    if not form.is_valid():
        return _page(request, form, status=400)
    shown = form.cleaned_data["file"]
    answer = selectors.check_file(shown.read()) if shown else selectors.check_mark(form.cleaned_data["mark"])
    return _page(request, form, answer=wording.told(answer))


def _page(request: Any, form: CheckForm, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, "verifying/verify.html", {"form": form} | more, status=status)
