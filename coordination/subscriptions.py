"""What the features of this app do when something below happens, and what they register. Found at start."""

from coordination.clocks import reference as clocks
from coordination.exchange import subscriptions as exchange
from coordination.removals import subscriptions as removals
from coordination.requests import subscriptions as requests

__all__ = ["clocks", "exchange", "removals", "requests"]
