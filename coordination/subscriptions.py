"""What the features of this app do when something below happens, and what they register. Found at start."""

from coordination.alerts import subscriptions as alerts
from coordination.messages import subscriptions as messages

__all__ = ["alerts", "messages"]
