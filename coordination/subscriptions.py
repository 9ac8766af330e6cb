"""What the features of this app do when something below happens, and what they register. Found at start."""

from coordination.alerts import subscriptions as alerts
from coordination.clocks import reference as clocks
from coordination.deconfliction import subscriptions as deconfliction
from coordination.deconfliction.matching import subscriptions as _matching
from coordination.exchange import subscriptions as exchange
from coordination.joint import subscriptions as _joint
from coordination.knowledge import subscriptions as _knowledge
from coordination.meetings import subscriptions as _meetings
from coordination.messages import subscriptions as messages
from coordination.offers import subscriptions as _offers
from coordination.removals import subscriptions as removals
from coordination.requests import subscriptions as requests
from coordination.roster import subscriptions as roster
from coordination.supervision import subscriptions as supervision

__all__ = [
    "_joint",
    "_knowledge",
    "_matching",
    "_meetings",
    "_offers",
    "alerts",
    "clocks",
    "deconfliction",
    "exchange",
    "messages",
    "removals",
    "requests",
    "roster",
    "supervision",
]
