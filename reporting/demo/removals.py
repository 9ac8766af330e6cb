"""Removals: completed with heads counted, with a head that was missing, refused and asked again, on their way."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from coordination.removals.answering import (
    Crossing,
    acknowledge_removal,
    grant_removal,
    hold_persons,
    lapse_removal,
    locate_persons,
    refuse_removal,
    schedule_removal,
)
from coordination.removals.asking import RemovalDraft, ask_again, ask_removal, send_removal, withdraw_removal
from coordination.removals.checking import Answer, ItemDraft, add_item, answer_checks
from coordination.removals.handing import (
    close_removal,
    explain_incident,
    hand_over_persons,
    note_incident,
    receive_persons,
)
from coordination.removals.models import CheckAnswer, CheckKind, Removal, RemovalPerson
from coordination.removals.naming import list_person, match_person, take_off
from coordination.removals.states import ASKING, SIDES, side_of
from coordination.removals.stepping import Order
from operation.access.principal import Principal
from reporting.demo.cast import Cast, moment, role
from reporting.demo.diary import Entry
from reporting.demo.vocabulary import content

Told = Mapping[str, Any]
CLEARED = {
    CheckKind.LEGAL_BASIS: "The decision names the treaty and the offence (sample).",
    CheckKind.NON_REFOULEMENT: "The person was heard; nothing stands against it (sample).",
    CheckKind.VICTIM_SCREENING: "Screened by the focal point; no indication (sample).",
    CheckKind.CONSULAR_CONTACT: "The consulate was told (sample).",
}


def removals(cast: Cast) -> Iterator[Entry]:
    """Asked by one coordinator and answered by the other; every step at its moment."""
    for told in content("removals")["removal"]:
        yield from removal(cast, told)


def removal(cast: Cast, told: Told) -> Iterator[Entry]:
    """One removal from its draft on, as data/removals.toml has it."""
    begins = _again if "again" in told else _ask
    yield cast.entry(told["drafted"], role("coordinator", told["from"]), partial(begins, cast, told))
    for step in told.get("steps", ()):
        side = step.get("side", told["from"] if _asks(step["name"]) else told["to"])
        yield cast.entry(step["at"], role("coordinator", side), partial(_step, cast, told, step))


def _asks(name: str) -> bool:
    return name in SIDES and side_of(name) == ASKING


def _ask(cast: Cast, told: Told, principal: Principal) -> None:
    made = ask_removal(
        principal=principal,
        operation=cast.operation,
        to=cast.organisations[told["to"]],
        draft=RemovalDraft(told["pathway"], told["request"], told.get("legal_basis", "")),
        synthetic=True,
    )
    cast.made[told["key"]] = made
    for key in told["persons"]:
        current = cast.again(principal, told["key"])
        list_person(principal=principal, removal=current, version=current.version, record=cast.records[key].pk)


def _again(cast: Cast, told: Told, principal: Principal) -> None:
    cast.made[told["key"]] = ask_again(principal=principal, removal=cast.again(principal, told["again"]))


def _step(cast: Cast, told: Told, step: Told, principal: Principal) -> None:
    current = cast.again(principal, told["key"])
    on = moment(step["at"]).date()
    PARTS[step["name"]](cast, Order(principal, current, current.version, on, step.get("words", "")), told, step)


def _simple(action: Callable[..., object]) -> Callable[[Cast, Order, Told, Told], None]:
    def take(_cast: Cast, order: Order, _told: Told, _step: Told) -> None:
        action(order=order)

    return take


def _match(cast: Cast, order: Order, _told: Told, step: Told) -> None:
    """The asked side puts its own suspects beside the persons whom the other side named."""
    for asked, own in step["pairs"]:
        person, current = _person(cast, order, asked), _now(order)
        record = cast.records[own].pk
        match_person(
            principal=order.principal, removal=current, version=current.version, person=person.pk, record=record
        )


def _prepare(cast: Cast, order: Order, _told: Told, step: Told) -> None:
    """The checklist of everybody on the list, and the manifest."""
    answers = {kind.value: Answer(CheckAnswer.YES, words, order.on) for kind, words in CLEARED.items()}
    if step.get("declined"):
        declined = Answer(CheckAnswer.DECLINED, "The person wants no contact (sample).", order.on)
        answers[CheckKind.CONSULAR_CONTACT.value] = declined
    for person in _listed(order):
        _answer(order, person, answers)
    for key in step.get("stopped", ()):
        no = Answer(CheckAnswer.NO, "Signs of coercion (sample).", order.on)
        _answer(order, _person(cast, order, key), {CheckKind.VICTIM_SCREENING.value: no})
    for kind, what, *more in step.get("items", ()):
        current = _now(order)
        draft = ItemDraft(kind, what, **dict(zip(("rank", "agency", "quantity", "seal"), more, strict=False)))
        add_item(principal=order.principal, removal=current, version=current.version, draft=draft)


def _answer(order: Order, person: RemovalPerson, answers: Mapping[str, Answer]) -> None:
    current = _now(order)
    answer_checks(
        principal=order.principal, removal=current, version=current.version, person=person.pk, answers=answers
    )


def _schedule(_cast: Cast, order: Order, _told: Told, step: Told) -> None:
    crossing = Crossing(step["crossing"], moment(step["planned"]), step["zone"])
    schedule_removal(order=order, crossing=crossing)


def _take_off(cast: Cast, order: Order, _told: Told, step: Told) -> None:
    person = _person(cast, order, step["person"])
    take_off(principal=order.principal, removal=order.removal, version=order.version, person=person.pk, why=order.words)


def _hand_over(cast: Cast, order: Order, _told: Told, step: Told) -> None:
    hand_over_persons(order=order, persons=_going(cast, order, step))


def _receive(cast: Cast, order: Order, _told: Told, step: Told) -> None:
    receive_persons(order=order, persons=_going(cast, order, step))


def _refuse(_cast: Cast, order: Order, _told: Told, step: Told) -> None:
    refuse_removal(order=order, ground=step["ground"])


def _note(_cast: Cast, order: Order, _told: Told, _step: Told) -> None:
    note_incident(
        principal=order.principal, removal=order.removal, version=order.version, on=order.on, what=order.words
    )


def _explain(cast: Cast, order: Order, _told: Told, step: Told) -> None:
    incident = order.removal.incidents.filter(resolved_on=None).earliest("created_at")
    ends = {_person(cast, order, key).pk: end for key, end in step.get("ends", {}).items()}
    explain_incident(
        principal=order.principal,
        removal=order.removal,
        version=order.version,
        incident=incident.pk,
        words=order.words,
        ends=ends,
    )


PARTS: Mapping[str, Callable[[Cast, Order, Told, Told], None]] = {
    "send": _simple(send_removal),
    "acknowledge": _simple(acknowledge_removal),
    "locate": _simple(locate_persons),
    "hold": _simple(hold_persons),
    "decide": _simple(grant_removal),
    "withdraw": _simple(withdraw_removal),
    "lapse": _simple(lapse_removal),
    "close": _simple(close_removal),
    "match": _match,
    "prepare": _prepare,
    "schedule": _schedule,
    "take-off": _take_off,
    "hand-over": _hand_over,
    "receive": _receive,
    "refuse": _refuse,
    "note": _note,
    "explain": _explain,
}


def _now(order: Order) -> Removal:
    """The removal in the version that it has by now."""
    found: Removal = Removal.objects.visible_to(order.principal).get(pk=order.removal.pk)
    return found


def _listed(order: Order) -> list[RemovalPerson]:
    return list(RemovalPerson.objects.visible_to(order.principal).filter(removal=order.removal, end=""))


def _person(cast: Cast, order: Order, key: str) -> RemovalPerson:
    record = cast.records[key].pk
    return next(one for one in _listed(order) if record in (one.asking_record, one.held_record))


def _going(cast: Cast, order: Order, step: Told) -> list[Any]:
    staying = {cast.records[key].pk for key in step.get("without", ())}
    return [one.pk for one in _listed(order) if not staying & {one.asking_record, one.held_record}]
