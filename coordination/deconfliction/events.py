"""What matches tell the features above (kernel/events.py)."""

from dataclasses import dataclass

from coordination.deconfliction.models import Match


@dataclass(frozen=True)
class MatchConcluded:
    """Both sides agreed on an outcome: the two records are the same from now on, or are so no longer."""

    match: Match
