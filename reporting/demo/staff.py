"""Who does what in the demonstration: the agencies' own people, as they are appointed."""

from collections.abc import Mapping
from dataclasses import dataclass

from operation.access.principal import Principal
from operation.people.models import Organisation, User
from operation.people.selectors import agencies, principal_of


@dataclass(frozen=True)
class Desk:
    """Those of one agency who log, verify, release, and screen the rescued."""

    organisation: Organisation
    officer: Principal
    supervisor: Principal
    coordinator: Principal
    protection: Principal


def desks(people: Mapping[str, User]) -> dict[str, Desk]:
    """The desk of each agency by its key: the country's code, with a 2 for its second agency."""
    found: dict[str, Desk] = {}
    for organisation in agencies():
        key = str(organisation.country_id)
        key = f"{key}2" if key in found else key
        roles = ("officer", "supervisor", "coordinator", "protection")
        found[key] = Desk(organisation, *(principal_of(people[f"{role}.{key.lower()}"]) for role in roles))
    return found
