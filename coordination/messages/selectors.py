"""Reads of threads: those of a thing, one of them with its messages, and what one has not read yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from coordination.alerts.selectors import people_of
from coordination.messages.models import Message, Thread, ThreadSeen
from coordination.messages.talkable import Audience, Talkable, by_kind
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel import clock
from operation.people.models import Organisation, OrganisationKind, User

EVERYBODY = "all"
SHOWN_AT_MOST = 100
ON_THE_DESK = timedelta(days=30)
THREADS_AT_MOST = 50


@dataclass(frozen=True)
class Talk:
    """A conversation of a thing as one of its readers has it. `thread` is None before anything was said."""

    audience: Audience
    thread: Any | None
    unread: int = 0
    count: int = 0


@dataclass(frozen=True)
class ReadThread:
    """A thread that was read, with what it is about."""

    thread: Thread
    talkable: Talkable
    thing: Any


def talks_of(principal: Principal, talkable: Talkable, thing: Any) -> list[Talk]:
    """The conversations about a thing that the principal has read: those he can begin, and those that there are."""
    found = Thread.objects.visible_to(principal).filter(kind=talkable.kind, thing_id=thing.pk)
    threads = {one.audience: one for one in with_counts(principal, found)}
    offered = list(dict.fromkeys([*talkable.audiences(principal, thing), *threads]))
    return [_talk(audience, threads.get(audience)) for audience in offered]


def choice_of(principal: Principal, talk: Talk) -> str:
    """How forms and the API call an audience: the key of the other organisation, or of one's own, or «all»."""
    others = [one for one in talk.audience.organisations if one != principal.organisation_id]
    if talk.audience.first is None:
        return EVERYBODY
    return str(others[-1] if others else talk.audience.first)


def _talk(audience: Audience, thread: Any | None) -> Talk:
    return Talk(audience, thread, thread.unread, thread.count) if thread else Talk(audience, None)


def with_counts(principal: Principal, threads: Any) -> Any:
    """Each with `count` of its messages, `unread` ones by others, and whether one of those mentions the principal."""
    said = Message.objects.filter(thread=OuterRef("pk"), withdrawn_at=None).order_by()
    mark = ThreadSeen.objects.filter(thread=OuterRef("pk"), user_id=principal.person).values("number")
    new = said.filter(number__gt=OuterRef("read_to")).exclude(writer_id=principal.person)
    return threads.annotate(
        read_to=Coalesce(Subquery(mark), Value(0)),
        count=_how_many(said),
        unread=_how_many(new),
        mentioned=Exists(new.filter(mentions__contains=[principal.person])),
    )


def _how_many(messages: Any) -> Any:
    counted = messages.values("thread").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def find_thread(principal: Principal, key: UUID) -> ReadThread:
    """One thread with its thing. Raises Http404 for what is not there for the principal, or what its kind raises.

    The thing's own door is asked again, so that what must be confirmed first is said (H3).
    """
    thread = Thread.objects.of(principal).filter(pk=key).first()
    talkable = by_kind(thread.kind) if thread else None
    if thread is None or talkable is None:
        trail.record("denied", trail.Target(Thread._meta.label, key), attempted="read messages")
        raise Http404
    return ReadThread(thread, talkable, talkable.read(principal, thread.thing_id))


def entry_of(thread: Thread, thing: Any) -> trail.Target:
    """What the trail says of a thread: never its record as the target, whose originator reads what is told of that."""
    return trail.Target(Thread._meta.label, thread.pk, str(getattr(thing, "reference", "")))


def read_messages(read: ReadThread, before: int | None = None) -> list[Any]:
    """The newest messages of a thread that was found, or those before a number, the oldest first; told in the trail."""
    found = Message.objects.filter(thread=read.thread).select_related(
        "writer", "organisation__country", "translated_by", "reply_to__writer"
    )
    if before is not None:
        found = found.filter(number__lt=before)
    shown = list(found.order_by("-number")[:SHOWN_AT_MOST])[::-1]
    trail.record("read messages", entry_of(read.thread, read.thing), shown=[one.pk for one in shown])
    return shown


def find_message(principal: Principal, thread: UUID, key: UUID) -> tuple[ReadThread, Message]:
    """One message of a thread. Raises Http404."""
    read = find_thread(principal, thread)
    message: Message | None = Message.objects.filter(thread=read.thread, pk=key).first()
    if message is None:
        raise Http404
    return read, message


def unread_threads(principal: Principal) -> list[Any]:
    """Threads of the last weeks with messages that one has not read, the newest first. One query."""
    if not principal.reads_records:
        return []
    recent = Thread.objects.visible_to(principal).filter(last_at__gte=clock.now() - ON_THE_DESK)
    return list(with_counts(principal, recent).filter(unread__gt=0).order_by("-last_at", "-pk")[:THREADS_AT_MOST])


def own_threads(principal: Principal) -> list[Any]:
    """The threads in which one can read, those where something was said last first."""
    seen = Thread.objects.visible_to(principal).select_related("first__country", "second__country")
    return list(with_counts(principal, seen).order_by("-last_at", "-pk")[:THREADS_AT_MOST])


def things_of(principal: Principal, threads: Iterable[Any]) -> dict[UUID, Any]:
    """The things of some threads, as far as the principal sees them, by key; one query for each kind."""
    keys: dict[str, list[UUID]] = {}
    for thread in threads:
        keys.setdefault(thread.kind, []).append(thread.thing_id)
    found: dict[UUID, Any] = {}
    for kind, of_kind in keys.items():
        talkable = by_kind(kind)
        if talkable:
            found |= {thing.pk: thing for thing in talkable.seen(principal).filter(pk__in=of_kind)}
    return found


def audience_organisations(audience: Audience) -> list[Organisation]:
    """Who reads a thread, in the one order of organisations."""
    members = Q(pk__in=audience.organisations)
    if audience.first is None:
        members = Q(kind__in=[OrganisationKind.AGENCY, OrganisationKind.SECRETARIAT])
    elif audience.secretariat:
        members |= Q(kind=OrganisationKind.SECRETARIAT)
    return list(Organisation.objects.filter(members).select_related("country").order_by("position", "code"))


def mentionable(
    principal: Principal, talkable: Talkable, thing: Any, audience: Audience, thread: Thread | None = None
) -> Sequence[User]:
    """Whom one can mention: colleagues who read the thing; of others their coordinators, LMLECC, and who wrote here."""
    organisations = audience_organisations(audience)
    keys = [one.pk for one in organisations]
    lmlecc = [one.pk for one in organisations if one.kind == OrganisationKind.SECRETARIAT]
    wrote = set(Message.objects.filter(thread=thread).values_list("writer_id", flat=True)) if thread else set()
    known = people_of(keys, "record.share") | wrote
    readers = User.objects.filter(pk__in=talkable.readers(thing, keys)).exclude(pk=principal.person)
    named = Q(organisation_id=principal.organisation_id) | Q(organisation_id__in=lmlecc) | Q(pk__in=known)
    return list(readers.filter(named).select_related("organisation").order_by("organisation__position", "username"))
