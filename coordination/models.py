"""The tables of this app, feature by feature, for Django to find."""

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
    "Removal",
    "RemovalCheck",
    "RemovalIncident",
    "RemovalItem",
    "RemovalPerson",
    "RemovalStep",
    "RemovalTerms",
]
