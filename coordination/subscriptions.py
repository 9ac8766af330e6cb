"""What the features of this app do when something below happens, and what they register. Found at start."""

from coordination.exchange import subscriptions as exchange
from coordination.removals import subscriptions as removals

__all__ = ["exchange", "removals"]
