"""Pages of links: make one, amend or end it, take it back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operation.cases.base import CaseRecord
from operation.cases.filters import SHORTEST
from operation.cases.links.actions import LinkDraft, amend_link, link_records, withdraw_links
from operation.cases.links.forms import KindForm, LinkForm, NewLinkForm, WithdrawalForm, choice_words
from operation.cases.links.history import history_of
from operation.cases.links.kinds import Choice, choice_of
from operation.cases.links.models import End
from operation.cases.links.panels import heading_of, words_of
from operation.cases.links.policies import may_begin, may_change
from operation.cases.links.selectors import SeenLink, find_ends, read_link
from operation.cases.views import Context, RecordView, handling_of, handling_of_all, record_url
from operation.kernel.errors import Conflict, require
from operation.kernel.fields import show_refusal

SECTION = "#links"


class NewLink(RecordView):
    """Choose a kind and find the other record, in one small form; then say what is known of the link.

    Both steps are addresses: the way to a record that was found can be kept, and works without a script.
    """

    def get(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self._begun()
        choice, found = self._asked(record)
        form = NewLinkForm(choice.kind, self.principal, found) if choice and found else None
        return self._ask(record, choice, form)

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self._begun()
        choice, found = self._asked(record)
        if choice is None:
            raise Http404
        form = NewLinkForm(choice.kind, self.principal, found, request.POST)
        made = self._link(record, choice, form) if form.is_valid() else 0
        if form.errors:
            return self._ask(record, choice, form)
        text = ngettext("%(count)s link made.", "%(count)s links made.", made) % {"count": made}
        messages.success(request, text if made else _("That link is there already."))
        return HttpResponseRedirect(record_url(self.record_type, record) + SECTION)

    def _begun(self) -> CaseRecord:
        record: CaseRecord = self.read()
        require(may_begin(self.principal, self.record_type), verb=f"link {record.reference}")
        return record

    def _asked(self, record: CaseRecord) -> tuple[Choice | None, Sequence[CaseRecord]]:
        """The kind that was chosen, and what was found by the words."""
        choice = choice_of(self.record_type, self.request.GET.get("kind", ""))
        text = self._text()
        if choice is None or _problem(text):
            return choice, []
        found = find_ends(self.principal, choice.types, text)
        return choice, [one for one in found if one.pk != record.pk]

    def _text(self) -> str:
        return self.request.GET.get("q", "").strip()

    def _link(self, record: CaseRecord, choice: Choice, form: NewLinkForm) -> int:
        here = End.of(record)
        pairs = [(other, here) if choice.back else (here, other) for other in form.others]
        drafts = [LinkDraft(choice.kind, subject, object_, form.details) for subject, object_ in pairs]
        try:
            return len(link_records(principal=self.principal, drafts=drafts))
        except ValidationError as refused:
            show_refusal(form, refused)
        return 0

    def _ask(self, record: CaseRecord, choice: Choice | None, form: NewLinkForm | None) -> HttpResponse:
        text = self._text()
        context = {
            "type": self.record_type,
            "title": _("Link %(reference)s") % {"reference": record.reference},
            "find": KindForm(self.record_type, self.request.GET if text else None),
            "choice": choice_words(choice) if choice else "",
            "problem": _problem(text) if text else "",
            "form": form,
            "asked": bool(text),
            "types": choice.types if choice else (),
            "crumbs": self.record_crumbs(record),
            "cancel_url": record_url(self.record_type, record) + SECTION,
            "handling": handling_of(record),
        }
        return render(self.request, "links/new.html", context, status=400 if form and form.errors else 200)


def _problem(text: str) -> str:
    if len(text) < SHORTEST or "\0" in text:
        return _("«%(value)s» is too short. Write at least two letters.") % {"value": text}
    return ""


class LinkView(RecordView):
    """One link, from the page of one of its records; for its originator."""

    def asked(self) -> tuple[CaseRecord, SeenLink]:
        record = self.read()
        found = read_link(self.principal, record, self.kwargs["link"])
        require(may_change(self.principal, found.link), verb="change link")
        return record, found

    def ask_about(self, record: CaseRecord, found: SeenLink, form: Any, context: Context) -> HttpResponse:
        other = found.beyond(record.pk)
        words = capfirst(words_of(*heading_of(found.link, record.pk)))
        text = f"{record.reference} · {words} · {other.reference}"
        shared = {
            "form": form,
            "text": text,
            "history": history_of(found.link),
            "crumbs": self.record_crumbs(record),
            "cancel_url": self.back(record),
            "handling": handling_of_all([found.subject, found.object]),
        }
        return render(self.request, "links/link.html", shared | context, status=400 if form.errors else 200)

    def back(self, record: CaseRecord) -> str:
        return record_url(self.record_type, record) + SECTION

    def finish(self, record: CaseRecord, text: str) -> HttpResponse:
        messages.success(self.request, text)
        return HttpResponseRedirect(self.back(record))


class Amend(LinkView):
    """What is known of a link; a date ends it."""

    def get(self, request: HttpRequest, slug: str, pk: UUID, link: UUID) -> HttpResponse:
        record, found = self.asked()
        return self._ask(record, found, LinkForm(found.link))

    def post(self, request: HttpRequest, slug: str, pk: UUID, link: UUID) -> HttpResponse:
        record, found = self.asked()
        form = LinkForm(found.link, request.POST)
        if form.is_valid() and self._amend(found, form):
            return self.finish(record, _("Saved."))
        return self._ask(record, found, form)

    def _amend(self, found: SeenLink, form: LinkForm) -> bool:
        version = form.cleaned_data["version"]
        try:
            amend_link(principal=self.principal, link=found.link, details=form.details, version=version)
        except ValidationError as refused:
            show_refusal(form, refused)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        return not form.errors

    def _ask(self, record: CaseRecord, found: SeenLink, form: LinkForm) -> HttpResponse:
        return self.ask_about(record, found, form, {"title": _("Change a link"), "label": _("Save")})


class Withdraw(LinkView):
    """A link that should not have been made."""

    def get(self, request: HttpRequest, slug: str, pk: UUID, link: UUID) -> HttpResponse:
        record, found = self.asked()
        return self._ask(record, found, WithdrawalForm())

    def post(self, request: HttpRequest, slug: str, pk: UUID, link: UUID) -> HttpResponse:
        record, found = self.asked()
        form = WithdrawalForm(request.POST)
        if form.is_valid() and self._withdraw(found, form):
            return self.finish(record, _("Withdrawn. It is on neither page any more."))
        return self._ask(record, found, form)

    def _withdraw(self, found: SeenLink, form: WithdrawalForm) -> bool:
        try:
            withdraw_links(principal=self.principal, links=[found.link], why=form.cleaned_data["why"])
        except ValidationError as refused:
            show_refusal(form, refused)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        return not form.errors

    def _ask(self, record: CaseRecord, found: SeenLink, form: WithdrawalForm) -> HttpResponse:
        amend = reverse("link", args=[self.record_type.slug, record.pk, found.link.pk])
        context = {
            "title": _("Withdraw a link"),
            "label": _("Withdraw it"),
            "grave": True,
            "facts": [{"label": _("If it was so once"), "value": _("give it an end date instead"), "url": amend}],
        }
        return self.ask_about(record, found, form, context)
