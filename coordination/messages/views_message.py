"""What one does with a message that is there: add its translation, withdraw it."""

from typing import Any
from uuid import UUID

from django.contrib import messages as told
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coordination.messages import actions
from coordination.messages.forms import TranslationForm
from coordination.messages.policies import may_translate, may_withdraw
from coordination.messages.rows import thread_url
from coordination.messages.selectors import ReadThread, find_message
from operation.kernel.errors import require
from operation.kernel.fields import attempt, posted

GET_OR_POST = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(GET_OR_POST)
def translate(request: Any, thread: UUID, message: UUID) -> HttpResponse:
    """Add the translation note of a message of the own organisation, or change it."""
    read, found = find_message(request.principal, thread, message)
    require(may_translate(request.principal, found), verb="translate message")
    initial = {"translation": found.translation, "translation_language": found.translation_language or get_language()}
    form = TranslationForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        attempt(
            form,
            actions.translate_message,
            principal=request.principal,
            thing=read.thing,
            message=found,
            translation=given["translation"],
            language=given["translation_language"],
        )
        if not form.errors:
            told.success(request, _("Saved."))
            return HttpResponseRedirect(f"{thread_url(read.thread)}#m{found.number}")
    facts = [{"label": _("Message"), "value": found.text, "lang": found.language}]
    return _ask(request, read, form, title=_("Translation note"), label=_("Save"), facts=facts)


@never_cache
@require_http_methods(GET_OR_POST)
def withdraw(request: Any, thread: UUID, message: UUID) -> HttpResponse:
    """Take back a message of one's own."""
    read, found = find_message(request.principal, thread, message)
    require(may_withdraw(request.principal, found), verb="withdraw message")
    if request.method == "POST":
        try:
            actions.withdraw_message(principal=request.principal, thing=read.thing, message=found)
        except ValidationError as refused:
            told.error(request, " ".join(refused.messages))
        else:
            told.success(request, _("The message is withdrawn."))
        return HttpResponseRedirect(thread_url(read.thread))
    facts = [{"label": _("Message"), "value": found.text, "lang": found.language}]
    text = _("Its text is deleted. Whoever read it has read it; that there was a message stays.")
    return _ask(
        request,
        read,
        None,
        title=_("Withdraw the message"),
        label=pgettext("message", "Withdraw"),
        facts=facts,
        text=text,
        grave=True,
    )


def _ask(request: Any, read: ReadThread, form: Any, **words: Any) -> HttpResponse:
    context = {
        "form": form,
        "crumbs": [{"label": read.talkable.title(read.thing), "url": read.talkable.url(read.thing)}],
        "cancel_url": thread_url(read.thread),
        "handling": read.talkable.handling(read.thing),
        **words,
    }
    return render(request, "messages/question.html", context, status=400 if form and form.errors else 200)
