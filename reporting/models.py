"""The tables of this app, feature by feature, for Django to find."""

from reporting.consultation.models import (
    Approval,
    CirculatedSection,
    Comment,
    ConsultationReminder,
    ReportStep,
    Round,
)
from reporting.dashboards.models import KeptView
from reporting.drafting.models import Report, Section, SectionDraft, SectionVersion
from reporting.evaluation.models import Edition, EditionFile, EditionSignature, ReleaseStep
from reporting.indicators.models import LedgerEntry
from reporting.measures.models import MeasureEntry
from reporting.returns.models import NationalReturn, ReturnLine, ReturnQuestion, ReturnStep
from reporting.targets.models import TargetStep

__all__ = [
    "Approval",
    "CirculatedSection",
    "Comment",
    "ConsultationReminder",
    "Edition",
    "EditionFile",
    "EditionSignature",
    "KeptView",
    "LedgerEntry",
    "MeasureEntry",
    "NationalReturn",
    "ReleaseStep",
    "Report",
    "ReportStep",
    "ReturnLine",
    "ReturnQuestion",
    "ReturnStep",
    "Round",
    "Section",
    "SectionDraft",
    "SectionVersion",
    "TargetStep",
]
