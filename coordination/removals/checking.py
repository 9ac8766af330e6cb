"""The checklist and the manifest, which the asked side writes while it prepares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.removals.models import (
    CheckAnswer,
    CheckKind,
    ItemKind,
    Removal,
    RemovalCheck,
    RemovalItem,
    RemovalPerson,
    RemovalState,
)
from coordination.removals.naming import person_on
from coordination.removals.policies import may_prepare
from coordination.removals.states import LISTING
from coordination.removals.stepping import locked, write
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel import clock
from operation.kernel.errors import Refused, require

PREPARING = (*LISTING, RemovalState.SCHEDULED)


@dataclass(frozen=True)
class Answer:
    answer: str
    words: str
    on: date | None


@dataclass(frozen=True)
class ItemDraft:
    kind: str
    what: str
    rank: str = ""
    agency: str = ""
    quantity: str = ""
    seal: str = ""


def _held(principal: Principal, removal: Removal, version: int, verb: str) -> Removal:
    require(may_prepare(principal, removal), verb=f"{verb} {removal.reference}")
    current = locked(principal, removal, version)
    if current.state not in PREPARING:
        raise Refused(_("This is prepared between the acknowledgement and the hand-over."))
    return current


@transaction.atomic
def answer_checks(
    *, principal: Principal, removal: Removal, version: int, person: UUID, answers: Mapping[str, Answer]
) -> RemovalPerson:
    """Answer questions of the checklist about one person; those that are not named stay. Raises Refused by field.

    Once it is scheduled an answer can still turn to «no»: the hand-over is refused then until he is taken off.
    """
    current = _held(principal, removal, version, "answer checks")
    found = person_on(current, person)
    problems = {kind: wrong for kind, answer in answers.items() if (wrong := _objection(kind, answer))}
    if problems:
        raise Refused(problems)
    for kind, answer in answers.items():
        given = {"answer": answer.answer, "words": answer.words.strip(), "on": answer.on}
        RemovalCheck.objects.update_or_create(
            person=found, kind=kind, defaults=given | {"removal": current, "answered_by_id": principal.person}
        )
    write(current)
    trail.record("answered checks", current, person=found.pk, checks=sorted(answers))
    return found


def _objection(kind: str, answer: Answer) -> Any:
    if kind not in CheckKind.values or answer.answer not in CheckAnswer.values:
        return _("Choose an answer.")
    if answer.answer == CheckAnswer.DECLINED and kind != CheckKind.CONSULAR_CONTACT:
        return _("Only consular contact can be declined by the person.")
    if not answer.words.strip():
        return _("Say in words on what the answer rests.")
    if answer.on is None:
        return _("Say on which day it was done.")
    if answer.on > clock.today():
        return ValidationError(_("%(value)s is in the future."), "future", {"value": answer.on})
    return None


def missing(persons: Sequence[RemovalPerson], checks: Sequence[RemovalCheck]) -> dict[UUID, list[CheckKind]]:
    """Questions that do not clear the way yet, by person; nobody who is cleared."""
    cleared = {(check.person_id, check.kind) for check in checks if check.clears}
    found = {one.pk: [kind for kind in CheckKind if (one.pk, kind.value) not in cleared] for one in persons}
    return {key: kinds for key, kinds in found.items() if kinds}


def require_cleared(removal: Removal, persons: Sequence[RemovalPerson]) -> None:
    """Every question is answered for everybody, and nothing stands against it (domain.md §5)."""
    lacking = missing(persons, list(removal.checks.all()))
    for person in persons:
        if person.pk in lacking:
            message = _("«%(name)s»: %(checks)s – not cleared. Answer it on the person's page, or take the person off.")
            words = ", ".join(str(kind.label) for kind in lacking[person.pk])
            raise Refused(message, params={"name": person.name, "checks": words})


@transaction.atomic
def add_item(*, principal: Principal, removal: Removal, version: int, draft: ItemDraft) -> RemovalItem:
    """Add an escort, a document or property to the manifest."""
    current = _held(principal, removal, version, "add to the manifest")
    if draft.kind not in ItemKind.values:
        raise Refused({"kind": _("Choose what it is.")})
    if not draft.what.strip():
        raise Refused({"what": _("Write the name, or what it is.")})
    made = RemovalItem.objects.create(removal=current, **vars(draft))
    write(current)
    trail.record("added to manifest", current, item=made.pk, kind=draft.kind)
    return made


@transaction.atomic
def remove_item(*, principal: Principal, removal: Removal, version: int, item: UUID) -> None:
    """Take a line off the manifest."""
    current = _held(principal, removal, version, "take off the manifest")
    current.items.filter(pk=item).delete()
    write(current)
    trail.record("took off manifest", current, item=item)
