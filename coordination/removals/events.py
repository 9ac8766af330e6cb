"""What removals tell the features above (kernel/events.py)."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordination.removals.models import RemovalPerson


@dataclass(frozen=True)
class PersonsReceived:
    """One side handed these persons over and the other received them: the suspects that both hold are the same."""

    persons: Sequence[RemovalPerson]
