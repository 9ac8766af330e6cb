"""The page of one record."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.cases.base import CaseRecord, Verification
from operation.cases.confirmations import Unconfirmed, confirm_handling
from operation.cases.deletion.policies import may_delete
from operation.cases.masking import NAMES, withheld_from
from operation.cases.merging.selectors import kept_instead_of
from operation.cases.panels import panels_of, parts_of
from operation.cases.readers import own_release, readers_by_country, readings, secretariat_words
from operation.cases.registry import RecordType
from operation.cases.selectors import released_to
from operation.cases.stepping import steps_for
from operation.cases.timelines import history, life_cycle, snapshots
from operation.cases.values import primary_name, sections_of
from operation.cases.views import Context, RecordView, handling_of, list_url, record_url

HISTORY_AT_FIRST = 8


class Page(RecordView):
    """Facts, names, life cycle, who can read it, what it counts as, history; reading it is in the trail."""

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        try:
            record = self.read()
        except Unconfirmed as waiting:
            return self._ask_to_confirm(waiting.record)
        except Http404:
            kept = kept_instead_of(self.record_type, pk)
            if kept is None:
                raise
            return HttpResponseRedirect(reverse("record", args=[slug, kept]))
        return self._show(record)

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        """The reader confirms the handling text; what needs no confirmation is simply shown."""
        try:
            self.read()
        except Unconfirmed as waiting:
            confirm_handling(principal=self.principal, record=waiting.record)
        return HttpResponseRedirect(self.request.path)

    def _ask_to_confirm(self, record: CaseRecord) -> HttpResponse:
        context = {
            "title": _("Confirm how %(reference)s may be handled") % {"reference": record.reference},
            "text": record.handling_text,
            "label": _("I have read this and will keep to it"),
            "crumbs": self.type_crumbs(),
            "cancel_url": list_url(self.record_type),
            "handling": handling_of(record),
        }
        return self.show("decision", context)

    def _show(self, record: Any) -> HttpResponse:
        record_type, principal = self.record_type, self.principal
        withheld = withheld_from(principal, record_type, record)
        masked = NAMES in withheld
        kept = snapshots(principal, record)
        moments = history(record_type, record, kept)
        context = {
            "type": record_type,
            "record": record,
            "crumbs": self.type_crumbs(),
            "eyebrow": f"{record_type.label} · {record.reference}",
            "name": None if masked else primary_name(record_type, record),
            "masked": masked,
            "names": [] if masked or not record_type.names else list(record.names.all()),
            "is_own": record.originator_id == principal.organisation_id,
            "actions": actions_of(principal, record_type, record),
            "next_steps": next_steps(principal, record_type, record),
            "state": capfirst(record_type.state_label(record.status)),
            "drawing": record_type.drawings.get(record.status, "idle"),
            "steps": life_cycle(record_type, record, kept),
            "verified": record.verification == Verification.VERIFIED,
            "sections": sections_of(record_type, record, withheld),
            "readers": readers_by_country(record, principal),
            "secretariat": secretariat_words(record),
            "readings": readings(record, principal),
            "release": own_release(record, principal),
            "recall_url": self._recall_url(record),
            "parts": parts_of(principal, record),
            "panels": panels_of(principal, record),
            "history": moments[:HISTORY_AT_FIRST],
            "older_history": moments[HISTORY_AT_FIRST:],
            "handling": handling_of(record),
        }
        return self.show("record", context)

    def _recall_url(self, record: CaseRecord) -> str:
        may_recall = may_as_originator(self.principal, "record.share", record.originator_id)
        return record_url(self.record_type, record, "record-recall") if may_recall and released_to(record) else ""


def actions_of(principal: Principal, record_type: RecordType, record: CaseRecord) -> list[Context]:
    """The buttons of the page: those that the principal may press; a verification that he may not give says why."""
    actions: list[Context] = []
    if may_as_originator(principal, record_type.permission("amend"), record.originator_id):
        actions.append({"label": _("Edit"), "url": record_url(record_type, record, "record-edit"), "icon": "pen"})
    if may_as_originator(principal, "record.share", record.originator_id):
        actions.append({"label": _("Release"), "url": record_url(record_type, record, "record-share"), "icon": "share"})
    if may_as_originator(principal, "trail.read_own_records", record.originator_id):
        readings = record_url(record_type, record, "record-readings")
        actions.append({"label": _("Who read it"), "url": readings, "icon": "history"})
    if may_as_originator(principal, "record.regrade", record.originator_id):
        actions.append({"label": _("Regrade"), "url": record_url(record_type, record, "record-regrade")})
    if may_delete(principal, record):
        actions.append({"label": _("Delete"), "url": record_url(record_type, record, "record-delete"), "icon": "trash"})
    if (
        may_as_originator(principal, "record.verify", record.originator_id)
        and record.verification != Verification.VERIFIED
    ):
        why_not = (
            _("who logged or changed it last does not verify it") if record.changed_by_id == principal.user_id else ""
        )
        verify = {
            "label": _("Verify"),
            "url": record_url(record_type, record, "record-verify"),
            "icon": "check",
            "post": True,
        }
        actions.append(verify | {"disabled": why_not, "main": True})
    return actions


def next_steps(principal: Principal, record_type: RecordType, record: CaseRecord) -> list[Context]:
    """The steps that the principal may take from here, as buttons."""
    return [
        {"label": step.label, "url": record_url(record_type, record, "record-step", step.name), "small": True}
        for step in steps_for(principal, record_type, record)
    ]
