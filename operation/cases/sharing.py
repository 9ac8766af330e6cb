"""Release, recall and regrade: originator control over who else reads a record (domain.md §5, §9)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.access.grants import grant_view, holders, withdraw_view
from operation.access.handling import TLP
from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases import checks, notices
from operation.cases.base import CaseRecord
from operation.cases.events import RecordsChanged, RecordsReleased
from operation.cases.marking import Marking, named_readers
from operation.cases.notices import NoticeKind
from operation.cases.registry import type_of
from operation.cases.storing import locked, store
from operation.kernel import clock, events
from operation.kernel.errors import Refused, require
from operation.people.models import Organisation

Holders = Mapping[UUID, Collection[Organisation]]


@transaction.atomic
def release_records(
    *,
    principal: Principal,
    records: Sequence[CaseRecord],
    to: Sequence[Organisation],
    purpose: str,
    expires_at: datetime | None = None,
) -> None:
    """Let other organisations read records of the principal's agency, for a purpose, until when or until recalled.

    All records or none. Raises NotAllowed for anybody but the originator's coordinator; Refused for partners (they
    never read records), for TLP:RED (named persons only), for what its type objects to, and without a purpose.
    """
    _require(principal, records, "release")
    if not purpose.strip():
        raise Refused({"purpose": _("Say what it may be used for.")})
    if any(organisation.kind == "partner" for organisation in to):
        raise Refused({"to": _("Partners read released reports, never records.")})
    current = locked(records)  # one that is regraded meanwhile is not released under its old marking
    _refuse_red(current)
    _refuse_unready(current)
    groups = [organisation.group_id for organisation in to]
    grant_view(current, groups, principal=principal, purpose=purpose, at=clock.now(), expires_at=expires_at)
    told = {record.pk: {organisation.pk for organisation in to} for record in current}
    notices.tell(NoticeKind.RELEASED, current, told, purpose=purpose)
    recipients = [organisation.code for organisation in to]
    trail.record_each(
        "released", current, {"to": recipients, "purpose": purpose, "until": expires_at, "on": clock.now()}
    )
    if current:
        events.publish(RecordsReleased(type_of(current[0]), current, to, principal))


def _refuse_red(records: Sequence[CaseRecord]) -> None:
    red = next((record.reference for record in records if record.tlp == TLP.RED), None)
    if red:
        message = _("%(value)s: TLP:RED is for named persons only. Regrade the record before you release it.")
        raise Refused({"to": ValidationError(message, "red", {"value": red})})


def _refuse_unready(records: Sequence[CaseRecord]) -> None:
    for record in records:
        objection = record.objection_to_release()
        if objection:
            message = _("%(value)s: %(reason)s")
            raise Refused({"to": ValidationError(message, "unready", {"value": record.reference, "reason": objection})})


@transaction.atomic
def recall_records(
    *, principal: Principal, records: Sequence[CaseRecord], from_: Sequence[Organisation] | None = None, reason: str
) -> None:
    """Take releases back, from some organisations or (None) from all: gone at their next request, and they are told.

    Raises NotAllowed, and Refused without a reason.
    """
    _require(principal, records, "recall")
    if not reason.strip():
        raise Refused({"reason": _("Say why it is recalled.")})
    current = locked(records)
    _withdraw(NoticeKind.RECALLED, current, from_)
    whom = "all" if from_ is None else [organisation.code for organisation in from_]
    trail.record_each("recalled", current, {"from": whom, "reason": reason, "on": clock.now()})


@transaction.atomic
def regrade_records(
    *, principal: Principal, records: Sequence[CaseRecord], versions: Sequence[int], marking: Marking, reason: str
) -> list[CaseRecord]:
    """Give records another marking, with a reason. Recipients are told; TLP:RED ends every release.

    What was verified stays so: nothing of the content changes. Raises NotAllowed, Refused by field, or Conflict when
    one of `versions` is not the present one.
    """
    _require(principal, records, "regrade", "record.regrade")
    if not reason.strip():
        raise Refused({"reason": _("Say why it is regraded.")})
    record_type, current = type_of(records[0]), locked(records, versions)
    before = [f"{record.tlp} {record.handling_code}" for record in current]
    for record in current:
        _mark(record, marking, principal)
    readers = _tell_regraded(current, ends=marking.tlp == TLP.RED)
    store(record_type, current)
    now = f"{marking.tlp} {marking.handling_code}"
    details = {"to": now, "reason": reason, "on": clock.now()}
    told = [[one.code for one in readers.get(record.pk, ())] for record in current]
    trail.record_each(
        "regraded",
        current,
        [{"from": was, "told": codes} | details for was, codes in zip(before, told, strict=True)],
    )
    events.publish(RecordsChanged(record_type, current, principal))
    return current


def _mark(record: CaseRecord, marking: Marking, principal: Principal) -> None:
    record.tlp, record.handling_code, record.handling_text = marking.tlp, marking.handling_code, marking.handling_text
    if marking.tlp == TLP.RED:
        record.named_readers = named_readers(principal, record.created_by_id, marking.named_readers)
    checks.check_values(record, changed={"tlp", "handling_code", "handling_text"})
    record.version += 1
    record.changed_at, record.changed_by_id = clock.now(), principal.person


def _tell_regraded(records: Sequence[CaseRecord], *, ends: bool) -> Holders:
    if ends:
        return _withdraw(NoticeKind.REGRADED, records, None)
    readers = _holders(records)
    notices.tell(NoticeKind.REGRADED, records, _keys(readers))
    return readers


def _withdraw(kind: NoticeKind, records: Sequence[CaseRecord], from_: Sequence[Organisation] | None) -> Holders:
    """End releases, and tell those who could read until now."""
    readers = _holders(records)
    if from_ is not None:
        named = {organisation.pk for organisation in from_}
        readers = {key: [one for one in found if one.pk in named] for key, found in readers.items()}
    withdraw_view(records, None if from_ is None else [organisation.group_id for organisation in from_])
    notices.tell(kind, records, _keys(readers))
    return readers


def _holders(records: Sequence[CaseRecord]) -> Holders:
    rows = holders(records)
    by_group = {one.group_id: one for one in Organisation.objects.filter(group_id__in={group for _key, group in rows})}
    found: dict[UUID, list[Organisation]] = defaultdict(list)
    for key, group in rows:
        found[key].append(by_group[group])
    return found


def _keys(readers: Holders) -> dict[UUID, set[UUID]]:
    return {key: {organisation.pk for organisation in found} for key, found in readers.items()}


def end_of(day: date) -> datetime:
    """When a release up to a day ends, where the coordinator sits; in real time, also in the demonstration.

    Raises Refused for a day that has passed.
    """
    end = datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone())
    if end <= timezone.now():
        message = _("«%(value)s» has passed. Choose a later day, or none.")
        raise Refused({"until": ValidationError(message, "past", {"value": day})})
    return end


def _require(principal: Principal, records: Sequence[CaseRecord], verb: str, permission: str = "record.share") -> None:
    for record in records:
        verdict = may_as_originator(principal, permission, record.originator_id)
        require(verdict, verb=f"{verb} {record.reference}")
