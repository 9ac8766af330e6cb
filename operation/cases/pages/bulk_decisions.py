"""Decisions about several records at once: a step of their life cycle, their verification, another marking."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operation.access.policies import may, may_as_originator
from operation.cases.actions import take_step, verify_records
from operation.cases.base import CaseRecord, Verification
from operation.cases.forms_decisions import RegradeManyForm, StepForm
from operation.cases.sharing import regrade_records
from operation.cases.stepping import may_take, not_from_here, objections
from operation.cases.views import Context
from operation.cases.views_bulk import BulkPage
from operation.kernel.dates import Precision
from operation.kernel.errors import Denied, Refused, Text, Verdict
from operation.kernel.transitions import Transition


class StepMany(BulkPage):
    """One step with all of them, on one day, with the same values for what it needs; or why not, record by record."""

    @property
    def step(self) -> Transition:
        """Raises Http404 for a step that the type does not have."""
        found = self.record_type.states.named(self.asked.get("step", ""))
        if found is None:
            raise Http404
        return found

    @property
    def verb(self) -> str:
        return self.step.name

    @property
    def carried(self) -> list[tuple[str, Any]]:
        return [("step", self.step.name)]

    def verdict(self, record: CaseRecord) -> Verdict:
        return may_take(self.principal, self.record_type, record, self.step)

    def objection(self, record: CaseRecord) -> Text:
        return not_from_here(self.record_type, record, self.step)

    def form_for(self, records: Sequence[CaseRecord], data: QueryDict | None = None) -> StepForm:
        """What happened to all of them on one day is offered for that day."""
        return StepForm(self.record_type, self.principal, self.step, data=data, on=common_day(records))

    def words(self, records: Sequence[CaseRecord]) -> Context:
        count, state = len(records), capfirst(self.record_type.state_label(self.step.target))
        text = ngettext("%(count)s record becomes «%(state)s».", "%(count)s records become «%(state)s».", count)
        words = {"count": count, "state": state}
        return {"title": f"{self.step.label} ({count})", "text": text % words, "label": self.step.label}

    def carry_out(self, records: Sequence[CaseRecord], form: StepForm) -> str:
        why = objections(records, self.step, form.day, form.given)
        if why:
            raise Refused([f"{reference}: {reason}" for reference, reason in why.items()])
        take_step(principal=self.principal, records=records, step=self.step, on=form.day, given=form.given)
        count, state = len(records), capfirst(self.record_type.state_label(self.step.target))
        text = ngettext("%(count)s record is now «%(state)s».", "%(count)s records are now «%(state)s».", count)
        return text % {"count": count, "state": state}


class VerifyMany(BulkPage):
    """Confirm what others logged."""

    permission = "record.verify"
    verb = "verify"

    def verdict(self, record: CaseRecord) -> Verdict:
        verdict = may(self.principal, self.record_type.permission("transition"))
        if isinstance(verdict, Denied):
            return verdict
        return may_as_originator(self.principal, self.permission, record.originator_id)

    def objection(self, record: CaseRecord) -> Text:
        if record.verification == Verification.VERIFIED:
            return _("verified already")
        own = record.changed_by_id == self.principal.user_id
        return _("who logged or changed it last does not verify it") if own else ""

    def words(self, records: Sequence[CaseRecord]) -> Context:
        count = len(records)
        title = ngettext("Verify %(count)s record", "Verify %(count)s records", count) % {"count": count}
        text = _("You confirm that what stands there is what happened. You have looked at each of them.")
        return {"title": title, "text": text, "label": _("Verify")}

    def carry_out(self, records: Sequence[CaseRecord], form: Any) -> str:
        verify_records(principal=self.principal, records=records)
        count = len(records)
        return ngettext("%(count)s record verified.", "%(count)s records verified.", count) % {"count": count}


class RegradeMany(BulkPage):
    """The same marking for all of them, with one reason."""

    permission = "record.regrade"
    verb = "regrade"

    def verdict(self, record: CaseRecord) -> Verdict:
        return may_as_originator(self.principal, self.permission, record.originator_id)

    def form_for(self, records: Sequence[CaseRecord], data: QueryDict | None = None) -> RegradeManyForm:
        return RegradeManyForm(self.record_type, self.principal, records[0], data)

    def words(self, records: Sequence[CaseRecord]) -> Context:
        count = len(records)
        title = ngettext("Regrade %(count)s record", "Regrade %(count)s records", count) % {"count": count}
        text = _("Recipients are told, without the reason. TLP:RED ends every release: it is for named persons only.")
        return {"title": title, "text": text, "label": _("Regrade them")}

    def carry_out(self, records: Sequence[CaseRecord], form: RegradeManyForm) -> str:
        regrade_records(
            principal=self.principal,
            records=records,
            versions=[record.version for record in records],
            marking=form.marking,
            reason=form.cleaned_data["reason"],
        )
        count = len(records)
        return ngettext("%(count)s record regraded.", "%(count)s records regraded.", count) % {"count": count}


def common_day(records: Sequence[CaseRecord]) -> date | None:
    """The day of the event, when it is the same for all of them and known as a day."""
    dates = {(record.event_on, record.event_precision) for record in records}
    if len(dates) > 1:
        return None
    day, precision = dates.pop()
    return day if precision == Precision.DAY else None
