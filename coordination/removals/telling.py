"""What is written of a person goes to the other side: each disclosure is in the trail, with its recipient."""

from collections.abc import Sequence

from coordination.removals.models import Removal, RemovalPerson
from operation.audit import trail
from operation.cases.records.suspect import Suspect
from operation.people.models import Organisation

KIND = Suspect._meta.label


def disclose(removal: Removal, persons: Sequence[RemovalPerson], *, to: Organisation) -> None:
    """One entry for each record from which something was told, and one for the removal."""
    keys = [key for person in persons for key in (person.asking_record, person.held_record) if key]
    told = {"to": [to.code], "because": removal.reference}
    trail.record_each("disclosed for removal", [trail.Target(KIND, key) for key in keys], told)
    trail.record("disclosed persons", removal, to=[to.code], persons=[person.pk for person in persons])
