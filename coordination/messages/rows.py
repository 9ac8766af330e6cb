"""Messages and conversations as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from coordination.messages.models import Message, Thread
from coordination.messages.policies import may_translate, may_withdraw
from coordination.messages.selectors import ReadThread, Talk
from coordination.messages.wording import audience_words, known_organisations, organisation_words
from operation.access.principal import Principal
from operation.people.models import User

EXCERPT = 80


@dataclass(frozen=True)
class Row:
    """One message. `reply` are the writer and the first words of the one that it answers; `file` is (name, address)."""

    message: Message
    writer: str
    organisation: str
    mentions: list[str]
    reply: tuple[str, str, str] | None
    file: tuple[str, str] | None
    is_own: bool
    is_new: bool
    translate_url: str = ""
    withdraw_url: str = ""
    reply_url: str = ""


@dataclass(frozen=True)
class TalkRow:
    """A conversation in a list: who reads it, how much was said, where it is."""

    words: str
    count: int
    unread: int
    last_at: Any | None
    url: str


def rows_of(principal: Principal, read: ReadThread, messages: Sequence[Message], read_to: int) -> list[Row]:
    """Three queries at most beside the messages: who is mentioned, the files, none for each message."""
    people = User.objects.in_bulk({key for one in messages for key in one.mentions})
    files = files_of(principal, read, messages)
    return [_row(principal, one, people, files, read_to) for one in messages]


def files_of(principal: Principal, read: ReadThread, messages: Sequence[Message]) -> dict[UUID, tuple[str, str]]:
    """Name and address of the files that messages point to, as far as the reader may open them now."""
    keys = {one.attachment for one in messages if one.attachment}
    if not keys:
        return {}
    address = [read.talkable.slug, read.thing.pk]
    found = read.talkable.files(principal, read.thing).filter(pk__in=keys)
    return {one.pk: (str(one), reverse("record-file", args=[*address, one.pk])) for one in found}


def _row(
    principal: Principal, one: Message, people: dict[Any, User], files: dict[UUID, tuple[str, str]], read_to: int
) -> Row:
    gone = one.withdrawn_at is not None
    here = [one.thread_id, one.pk]
    return Row(
        message=one,
        writer=str(one.writer),
        organisation=organisation_words(one.organisation),
        mentions=[str(people[key]) for key in one.mentions if key in people],
        reply=_reply(one),
        file=files.get(one.attachment) if one.attachment else None,
        is_own=one.writer_id == principal.user_id,
        is_new=one.number > read_to and one.writer_id != principal.user_id,
        translate_url=reverse("message-translate", args=here) if not gone and may_translate(principal, one) else "",
        withdraw_url=reverse("message-withdraw", args=here) if not gone and may_withdraw(principal, one) else "",
        reply_url="" if gone else f"{reverse('thread', args=[one.thread_id])}?reply={one.pk}#write",
    )


def _reply(one: Message) -> tuple[str, str, str] | None:
    other = one.reply_to
    if other is None:
        return None
    text = other.text if len(other.text) <= EXCERPT else f"{other.text[:EXCERPT]}…"
    return str(other.writer), text, other.language


def talk_rows(principal: Principal, talks: Sequence[Talk]) -> list[TalkRow]:
    """Conversations in which something was said. One query for the names of all; none where nothing was said."""
    said = [talk for talk in talks if talk.thread is not None]
    organisations = known_organisations() if said else {}
    return [
        TalkRow(
            words=audience_words(principal, talk.audience, organisations),
            count=talk.count,
            unread=talk.unread,
            last_at=talk.thread.last_at,
            url=thread_url(talk.thread),
        )
        for talk in said
        if talk.thread is not None
    ]


def thread_url(thread: Thread) -> str:
    return reverse("thread", args=[thread.pk])
