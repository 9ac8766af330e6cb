"""What matches tell the features above."""

from dataclasses import dataclass

from coordination.deconfliction.models import Match
from operation.access.principal import Principal


@dataclass(frozen=True)
class MatchConfirmed:
    """Both sides agreed that they hold the same, and what they do about it (`match.outcome`)."""

    match: Match
    principal: Principal
