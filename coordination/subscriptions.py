"""What the features of this app do when something below happens, and what they register. Found at start."""

from coordination.deconfliction import subscriptions as deconfliction

__all__ = ["deconfliction"]
