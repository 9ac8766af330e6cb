"""Hold links while they change, write them back, and tell it at both ends: what every action on them ends with."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.links.models import Link
from operation.cases.links.selectors import Ends, ends_of
from operation.kernel import clock
from operation.kernel.errors import Conflict

STALE = _("Somebody changed this link since you opened it. Look at it again, then enter your change.")


def locked(links: Sequence[Link]) -> list[Link]:
    """As they are now, held until the transaction ends. Raises Conflict when one was withdrawn meanwhile."""
    held = Link.objects.in_force().select_for_update().filter(pk__in=[link.pk for link in links]).order_by("pk")
    found = {link.pk: link for link in held}
    if len(found) != len({link.pk for link in links}):
        raise Conflict(STALE)
    return [found[link.pk] for link in links]


def store(principal: Principal, links: Sequence[Link]) -> None:
    """Write all that may change, set-wise."""
    for link in links:
        link.version += 1
        link.changed_at, link.changed_by_id = clock.now(), principal.person
    fixed = {"id", "created_at", "originator", "created_by"}
    names = [field.name for field in Link._meta.concrete_fields if field.name not in fixed]
    Link.objects.bulk_create(links, batch_size=500, update_conflicts=True, unique_fields=["id"], update_fields=names)


def withdraw(principal: Principal, links: Sequence[Link], why: str) -> None:
    """Take held links back."""
    for link in links:
        link.withdrawn_at, link.withdrawn_why = clock.now(), why
    store(principal, links)
    tell("withdrew link", links, both_ends(principal, links))


def both_ends(principal: Principal, links: Sequence[Link]) -> Ends:
    return ends_of(principal, [end for link in links for end in (link.subject, link.object)])


def tell(verb: str, links: Sequence[Link], ends: Ends, details: Mapping[str, Any] | None = None) -> None:
    """At both ends, each without a word of the other: who reads the trail of one need not see the other."""
    told = [(ends[end.id], link) for link in links for end in (link.subject, link.object) if end.id in ends]
    more = dict(details or {})
    trail.record_each(
        verb, [record for record, _link in told], [{"link": link.pk, "kind": link.kind} | more for _end, link in told]
    )
