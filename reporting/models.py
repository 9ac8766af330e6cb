"""The tables of this app, feature by feature, for Django to find."""

from reporting.consultation.models import (
    Approval,
    CirculatedSection,
    Comment,
    ConsultationReminder,
    ReportStep,
    Round,
)
from reporting.drafting.models import Report, Section, SectionDraft, SectionVersion
from reporting.evaluation.models import Edition, EditionFile, ReleaseStep
from reporting.indicators.models import LedgerEntry
from reporting.returns.models import NationalReturn, ReturnLine, ReturnStep

__all__ = [
    "Approval",
    "CirculatedSection",
    "Comment",
    "ConsultationReminder",
    "Edition",
    "EditionFile",
    "LedgerEntry",
    "NationalReturn",
    "ReleaseStep",
    "Report",
    "ReportStep",
    "ReturnLine",
    "ReturnStep",
    "Round",
    "Section",
    "SectionDraft",
    "SectionVersion",
]
