"""Writes of links: make, amend, end, withdraw. Those of two records that become one: relinking.py."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.cases.links.kinds import BY_KIND, Confidence, LinkKind
from operation.cases.links.models import End, Link
from operation.cases.links.policies import may_change, may_link
from operation.cases.links.selectors import Ends, ends_of
from operation.cases.links.storing import STALE, locked, store, tell, withdraw
from operation.cases.records.suspect import SyndicateRole
from operation.kernel import clock
from operation.kernel.dates import PartialDate
from operation.kernel.errors import Conflict, Refused, require

GONE = _("One of the records is not there for you. Search for it again.")


@dataclass(frozen=True)
class LinkDetails:
    """What is known of a link besides its ends."""

    role: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None
    source: str = ""
    confidence: str = Confidence.CONFIRMED
    note: str = ""


DETAILS = tuple(field.name for field in fields(LinkDetails))


@dataclass(frozen=True)
class LinkDraft:
    """A link to be made: the subject is something to the object."""

    kind: str
    subject: End
    object: End
    details: LinkDetails = LinkDetails()


@transaction.atomic
def link_records(*, principal: Principal, drafts: Sequence[LinkDraft]) -> list[Link]:
    """Make links, all or none; those that the principal's agency has made already are left as they are.

    Raises NotAllowed for who may change neither end; Refused for records that he does not see, for ends that cannot be
    linked so, or for dates that cannot be.
    """
    ends = ends_of(principal, [end for draft in drafts for end in (draft.subject, draft.object)])
    for draft in drafts:
        _check_ends(principal, draft, ends)
        _check_details(draft.kind, draft.details)
    made = [_new(principal, draft) for draft in drafts]
    made = _not_made_yet(principal, made)
    Link.objects.bulk_create(made, batch_size=500)
    tell("linked", made, ends)
    return made


def _check_ends(principal: Principal, draft: LinkDraft, ends: Ends) -> None:
    if draft.subject.id not in ends or draft.object.id not in ends or draft.subject.id == draft.object.id:
        raise Refused({"other": GONE})
    if draft.kind not in LinkKind.values or not BY_KIND[LinkKind(draft.kind)].allows(
        draft.subject.type, draft.object.type
    ):
        raise Refused({"kind": _("Records of these two types are not linked so. Choose another kind of link.")})
    require(may_link(principal, [ends[draft.subject.id], ends[draft.object.id]]), verb="link")


def _check_details(kind: str, details: LinkDetails) -> None:
    problems: dict[str, Any] = {}
    if details.role and kind != LinkKind.MEMBER:
        problems["role"] = _("Only a member has a role. Leave it empty.")
    elif details.role and details.role not in SyndicateRole.values:
        message = _("«%(value)s» is no role. It takes: %(codes)s.")
        problems["role"] = ValidationError(
            message, "role", {"value": details.role, "codes": ", ".join(SyndicateRole.values)}
        )
    for name, day in (("since", details.since), ("until", details.until)):
        if day and day.day > clock.today():
            message = _("%(value)s is in the future. Nothing is logged before it happens.")
            problems[name] = ValidationError(message, "future", {"value": day})
    if details.since and details.until and details.until.day < details.since.day:
        message = _("«%(value)s» is before the link began. Correct one of the two dates.")
        problems["until"] = ValidationError(message, "backwards", {"value": details.until})
    if problems:
        raise Refused(problems)


def _new(principal: Principal, draft: LinkDraft) -> Link:
    link = Link(
        originator_id=principal.own_organisation,
        kind=draft.kind,
        created_by_id=principal.person,
        changed_by_id=principal.person,
        **_values(draft.details),
    )
    link.join(draft.subject, draft.object)
    return link


def _values(details: LinkDetails) -> dict[str, Any]:
    return {name: getattr(details, name) for name in DETAILS}


def _not_made_yet(principal: Principal, links: Sequence[Link]) -> list[Link]:
    """Each once, without those that there are."""
    keys = {key for link in links for key in (link.subject_id, link.object_id)}
    there = {link.what for link in Link.objects.in_force().at(keys).made_by(principal)}
    return list({link.what: link for link in links if link.what not in there}.values())


@transaction.atomic
def amend_link(*, principal: Principal, link: Link, details: LinkDetails, version: int) -> Link:
    """Change what is known of a link; an end date ends it. A change of nothing writes nothing.

    Raises NotAllowed outside its originator; Refused by field; Conflict when `version` is not the present one.
    """
    require(may_change(principal, link), verb="amend link")
    current = locked([link])[0]
    if current.version != version:
        raise Conflict(STALE)
    _check_details(current.kind, details)
    changed = [name for name, value in _values(details).items() if not _is_now(getattr(current, name), value)]
    for name in changed:
        setattr(current, name, getattr(details, name))
    if not changed:
        return current
    _check_once(current)
    store(principal, [current])
    tell("amended link", [current], ends_of(principal, [current.subject, current.object]), {"fields": changed})
    return current


def _is_now(present: Any, value: Any) -> bool:
    if isinstance(present, PartialDate) and isinstance(value, PartialDate):
        return (present.day, present.precision) == (value.day, value.precision)
    return bool(present == value)


def _check_once(link: Link) -> None:
    others = Link.objects.in_force().at([link.subject_id]).filter(originator_id=link.originator_id)
    if any(other.what == link.what for other in others.exclude(pk=link.pk)):
        raise Refused({"role": _("There is such a link already, in this role.")})


@transaction.atomic
def withdraw_links(*, principal: Principal, links: Sequence[Link], why: str) -> None:
    """Take links back that should not have been made; one that was true once is ended by a date instead.

    Raises NotAllowed outside their originator, Refused without a reason.
    """
    for link in links:
        require(may_change(principal, link), verb="withdraw link")
    if not why.strip():
        raise Refused({"why": _("Say why.")})
    withdraw(principal, locked(links), why)
