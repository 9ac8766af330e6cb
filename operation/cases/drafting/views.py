"""Keep the form that a page shows: a script asks every few seconds, without one a button does."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _

from operation.cases.base import CaseRecord
from operation.cases.drafting.actions import discard_draft, save_draft
from operation.cases.drafting.selectors import key_of, read_draft
from operation.cases.drafting.wording import DRAFT, form_url, saved_words, time_words
from operation.cases.registry import RecordType, by_code
from operation.cases.views import RecordsView, RecordView, TypeView, list_url

NOT_TYPED = frozenset({"csrfmiddlewaretoken", DRAFT})


class KeepNew(TypeView):
    """Keep the form of a new record; `draft` names the one that is kept already."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        return keep(request, self.record_type)


class KeepEdit(RecordView):
    """Keep the form of a record that exists."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        return keep(request, self.record_type, self.read())


def keep(request: Any, record_type: RecordType, record: CaseRecord | None = None) -> HttpResponse:
    """To a script: the key of the draft and the words to show. Without one: the form again, with what was typed."""
    typed = {name: values for name, values in request.POST.lists() if name not in NOT_TYPED}
    key = key_of(request.POST.get(DRAFT))
    try:
        draft = save_draft(principal=request.principal, record_type=record_type, content=typed, key=key, record=record)
    except ValidationError as refused:
        return JsonResponse({"words": " ".join(refused.messages)}, status=400)
    if request.accepts("text/html"):
        messages.success(request, _("%(saved)s. Nobody else sees it.") % {"saved": saved_words(draft)})
        return HttpResponseRedirect(form_url(record_type, draft))
    return JsonResponse({"draft": str(draft.pk), "words": saved_words(draft), "at": time_words(draft)})


class Discard(RecordsView):
    """Let a draft go, by hand."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, draft: UUID) -> HttpResponse:
        found = read_draft(self.principal, draft)
        record_type = by_code(found.record_type)
        discard_draft(principal=self.principal, draft=found)
        messages.success(request, _("The draft is gone."))
        return HttpResponseRedirect(list_url(record_type) if record_type else "/")
