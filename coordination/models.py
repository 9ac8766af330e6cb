"""The tables of this app, feature by feature, for Django to find."""

from coordination.deconfliction.matching.models import HeardName

__all__ = ["HeardName"]
