"""The features of this app that subscribe or register something, found at start."""

from operation.people import subscriptions as people

__all__ = ["people"]
