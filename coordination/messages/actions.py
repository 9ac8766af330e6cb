"""Writes on messages: write, withdraw, translate, mark as read."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.alerts.actions import alert, note_alerts
from coordination.alerts.kinds import MENTION
from coordination.messages.models import LONGEST, Message, Thread, ThreadSeen
from coordination.messages.policies import may_translate, may_withdraw, may_write
from coordination.messages.selectors import audience_organisations, entry_of, mentionable
from coordination.messages.talkable import Audience, Talkable
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel import clock
from operation.kernel.errors import Refused, Text, require

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class MessageDraft:
    """What is to be written. `mentions` are keys of people, `attachment` of a file of the thing."""

    text: str
    language: str
    translation: str = ""
    translation_language: str = ""
    mentions: Collection[UUID] = ()
    reply_to: UUID | None = None
    attachment: UUID | None = None


@transaction.atomic
def write_message(
    *, principal: Principal, talkable: Talkable, thing: Any, audience: Audience, draft: MessageDraft
) -> Message:
    """Say something about a thing to those who read the thread; who is mentioned is told.

    Raises NotAllowed by role, and where the audience does not read the thing now; Refused by field.
    """
    require(may_write(principal, talkable, thing, audience), verb=f"write about {talkable.kind}")
    thread = _locked(talkable, thing, audience)
    told = mentionable(principal, talkable, thing, audience, thread)
    _check(principal, talkable, thing, draft, {user.pk for user in told}, thread)
    thread.last_number, thread.last_at = thread.last_number + 1, clock.now()
    thread.save(update_fields=["last_number", "last_at"])
    message = Message.objects.create(**_values(principal, thread, draft))
    _mark(principal, thread)
    codes = [one.code for one in audience_organisations(audience)]
    trail.record("wrote message", entry_of(thread, thing), message=message.pk, to=codes, mentions=len(message.mentions))
    alert(MENTION, message.mentions, url=reverse("thread", args=[thread.pk]), key=f"mention:{message.pk}")
    return message


def _locked(talkable: Talkable, thing: Any, audience: Audience) -> Thread:
    """The thread of this audience, made when it is first written in, held so that numbers follow each other."""
    key = {"kind": talkable.kind, "thing_id": thing.pk, "first_id": audience.first, "second_id": audience.second}
    made, _is_new = Thread.objects.get_or_create(**key, defaults={"secretariat": audience.secretariat})
    return Thread.objects.select_for_update(of=("self",)).get(pk=made.pk)


def _values(principal: Principal, thread: Thread, draft: MessageDraft) -> dict[str, Any]:
    translation = draft.translation.strip()
    return {
        "thread": thread,
        "number": thread.last_number,
        "organisation_id": principal.own_organisation,
        "writer_id": principal.person,
        "text": draft.text.strip(),
        "language": draft.language,
        "translation": translation,
        "translation_language": draft.translation_language if translation else "",
        "translated_by_id": principal.person if translation else None,
        "mentions": sorted({*draft.mentions} - {principal.person}),
        "reply_to_id": draft.reply_to,
        "attachment": draft.attachment,
    }


def _check(
    principal: Principal, talkable: Talkable, thing: Any, draft: MessageDraft, told: set[UUID], thread: Thread
) -> None:
    """Raises Refused with the field and the way out."""
    wrong: dict[str, Text] = {}
    if not draft.text.strip():
        wrong["text"] = _("Write a message.")
    wrong |= _check_text("text", draft.text) | _check_text("translation", draft.translation)
    wrong |= _check_languages(draft)
    if not {*draft.mentions} - {principal.person} <= told:
        wrong["mentions"] = _("You can mention people who read this conversation, nobody else.")
    here = Message.objects.filter(thread=thread, withdrawn_at=None)
    if draft.reply_to and not here.filter(pk=draft.reply_to).exists():
        wrong["reply_to"] = _("That message is not here any more. Write yours without it.")
    if draft.attachment and str(draft.attachment) not in {str(one.pk) for one in talkable.files(principal, thing)}:
        wrong["attachment"] = _("Choose a file of this record that everybody in the conversation may open.")
    if wrong:
        raise Refused(wrong)


def _check_text(name: str, text: str) -> dict[str, Text]:
    if len(text.strip()) > LONGEST:
        return {name: _("Write at most %(most)s letters.") % {"most": LONGEST}}
    return {name: _("There is a sign in it that cannot be kept. Take it out.")} if "\0" in text else {}


def _check_languages(draft: MessageDraft) -> dict[str, Text]:
    wrong: dict[str, Text] = {}
    if draft.language not in LANGUAGES:
        wrong["language"] = _("Choose one of the languages.")
    if draft.translation.strip() and draft.translation_language not in LANGUAGES:
        wrong["translation_language"] = _("Choose the language of the translation.")
    return wrong


@transaction.atomic
def withdraw_message(*, principal: Principal, thing: Any, message: Message) -> None:
    """Take back what one wrote: its text goes, its place stays. Raises NotAllowed; Refused when it was taken back."""
    require(may_withdraw(principal, message), verb="withdraw message")
    current = _current(message)
    current.text = current.translation = current.translation_language = ""
    current.translated_by = current.attachment = None
    current.mentions, current.withdrawn_at = [], clock.now()
    current.save()
    trail.record("withdrew message", entry_of(current.thread, thing), message=message.pk)


@transaction.atomic
def translate_message(
    *, principal: Principal, thing: Any, message: Message, translation: str, language: str
) -> Message:
    """Put a note in another language under a message of the own organisation; empty text takes it away.

    Raises NotAllowed; Refused by field, or when the message was withdrawn.
    """
    require(may_translate(principal, message), verb="translate message")
    words = translation.strip()
    draft = MessageDraft("-", message.language, words, language)
    wrong = _check_text("translation", words) | _check_languages(draft)
    if wrong:
        raise Refused(wrong)
    current = _current(message)
    current.translation, current.translation_language = words, language if words else ""
    current.translated_by_id = principal.person if words else None
    current.save(update_fields=["translation", "translation_language", "translated_by"])
    trail.record("translated message", entry_of(current.thread, thing), message=message.pk)
    return current


def _current(message: Message) -> Message:
    """Locked. Raises Refused for one that was withdrawn, or that went with its thing."""
    current: Message | None = Message.objects.select_for_update(of=("self",)).filter(pk=message.pk).first()
    if current is None or current.withdrawn_at is not None:
        raise Refused(_("This message was withdrawn."))
    return current


@transaction.atomic
def mark_seen(*, principal: Principal, thread: Thread) -> None:
    """One has read the thread up to its last message; its alerts are noted with it. Never marks backwards."""
    _mark(principal, thread)
    note_alerts(principal=principal, url=reverse("thread", args=[thread.pk]))


def _mark(principal: Principal, thread: Thread) -> None:
    behind = Q(number__lt=thread.last_number)
    seen, _made = ThreadSeen.objects.get_or_create(
        thread=thread, user_id=principal.person, defaults={"number": thread.last_number}
    )
    ThreadSeen.objects.filter(behind, pk=seen.pk).update(number=thread.last_number)
