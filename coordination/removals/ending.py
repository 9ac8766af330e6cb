"""A removal that comes to nothing: everybody stays where he stood."""

from datetime import date

from coordination.removals.models import PersonEnd, Removal, RemovalPerson
from coordination.removals.moving import settle
from coordination.removals.stepping import listed
from operation.access.principal import Principal


def give_up(principal: Principal, removal: Removal, on: date) -> None:
    """Each listed person has an end, and his record goes back to where it stood."""
    persons = [person for person in listed(removal) if not person.end]
    for person in persons:
        person.end = PersonEnd.STAYED
    RemovalPerson.objects.bulk_update(persons, ["end"])
    settle(principal, removal, persons, on)
