"""Write to the trail, inside the transaction of what is told: without its entry an action does not happen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from operation.audit.context import current_actor

APPEND = "SELECT audit_append(%s, %s, %s, %s, %s, %s::text[], %s::uuid[], %s::text[], %s::jsonb[])"
_encode = DjangoJSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True)
class Target:
    """What an entry speaks of: type, key and reference, without importing it."""

    type: str = ""
    id: UUID | None = None
    reference: str = ""

    @classmethod
    def of(cls, thing: models.Model) -> "Target":
        return cls(thing._meta.label, thing.pk, getattr(thing, "reference", ""))


NOTHING = Target()


def record(verb: str, target: Target | models.Model = NOTHING, /, **details: Any) -> None:
    """One entry. `details` say how and why (purpose, filter, ids shown, fields changed), never a name or a value."""
    record_each(verb, [target], details)


def record_each(
    verb: str, targets: Iterable[Target | models.Model], details: Mapping[str, Any] | Sequence[Mapping[str, Any]]
) -> None:
    """One entry for each target, in the order given, in one round trip and one lane.

    `details` are the same for all, or a sequence with those of each.
    """
    who = current_actor()
    known = [target if isinstance(target, Target) else Target.of(target) for target in targets]
    if not known:
        return
    told = [details] * len(known) if isinstance(details, Mapping) else details
    acting = (who.user_id, who.organisation_id, who.channel, who.address, verb)
    about = ([one.type for one in known], [one.id for one in known], [one.reference for one in known])
    with connection.cursor() as cursor:
        cursor.execute(APPEND, (*acting, *about, [_encode(dict(each)) for each in told]))
