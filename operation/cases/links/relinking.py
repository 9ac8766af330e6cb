"""The links of two records that become one, and of one that becomes two again."""

from copy import copy
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.links.models import End, Link
from operation.cases.links.storing import both_ends, locked, store, tell, withdraw
from operation.cases.registry import type_of
from operation.kernel.errors import require


@dataclass(frozen=True)
class Relinked:
    """What `relink` did, for its undo: keys of links that were moved, and of those withdrawn instead."""

    moved: tuple[UUID, ...] = ()
    withdrawn: tuple[UUID, ...] = ()


@transaction.atomic
def relink(*, principal: Principal, from_record: CaseRecord, to_record: CaseRecord) -> Relinked:
    """Move the links of the principal's agency from one of its records to another one of the same type.

    A link between the two, and one that the kept record has already, is withdrawn. Links that other agencies made stay
    where they are, and so do those whose other end was recalled from it. Raises NotAllowed for who may not amend both.
    """
    _require(principal, from_record, to_record)
    links = locked(list(Link.objects.in_force().at([from_record.pk]).made_by(principal)))
    there = {link.what for link in Link.objects.in_force().at([to_record.pk]).made_by(principal)}
    moved: list[Link] = []
    doubled: list[Link] = []
    for link in links:
        after = _carried(link, from_record, to_record)
        if after.subject_id == after.object_id or after.what in there:
            doubled.append(link)
        else:
            moved.append(after)
    withdraw(principal, doubled, _("combined with another record"))
    store(principal, moved)
    tell("moved link", moved, both_ends(principal, moved))
    return Relinked(tuple(link.pk for link in moved), tuple(link.pk for link in doubled))


@transaction.atomic
def undo_relink(*, principal: Principal, from_record: CaseRecord, to_record: CaseRecord, relinked: Relinked) -> None:
    """Give `from_record` back what `relink` took from it, as far as nobody has withdrawn it since."""
    _require(principal, from_record, to_record)
    held = locked(list(Link.objects.in_force().made_by(principal).filter(pk__in=relinked.moved)))
    moved = [_carried(link, to_record, from_record) for link in held]
    again = list(Link.objects.made_by(principal).select_for_update().filter(pk__in=relinked.withdrawn).order_by("pk"))
    for link in again:
        link.withdrawn_at, link.withdrawn_why = None, ""
    store(principal, [*moved, *again])
    tell("moved link", [*moved, *again], both_ends(principal, [*moved, *again]))


def _require(principal: Principal, *records: CaseRecord) -> None:
    for record in records:
        permission = type_of(record).permission("amend")
        require(may_as_originator(principal, permission, record.originator_id), verb=f"relink {record.reference}")


def _carried(link: Link, from_record: CaseRecord, to_record: CaseRecord) -> Link:
    """The link as it is with the other record at its end."""
    after = copy(link)
    subject, object_ = (End.of(to_record) if end.id == from_record.pk else end for end in (link.subject, link.object))
    after.join(subject, object_)
    return after
