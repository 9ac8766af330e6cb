"""What the features of this app do when something below happens, and what they register. Found at start."""

from coordination.roster import subscriptions as roster
from coordination.supervision import subscriptions as supervision

__all__ = ["roster", "supervision"]
