"""The tables of this app, feature by feature, for Django to find."""

from coordination.exchange.models import Feedback, Receipt
from coordination.removals.models import (
    Removal,
    RemovalCheck,
    RemovalIncident,
    RemovalItem,
    RemovalPerson,
    RemovalStep,
    RemovalTerms,
)

__all__ = [
    "Feedback",
    "Receipt",
    "Removal",
    "RemovalCheck",
    "RemovalIncident",
    "RemovalItem",
    "RemovalPerson",
    "RemovalStep",
    "RemovalTerms",
]
