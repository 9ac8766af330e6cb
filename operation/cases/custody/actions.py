"""Writes of custody chains: hand over, set-wise; correct one hand-over by a row that stands in its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.cases.custody.policies import may_hand_over
from operation.cases.custody.selectors import Entry, chain_of, chains_of
from operation.cases.handovers import Handover
from operation.cases.registry import RecordType, type_of
from operation.cases.storing import locked
from operation.kernel import clock
from operation.kernel.errors import Conflict, Refused, require

MOVED = _("Somebody handed it over since you opened this. Look at the chain, then enter your hand-over again.")
FIELDS = ("taken_by", "at", "place", "seal", "purpose")


@dataclass(frozen=True)
class HandoverDraft:
    """To whom, when, where, under which seal, what for; `given_by` begins a chain, any other one goes on by itself."""

    taken_by: str
    at: datetime
    place: str
    purpose: str
    seal: str = ""
    given_by: str = ""


@transaction.atomic
def hand_over(
    *, principal: Principal, records: Sequence[CaseRecord], draft: HandoverDraft, after: Sequence[UUID | None]
) -> list[Handover]:
    """Hand over what the records speak of, all or none; each from whoever took it last.

    `after` are the last hand-overs that the person saw (None: none yet). Raises NotAllowed; Conflict when one of them
    is no longer the last; Refused by field: a time in the future or before the last hand-over, a chain without a first
    holder.
    """
    record_type = type_of(records[0])
    _require_all(principal, record_type, records)
    current = locked(records)
    chains = chains_of(current)
    lasts = [chains[record.pk][-1] if chains[record.pk] else None for record in current]
    if [last.key if last else None for last in lasts] != list(after):
        raise Conflict(MOVED)
    table: Any = record_type.custody
    rows = [_next(table, record, last, draft, principal) for record, last in zip(current, lasts, strict=True)]
    for row, last in zip(rows, lasts, strict=True):
        _check_begins_where(row, draft)
        _check(row, earliest=last.now.at if last else None)
    table._default_manager.bulk_create(rows, batch_size=500)
    trail.record_each("handed over", current, {"purpose": draft.purpose})
    return rows


def _next(table: Any, record: CaseRecord, last: Entry | None, draft: HandoverDraft, principal: Principal) -> Handover:
    given = {name: getattr(draft, name) for name in FIELDS}
    row: Handover = table(
        record_id=record.pk,
        previous_id=last.key if last else None,
        given_by=last.now.taken_by if last else draft.given_by,
        logged_by_id=principal.person,
        **given,
    )
    return row


@transaction.atomic
def correct_handover(
    *, principal: Principal, record: CaseRecord, entry: UUID, draft: HandoverDraft, why: str
) -> Handover:
    """Put another row in the place of a hand-over, with the reason; the wrong one stays and is seen to be corrected.

    It begins where the one before it ends; the one behind it is corrected with it, so that it begins where this one
    ends now. Raises NotAllowed, Refused by field.
    """
    record_type = type_of(record)
    _require_all(principal, record_type, [record])
    chain = chain_of(locked([record])[0])
    place = next((number for number, one in enumerate(chain) if one.key == entry), None)
    if place is None:
        raise Refused(_("This hand-over is not in the chain of the record."))
    table: Any = record_type.custody
    before, behind = chain[place - 1] if place else None, chain[place + 1 : place + 2]
    row = _next(table, record, before, draft, principal)
    _check(row, earliest=before.now.at if before else None, latest=behind[0].now.at if behind else None)
    drawn_along = [one for one in behind if one.now.given_by != row.taken_by]
    rows = [_in_place_of(chain[place], row, why)]
    rows += [_in_place_of(one, _joined(one.now, row, principal), why) for one in drawn_along]
    table._default_manager.bulk_create(rows)
    trail.record("corrected hand-over", record, rows=[str(one.key) for one in (chain[place], *drawn_along)])
    return row


def _in_place_of(entry: Entry, row: Handover, why: str) -> Handover:
    row.previous_id, row.corrects_id, row.why = None, entry.now.pk, why.strip()  # type: ignore[attr-defined]
    return row


def _joined(behind: Handover, row: Handover, principal: Principal) -> Handover:
    """The hand-over behind a corrected one, as it was, from whoever holds it now."""
    given = {name: getattr(behind, name) for name in FIELDS}
    table: Any = type(behind)
    joined: Handover = table(record_id=row.record_id, given_by=row.taken_by, logged_by_id=principal.person, **given)
    return joined


def _require_all(principal: Principal, record_type: RecordType, records: Sequence[CaseRecord]) -> None:
    for record in records:
        verdict = may_hand_over(principal, record_type, record.originator_id)
        require(verdict, verb=f"hand over {record.reference}")


def _check_begins_where(row: Handover, draft: HandoverDraft) -> None:
    """Another giver than who took it last is refused, not overheard."""
    if draft.given_by and draft.given_by != row.given_by:
        message = _("It is with «%(value)s» now: the next hand-over begins there.")
        raise Refused({"given_by": ValidationError(message, "gap", {"value": row.given_by})})


def _check(row: Handover, *, earliest: datetime | None, latest: datetime | None = None) -> None:
    problems: dict[str, Any] = {}
    try:
        row.clean_fields(exclude=["record", "previous", "corrects", "logged_by"])
    except ValidationError as wrong:
        raise Refused(wrong.update_error_dict(problems)) from wrong
    if row.at > clock.now():
        problems["at"] = ValidationError(_("%(value)s is in the future."), "future", {"value": row.at})
    if earliest and row.at < earliest:
        problems["at"] = _("It lies before the hand-over from which it goes on. Correct the time, or that one first.")
    if latest and row.at > latest:
        problems["at"] = _("It lies behind the next hand-over. Correct the time, or that one first.")
    if problems:
        raise Refused(problems)
