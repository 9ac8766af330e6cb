"""Messages as people write them: through the action, in the context of the one who writes."""

from typing import Any

from coordination.messages.actions import MessageDraft, write_message
from coordination.messages.models import Message
from coordination.messages.on_records import audiences
from coordination.messages.selectors import find_thread
from coordination.messages.talkable import Audience, by_kind
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.registry import type_of
from operation.cases.selectors import reach_record
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of


def say(
    record: CaseRecord, by: User | Principal, to: Organisation | None = None, text: str = "seen", **more: Any
) -> Message:
    """One message about a record: inside the writer's organisation, or to another one that reads it."""
    principal = by if isinstance(by, Principal) else principal_of(by)
    talkable = by_kind(type_of(record).code)
    assert talkable is not None
    thing = reach_record(principal, type_of(record), record.pk)
    audience = audience_of(thing, principal, to)
    draft = MessageDraft(text, more.pop("language", "en"), **more)
    return write_message(principal=principal, talkable=talkable, thing=thing, audience=audience, draft=draft)


def audience_of(record: CaseRecord, principal: Principal, to: Organisation | None) -> Audience:
    """What the pages offer for «with this organisation»; also where they would offer it no more."""
    if to is None:
        return Audience(principal.own_organisation)
    offered = [one for one in audiences(principal, record) if to.pk in one.organisations and one.second]
    if offered:
        return offered[0]
    if record.originator_id == principal.organisation_id:
        return Audience(record.originator_id, to.pk)
    return Audience(record.originator_id, principal.own_organisation)


def texts(by: User, message: Message) -> list[str]:
    """What somebody reads in the thread of a message. Raises Http404 where it is not there for him."""
    from coordination.messages.selectors import read_messages

    return [one.text for one in read_messages(find_thread(principal_of(by), message.thread_id))]
