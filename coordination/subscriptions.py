"""What the features of this app do when something below happens, and what they register. Found at start."""

from coordination.deconfliction.matching import subscriptions as _matching

__all__ = ["_matching"]
