"""The tables of this app, feature by feature, for Django to find."""

from coordination.roster.models import DutyShift, HandoverNote, Secondment
from coordination.supervision.models import (
    Escalation,
    Finding,
    Inspection,
    InspectionStep,
    Recommendation,
    RecommendationStep,
)

__all__ = [
    "DutyShift",
    "Escalation",
    "Finding",
    "HandoverNote",
    "Inspection",
    "InspectionStep",
    "Recommendation",
    "RecommendationStep",
    "Secondment",
]
