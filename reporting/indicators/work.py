"""The work of an agency without a person: what counts an agency's own records reads them as it may, and no others."""

from operation.access.principal import Principal
from operation.access.roles import Role
from operation.people.models import Organisation


def work_of(agency: Organisation) -> Principal:
    """The agency's own work, without a person."""
    return Principal(
        None,
        organisation_id=agency.pk,
        kind="agency",
        country=agency.country_id,
        group_id=agency.group_id,
        roles=frozenset({Role.SUPERVISOR}),
    )
