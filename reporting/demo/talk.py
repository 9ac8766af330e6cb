"""What people say to each other about the records, requests, removals and actions of the stories."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from coordination.messages.actions import MessageDraft, mark_seen, translate_message, withdraw_message, write_message
from coordination.messages.models import Message, Thread
from coordination.messages.talkable import Audience, Talkable, by_kind
from operation.access.principal import Principal
from operation.cases.registry import type_of
from operation.plan.models import OperationalAction
from reporting.demo.cast import Cast, moment
from reporting.demo.diary import Entry
from reporting.demo.vocabulary import content

Told = Mapping[str, Any]
ACTION = "action"


def talk(cast: Cast) -> Iterator[Entry]:
    """Every message at its moment, and who read it, took it back or put a translation under it."""
    for told in content("talk")["message"]:
        yield cast.entry(told["at"], told["by"], partial(_write, cast, told))
    for told in content("talk")["seen"]:
        yield cast.entry(told["at"], told["by"], partial(_see, cast, told))
    for told in content("talk")["withdrawn"]:
        yield cast.entry(told["at"], told["by"], partial(_withdraw, cast, told))
    for told in content("talk")["translated"]:
        yield cast.entry(told["at"], told["by"], partial(_translate, cast, told))


def _thing(cast: Cast, about: str, principal: Principal) -> tuple[Talkable, Any]:
    """What is talked about: a record, something that was made, or an action of the plan by its title."""
    if about in cast.records:
        known: Any = cast.records[about]
        kind = type_of(known).code
    elif about in cast.made:
        known, kind = cast.made[about], str(type(cast.made[about])._meta.model_name)
    else:
        known, kind = OperationalAction.objects.get(title=about, is_synthetic=True), ACTION
    talkable = by_kind(kind)
    assert talkable is not None, kind
    return talkable, talkable.read(principal, known.pk)


def _audience(cast: Cast, told: Told, principal: Principal, talkable: Talkable, thing: Any) -> Audience:
    own = principal.own_organisation
    match told["to"]:
        case "inside":
            wanted = {own}
        case "all":
            wanted = set()
        case "sides":
            wanted = {thing.sender_id, thing.recipient_id}
        case key:
            wanted = {own, cast.organisations[key].pk}
    return next(one for one in talkable.audiences(principal, thing) if set(one.organisations) == wanted)


def _write(cast: Cast, told: Told, principal: Principal) -> None:
    talkable, thing = _thing(cast, told["about"], principal)
    answers = cast.made.get(told.get("answers", ""))
    draft = MessageDraft(
        text=told["text"],
        language=told.get("language", "en"),
        translation=told.get("translation", ""),
        translation_language=told.get("translation_language", ""),
        mentions=[cast.people[name].pk for name in told.get("mentions", ())],
        reply_to=answers.pk if answers else None,
    )
    audience = _audience(cast, told, principal, talkable, thing)
    made = write_message(principal=principal, talkable=talkable, thing=thing, audience=audience, draft=draft)
    cast.made[told.get("key", f"message {moment(told['at'])} {told['by']}")] = made


def _message(cast: Cast, key: str) -> Message:
    found: Message = Message.objects.select_related("thread").get(pk=cast.made[key].pk)
    return found


def _see(cast: Cast, told: Told, principal: Principal) -> None:
    thread: Thread = _message(cast, told["message"]).thread
    mark_seen(principal=principal, thread=thread)


def _withdraw(cast: Cast, told: Told, principal: Principal) -> None:
    _talkable, thing = _thing(cast, told["about"], principal)
    withdraw_message(principal=principal, thing=thing, message=_message(cast, told["message"]))


def _translate(cast: Cast, told: Told, principal: Principal) -> None:
    _talkable, thing = _thing(cast, told["about"], principal)
    translate_message(
        principal=principal,
        thing=thing,
        message=_message(cast, told["message"]),
        translation=told["text"],
        language=told["language"],
    )
