"""The words for threads and messages on pages, on the desk and in the API."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from coordination.messages.talkable import Audience
from operation.access.principal import Principal
from operation.kernel.errors import Text
from operation.people.models import Organisation, OrganisationKind, User


def audience_words(principal: Principal, audience: Audience, organisations: Mapping[UUID, Organisation]) -> str:
    """Who reads it, as its reader would say: «between us», «with Cambodia (Ministry of Interior)»."""
    if audience.first is None:
        return _("All members and LMLECC")
    if not audience.leaves(principal.organisation_id):
        return _("Between us")
    others = [one for one in audience.organisations if one != principal.organisation_id]
    names = " · ".join(organisation_words(organisations[one]) for one in others)
    if audience.secretariat and not principal.is_secretariat:
        return _("With %(names)s and LMLECC") % {"names": names}
    return _("With %(names)s") % {"names": names}


def organisation_words(organisation: Organisation) -> str:
    """A country with its agency: Laos has two."""
    if organisation.kind != OrganisationKind.AGENCY:
        return str(organisation.short_name)
    return f"{organisation.country} ({organisation.short_name})"


def readers_words(principal: Principal, audience: Audience) -> Text:
    """What stands beside the field in which one writes."""
    if not audience.leaves(principal.organisation_id):
        return (
            _("Nobody outside your agency reads this.")
            if principal.is_member
            else _("Nobody outside LMLECC reads this.")
        )
    return _("Those whom it names read this, and nobody else.")


def person_words(user: User) -> str:
    return f"{user} · {user.organisation.short_name}" if user.organisation else str(user)


def known_organisations() -> dict[UUID, Organisation]:
    """All that can stand in a thread, by key; there are about ten. One query."""
    found: Any = Organisation.objects.exclude(kind=OrganisationKind.PARTNER).select_related("country")
    return {one.pk: one for one in found}
