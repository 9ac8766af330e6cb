"""The features of this app that subscribe or register something, found at start."""

from operation.administration import subscriptions as administration
from operation.cases.pages import subscriptions as cases
from operation.oversight import subscriptions as oversight
from operation.people import subscriptions as people
from operation.plan import subscriptions as plan

__all__ = ["administration", "cases", "oversight", "people", "plan"]
