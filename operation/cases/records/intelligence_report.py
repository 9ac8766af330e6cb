"""Intelligence reports: what an agency learned, graded, for other countries (domain.md §5; decision 38)."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.access.grants import RecordGrant
from operation.access.handling import HandlingCode
from operation.cases.base import CaseRecord
from operation.cases.frauds import FraudType
from operation.cases.grading import Information, Source, System, read_grade
from operation.cases.history import tracked
from operation.cases.interchange import Interchange, Schema
from operation.cases.registry import RecordType, Section, register
from operation.cases.sections import HANDLING, MORE_OF_IT, WHAT_HAPPENED, without
from operation.kernel.errors import Text
from operation.kernel.transitions import StateTable, Transition


class ReportState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    GRADED = "graded", _("graded")
    RELEASED = "released", _("cleared for release")
    DISSEMINATED = "disseminated", _("disseminated")
    ACTIONED = "actioned", _("acted upon")


UNGRADED = (ReportState.DRAFT, ReportState.SUBMITTED)


@tracked
class IntelligenceReport(CaseRecord):
    """A report. The narrative is its text; the grade is given by a supervisor or coordinator, in the 4×4.

    Until then the two evaluations are what the grade as given says: a proposal. `is_sanitised`: made from another one
    without what would reveal the source. A report whose source needs protection goes to nobody; its sanitised version
    does.
    """

    title = models.CharField(_("title"), max_length=160, help_text=_("What it is about. No name of a person."))
    narrative = models.TextField(_("text of the report"))
    source_protected = models.BooleanField(
        _("the source needs protection"),
        default=False,
        help_text=_("It is then released to nobody: make a sanitised version, and release that one."),
    )
    is_sanitised = models.BooleanField(_("sanitised version"), default=False, editable=False)
    grade_given = models.CharField(
        _("grade as given"), max_length=20, blank=True, help_text=_("As it was written: B2, or C35, or 2CP.")
    )
    grade_system = models.CharField(_("graded in"), max_length=5, choices=System, blank=True)
    source_evaluation = models.CharField(_("source"), max_length=1, choices=Source, blank=True)
    information_evaluation = models.CharField(_("information"), max_length=1, choices=Information, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    fraud_type = models.CharField(_("fraud type"), max_length=12, choices=FraudType, blank=True)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    graded_on = models.DateField(_("graded on"), null=True, blank=True)
    cleared_on = models.DateField(_("cleared on"), null=True, blank=True)
    disseminated_on = models.DateField(_("disseminated on"), null=True, blank=True)

    def derive(self) -> None:
        """A grade that is given says in which system; until somebody grades the report, it is the proposal."""
        grade = read_grade(self.grade_given)
        if grade is None:
            return
        self.grade_system = self.grade_system or grade.system
        if self.status in UNGRADED:
            self.source_evaluation = grade.source or ""
            self.information_evaluation = grade.information or ""

    def objections(self) -> dict[str, Text]:
        found = self._objections_to_grade()
        if self.until_on and self.event_on and self.until_on < self.event_on:
            found["until_on"] = _("It ends before it begins. Correct one of the two dates.")
        if self.source_protected and self.is_sanitised:
            found["source_protected"] = _("A sanitised version reveals no source. Take out what would reveal it.")
        return found

    def _objections_to_grade(self) -> dict[str, Any]:
        grade = read_grade(self.grade_given)
        if not self.grade_given:
            return {"grade_given": _("Say which grade was given.")} if self.grade_system else {}
        given = {"value": self.grade_given}
        if grade is None:
            message = _("«%(value)s» is no grade. Write 4×4 as B2, 5×5×5 as C35, 3×5×2 as 2CP, or leave it empty.")
            return {"grade_given": ValidationError(message, "grade", given)}
        if grade.system != self.grade_system:
            message = _("«%(value)s» is a grade of %(system)s. Correct one of the two.")
            words = given | {"system": grade.system.label}
            return {"grade_system": ValidationError(message, "system", words)}
        if grade.has_conditions and self.handling_code in (HandlingCode.H0, HandlingCode.H1):
            message = _("«%(value)s» has conditions. Choose H2, or H3 with their words.")
            return {"handling_code": ValidationError(message, "conditions", given)}
        return {}

    def objection_to_release(self) -> Text | None:
        """Graded first, and nothing by which a protected source is known."""
        if self.status in UNGRADED:
            return _("It is not graded yet. A supervisor or the operation coordinator grades it first.")
        if self.source_protected:
            return _("Its source needs protection. Make a sanitised version, and release that one.")
        return None

    def objection_to_combining(self, other: Any) -> Text | None:
        """Files and links of a report would go to those who were given its sanitised version alone."""
        if self.is_sanitised == other.is_sanitised:
            return None
        return _("A report and a sanitised version stay two records: recipients of the one do not read the other.")


class IntelligenceReportGrant(RecordGrant):
    content_object = models.ForeignKey(IntelligenceReport, models.CASCADE, related_name="grants")


def _is_graded(report: Any, given: Mapping[str, Any]) -> Text | None:
    """The grade is complete: the source and the information, both of them."""
    source = given.get("source_evaluation") or report.source_evaluation
    information = given.get("information_evaluation") or report.information_evaluation
    return None if source and information else _("Give both: how reliable the source is, and the information.")


def _may_be_known(report: Any, _given: Mapping[str, Any]) -> Text | None:
    objection: Text | None = report.objection_to_release()
    return objection


BY, GRADING = "record.transition", "intelligence.grade"

STATES = StateTable(
    initial=ReportState.DRAFT,
    transitions=(
        Transition("submit", _("Submit for grading"), ("draft",), "submitted", BY, stamps="submitted_on"),
        Transition(
            "grade",
            _("Grade it"),
            ("submitted",),
            "graded",
            GRADING,
            ("source_evaluation", "information_evaluation"),
            stamps="graded_on",
            condition=_is_graded,
        ),
        Transition("send_back", _("Send back to its author"), ("submitted",), "draft", GRADING),
        Transition(
            "clear",
            _("Clear for release"),
            ("graded",),
            "released",
            "record.share",
            stamps="cleared_on",
            condition=_may_be_known,
        ),
        Transition("act", _("Was acted upon"), ("disseminated",), "actioned", BY),
    ),
    line=("draft", "submitted", "graded", "released", "disseminated", "actioned"),
    closed=frozenset({"actioned"}),
)
"""Disseminated it becomes by a release to somebody (coordination/exchange)."""

INTELLIGENCE_REPORT = register(
    RecordType(
        model=IntelligenceReport,
        code="INT",
        slug="intelligence-reports",
        label=_("Intelligence report"),
        label_plural=_("Intelligence reports"),
        log_label=_("Write an intelligence report"),
        states=STATES,
        state_labels=dict(ReportState.choices),
        sections=(
            Section("", ("title", "narrative", "source_protected")),
            Section(
                _("Grade"),
                ("grade_given", "grade_system"),
                hint=_(
                    "Your proposal, or the grade with which you got it. A supervisor or coordinator gives the grade."
                ),
            ),
            Section(WHAT_HAPPENED.title, ("event_date", "until_on", "place_name", "place_country", "fraud_type")),
            without(MORE_OF_IT, "narrative"),
            HANDLING,
        ),
        columns=("title", "source_evaluation", "information_evaluation", "fraud_type"),
        filters=("status", "source_evaluation", "information_evaluation", "country", "verification", "event_on"),
        event_label=_("From"),
        headings={"source_evaluation": _("Source"), "information_evaluation": _("Information")},
        drawings={
            "submitted": "clock",
            "graded": "check",
            "released": "release",
            "disseminated": "share",
            "actioned": "ok",
        },
        interchange=Interchange(Schema("Note", {"narrative": "description"}), titles=("title",)),
        example={"grade_given": "B2"},
        personal=("title", "narrative", "place_name", "coordinates"),
    )
)
