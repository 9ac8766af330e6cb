"""What the features of this app do when something below happens, and what they register. Found at start."""

from coordination.knowledge import subscriptions as _knowledge
from coordination.meetings import subscriptions as _meetings
from coordination.offers import subscriptions as _offers

__all__ = ["_knowledge", "_meetings", "_offers"]
