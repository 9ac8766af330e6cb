"""Pages of messages: all of one's conversations, those about a thing, one of them, and what one does with a message."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coordination import frame
from coordination.messages import actions
from coordination.messages.forms import MessageForm, NewTalkForm
from coordination.messages.models import Message
from coordination.messages.panels import begun_by
from coordination.messages.policies import may_write
from coordination.messages.rows import TalkRow, rows_of, talk_rows, thread_url
from coordination.messages.selectors import (
    ReadThread,
    Talk,
    choice_of,
    find_thread,
    mentionable,
    own_threads,
    read_messages,
    talks_of,
    things_of,
    with_counts,
)
from coordination.messages.talkable import Talkable, by_kind, by_slug
from coordination.messages.wording import audience_words, known_organisations, readers_words
from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.confirmations import Unconfirmed
from operation.cases.registry import type_of
from operation.kernel.errors import require
from operation.kernel.fields import attempt, posted

GET_OR_POST = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
def index(request: Any) -> HttpResponse:
    """All conversations in which one reads, those where something was said last first."""
    principal: Principal = request.principal
    require(may(principal, "message.read"), verb="list messages")
    threads = own_threads(principal)
    things, organisations = things_of(principal, threads), known_organisations()
    rows = [_index_row(principal, one, things, organisations) for one in threads if one.thing_id in things]
    trail.record("listed", trail.Target(Message._meta.label), threads=[one.pk for one in threads])
    context = {"title": _("Messages"), "rows": rows, "pages": frame.pages(principal, request.path)}
    return render(request, "messages/index.html", context)


def _index_row(principal: Principal, thread: Any, things: Any, organisations: Any) -> tuple[str, str, TalkRow]:
    talkable = by_kind(thread.kind)
    title = f"{talkable.label} · {talkable.title(things[thread.thing_id])}" if talkable else ""
    words = audience_words(principal, thread.audience, organisations)
    return title, words, TalkRow(words, thread.count, thread.unread, thread.last_at, thread_url(thread))


@never_cache
@require_http_methods(GET_OR_POST)
def talk(request: Any, slug: str, pk: UUID) -> HttpResponse:
    """The conversations about a thing, and the form that says the first word in one."""
    principal: Principal = request.principal
    talkable = by_slug(slug)
    try:
        thing = talkable.read(principal, pk)
    except Unconfirmed as waiting:
        return _to_be_confirmed(talkable, waiting)
    talks = talks_of(principal, talkable, thing)
    form = _new_form(request, talkable, thing, talks)
    if request.method == "POST":
        require(bool(form) or may(principal, "message.write"), verb="write message")
        sent = _begin(request, talkable, thing, talks, form) if form and form.is_valid() else None
        if sent:
            return redirect("thread", sent.thread_id)
    else:
        trail.record("listed", trail.Target.of(thing), talks=len(talks))
    context = {
        "title": _("Messages about %(thing)s") % {"thing": talkable.title(thing)},
        "rows": talk_rows(principal, talks),
        "form": form,
        "crumbs": [{"label": talkable.title(thing), "url": talkable.url(thing)}],
        "handling": talkable.handling(thing),
    }
    return render(request, "messages/talk.html", context, status=400 if form and form.errors else 200)


def _to_be_confirmed(talkable: Talkable, waiting: Unconfirmed) -> HttpResponse:
    """The page of the record asks for it (H3)."""
    return HttpResponseRedirect(talkable.url(waiting.record))


def _new_form(request: Any, talkable: Talkable, thing: Any, talks: list[Talk]) -> NewTalkForm | None:
    choices = begun_by(request.principal, talkable, thing, talks)
    if not choices:
        return None
    data = posted(request)
    initial = {"language": get_language(), "to": choices[0][0]}
    return NewTalkForm(choices, talkable.files(request.principal, thing), data, initial=initial)


def _begin(request: Any, talkable: Talkable, thing: Any, talks: list[Talk], form: NewTalkForm) -> Message | None:
    chosen = next(one for one in talks if choice_of(request.principal, one) == form.cleaned_data["to"])
    return _write(request, talkable, thing, chosen.audience, form)


def _write(request: Any, talkable: Talkable, thing: Any, audience: Any, form: MessageForm) -> Message | None:
    about = {"principal": request.principal, "talkable": talkable, "thing": thing, "audience": audience}
    return attempt(form, actions.write_message, **about, draft=form.draft)


@never_cache
@require_http_methods(GET_OR_POST)
def thread(request: Any, thread: UUID) -> HttpResponse:
    """One conversation; who opens it has read it. A message that htmx sends is answered with the list alone."""
    principal: Principal = request.principal
    try:
        read = find_thread(principal, thread)
    except Unconfirmed as waiting:
        return HttpResponseRedirect(reverse("record", args=[_slug_of(waiting), waiting.record.pk]))
    verdict = may_write(principal, read.talkable, read.thing, read.thread.audience)
    form = _form(request, read) if verdict else None
    sent = None
    if request.method == "POST":
        require(verdict, verb="write message")
        sent = form and form.is_valid() and _write(request, read.talkable, read.thing, read.thread.audience, form)
        if sent and not request.htmx:
            return HttpResponseRedirect(f"{thread_url(read.thread)}#m{sent.number}")
        if sent:
            form = _form(request, read, fresh=True)
    return _show(request, read, form, verdict)


def _slug_of(waiting: Unconfirmed) -> str:
    return type_of(waiting.record).slug


def _form(request: Any, read: ReadThread, *, fresh: bool = False) -> MessageForm:
    people = mentionable(request.principal, read.talkable, read.thing, read.thread.audience, read.thread)
    data = request.POST if request.method == "POST" and not fresh else None
    initial = {"language": get_language(), "reply_to": _replied(request, read)}
    return MessageForm(people, read.talkable.files(request.principal, read.thing), data, initial=initial)


def _replied(request: Any, read: ReadThread) -> UUID | None:
    """The message that one answers, if it is one of this thread."""
    try:
        asked = UUID(request.GET.get("reply", ""))
    except ValueError:
        return None
    return asked if Message.objects.filter(thread=read.thread, pk=asked, withdrawn_at=None).exists() else None


def _show(request: Any, read: ReadThread, form: MessageForm | None, verdict: Any) -> HttpResponse:
    principal: Principal = request.principal
    counted = with_counts(principal, type(read.thread).objects.filter(pk=read.thread.pk)).get()
    found = read_messages(read, _before(request))
    rows = rows_of(principal, read, found, counted.read_to)
    actions.mark_seen(principal=principal, thread=counted)
    earlier = found[0].number if found and found[0].number > 1 else None
    context = {
        "title": audience_words(principal, read.thread.audience, known_organisations()),
        "about": read.talkable.title(read.thing),
        "about_url": read.talkable.url(read.thing),
        "label": read.talkable.label,
        "rows": rows,
        "earlier_url": f"?before={earlier}" if earlier else "",
        "form": form,
        "why_not": "" if verdict else verdict.reason,
        "readers": readers_words(principal, read.thread.audience),
        "url": thread_url(read.thread),
        "crumbs": [{"label": read.talkable.title(read.thing), "url": read.talkable.url(read.thing)}],
        "handling": read.talkable.handling(read.thing),
    }
    template = "messages/_thread.html" if request.htmx else "messages/thread.html"
    return render(request, template, context, status=400 if form and form.errors and not request.htmx else 200)


def _before(request: Any) -> int | None:
    asked = request.GET.get("before", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
