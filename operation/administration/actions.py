"""Writes on reference data."""

from collections.abc import Sequence

from django.db import transaction

from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel.errors import require
from operation.people.models import Country, Organisation


@transaction.atomic
def amend_reference(*, principal: Principal, thing: Country | Organisation, fields: Sequence[str]) -> None:
    """Keep the fields of a country or organisation that were changed. Raises NotAllowed."""
    require(may(principal, "reference.amend"), verb="amend reference data")
    if not fields:
        return
    type(thing).objects.select_for_update().get(pk=thing.pk)
    thing.save(update_fields=list(fields))
    trail.record("amended", trail.Target(thing._meta.label, reference=thing.code), fields=sorted(fields))
