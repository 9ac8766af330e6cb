"""How much of the place an agency tells in the nameless view, for each type of record (domain.md §10)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.facts import CaseFact, FactDefault
from operation.cases.registry import RecordType, all_types
from operation.kernel.errors import Denied, require

MEMBERS_ALONE = Denied(_("Agencies of member countries set this, for their own records."))


def defaults_of(organisation_id: UUID | None) -> dict[str, bool]:
    """By code of the type: whether the country alone is told."""
    kept = FactDefault.objects.filter(originator_id=organisation_id).values_list("record_type", "country_only")
    return {known.code: False for known in all_types()} | dict(kept)


@transaction.atomic
def set_fact_defaults(*, principal: Principal, country_only: Mapping[str, bool]) -> list[str]:
    """Tell the country alone, or its division too, by code of the type; the facts there are follow at once.

    Returns the types that changed. Raises NotAllowed for anybody but the agency's coordinator.
    """
    require(may(principal, "record.share") if principal.is_member else MEMBERS_ALONE, verb="set fact defaults")
    before = defaults_of(principal.own_organisation)
    changed = [known for known in all_types() if country_only.get(known.code, before[known.code]) != before[known.code]]
    for record_type in changed:
        _set(principal.own_organisation, record_type, country_only[record_type.code])
    if changed:
        told = {known.code: country_only[known.code] for known in changed}
        trail.record("fact_defaults_set", trail.NOTHING, country_only=told)
    return [known.code for known in changed]


def _set(originator_id: UUID, record_type: RecordType, country_only: bool) -> None:
    FactDefault.objects.update_or_create(
        originator_id=originator_id, record_type=record_type.code, defaults={"country_only": country_only}
    )
    place: Any = Value("")
    if not country_only:
        own = record_type.model._default_manager.filter(pk=OuterRef("record_id"))
        place = Coalesce(Subquery(own.values("place_subdivision")[:1]), Value(""))
    facts = CaseFact.objects.filter(originator_id=originator_id, record_type=record_type.code)
    facts.update(place_subdivision=place)
