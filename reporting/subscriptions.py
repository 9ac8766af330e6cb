"""What the features of this app do when something below happens, and what they register. Found at start."""

from reporting.consultation import subscriptions as _consultation
from reporting.dashboards import subscriptions as _dashboards
from reporting.evaluation import subscriptions as _evaluation
from reporting.indicators import subscriptions as _indicators
from reporting.measures import subscriptions as _measures
from reporting.returns import subscriptions as _returns

__all__ = ["_consultation", "_dashboards", "_evaluation", "_indicators", "_measures", "_returns"]
