"""Several records that were chosen in a list: one page asks, with their number, and all of them change or none."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.bulk import AMONG, chosen_records
from operation.cases.masking import why_masked
from operation.cases.registry import RecordType
from operation.cases.selectors import choose_records
from operation.cases.values import primary_name
from operation.cases.views import Context, TypeView, handling_of_all, list_url
from operation.kernel.errors import Conflict, Denied, Text, Verdict, require
from operation.kernel.fields import show_refusal

NAMED_AT_MOST = 50
LeftOut = Mapping[str, Text]


class BulkPage(TypeView):
    """One decision about many records.

    A GET leaves out those for which it is not open, and says why; what is posted is what was shown, by its ids: had the
    filters found others meanwhile, they would not be among them.
    """

    template = "decision"

    @property
    def verb(self) -> str:
        """The word for it in the trail, when it is denied."""
        raise NotImplementedError

    @property
    def carried(self) -> list[tuple[str, Any]]:
        """What else travels with the form: (name, value)."""
        return []

    def verdict(self, record: Any) -> Verdict:
        """Whether the principal may do it with this record, as it stands."""
        raise NotImplementedError

    def objection(self, record: Any) -> Text:
        """Why this record is left out though the principal may; "" for none."""
        return ""

    def form_for(self, records: Sequence[Any], data: QueryDict | None = None) -> Any:
        """What is asked besides yes or no."""
        return forms.Form(data)

    def words(self, records: Sequence[Any]) -> Context:
        """`title` with the number, `text`, `label` of the button, `grave` for what cannot be undone."""
        raise NotImplementedError

    def carry_out(self, records: Sequence[Any], form: Any) -> str:
        """Do it, with all or none; returns the words for the list. Raises ValidationError or Conflict."""
        raise NotImplementedError

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        try:
            found = chosen_records(self.principal, self.record_type, request.GET)
        except ValidationError as refused:
            return self._back(" ".join(refused.messages))
        return self._ask_about(found)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        keys = request.POST.getlist("id")
        records = choose_records(self.principal, self.record_type, keys) if keys else []
        for record in records:
            require(self.verdict(record), verb=f"{self.verb} {record.reference}")
        if not records or any(self.objection(record) for record in records):
            return self._ask_about(records)
        form = self.form_for(records, request.POST)
        done = self._carried_out(records, form) if form.is_valid() else ""
        if not done:
            return self._ask(records, form, {})
        messages.success(request, done)
        return HttpResponseRedirect(self.way_back)

    def _carried_out(self, records: Sequence[CaseRecord], form: Any) -> str:
        try:
            return self.carry_out(records, form)
        except ValidationError as refused:
            show_refusal(form, refused)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        return ""

    def _ask_about(self, found: Sequence[CaseRecord]) -> HttpResponse:
        if not found:
            return self._back(_("Choose the records first: tick their boxes in the list."))
        left_out = {record.reference: why for record in found if (why := self._why_not(record))}
        records = [record for record in found if record.reference not in left_out]
        if records:
            return self._ask(records, self.form_for(records), left_out)
        reasons = dict.fromkeys(str(why) for why in left_out.values())
        return self._back(" ".join([_("None of the chosen records is open to this."), *reasons]))

    def _why_not(self, record: CaseRecord) -> Text:
        verdict = self.verdict(record)
        return verdict.reason if isinstance(verdict, Denied) else self.objection(record)

    def _ask(self, records: Sequence[CaseRecord], form: Any, left_out: LeftOut) -> HttpResponse:
        context = {
            "type": self.record_type,
            "facts": [*_shown(self.principal, self.record_type, records), *_told(left_out)],
            "form": form,
            "hidden": [*(("id", record.pk) for record in records), *self.carried, (AMONG, self._among)],
            "crumbs": self.type_crumbs(),
            "cancel_url": self.way_back,
            "handling": handling_of_all(records),
        }
        return self.show(self.template, context | self.words(records), 400 if form.errors else 200)

    def _back(self, why: str) -> HttpResponse:
        messages.warning(self.request, why)
        return HttpResponseRedirect(self.way_back)

    @property
    def way_back(self) -> str:
        """The list as it was filtered."""
        return f"{list_url(self.record_type)}?{self._among}" if self._among else list_url(self.record_type)

    @property
    def asked(self) -> QueryDict:
        return self.request.POST if self.request.method == "POST" else self.request.GET

    @property
    def _among(self) -> str:
        return QueryDict(self.asked.get(AMONG, "")).urlencode()


def _shown(principal: Principal, record_type: RecordType, records: Sequence[CaseRecord]) -> list[Context]:
    """Which they are: by name as far as a list would show it; many of them by reference alone."""
    if len(records) > NAMED_AT_MOST or not record_type.has_names:
        return [{"label": record_type.label_plural, "list": [record.reference for record in records]}]
    return [
        {"label": record.reference, "name": None if masked else primary_name(record_type, record), "value": masked}
        for record in records
        for masked in [why_masked(principal, record_type, record)]
    ]


def _told(left_out: LeftOut) -> list[Context]:
    """The records that are left out, by the reason why."""
    by_reason: dict[str, list[str]] = {}
    for reference, why in left_out.items():
        by_reason.setdefault(str(why), []).append(reference)
    return [{"label": _("Left out: %(why)s") % {"why": why}, "list": found} for why, found in by_reason.items()]
