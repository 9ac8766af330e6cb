"""Pages of removals: the list, a new request, one removal with its steps."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.removals import asking, panels
from coordination.removals.confirming import QUESTIONS, Question, form_of
from coordination.removals.filters import RemovalFilters
from coordination.removals.forms import AskForm
from coordination.removals.models import Removal
from coordination.removals.page import ConfirmView, Context, RemovalsView, RemovalView, address, crumbs
from coordination.removals.papers import PAPERS, print_paper
from coordination.removals.policies import may_ask, may_print, may_step
from coordination.removals.rows import list_rows
from coordination.removals.selectors import content_of, list_removals, repeated_by, transfers, visible
from coordination.removals.stepping import Order, listed
from operation.access.scope import Cursor, Page
from operation.kernel.errors import Refused, Verdict, require
from operation.kernel.fields import attempt
from operation.kernel.lists import asked_place, onward, without
from operation.people.selectors import agencies
from operation.plan.selectors import operation_or_404


class Removals(RemovalsView):
    """The list: a country what it asked and what it was asked, LMLECC all that was sent."""

    def get(self, request: HttpRequest) -> HttpResponse:
        filters = RemovalFilters(request.GET, self.principal, visible(self.principal))
        after, problems = asked_place(request.GET, Cursor.read)
        valid = filters.is_valid() and not problems
        found = list_removals(filters.qs, after) if valid else Page[Removal]([], None)
        context: Context = {
            "title": _("Removals"),
            "rows": list_rows(self.principal, found.records),
            "problems": problems,
            "filter_form": filters.form,
            "chips": filters.chips() if valid else [],
            "clear_url": reverse("removals"),
            "is_filtered": valid and bool(filters.in_force()),
            "transfers": transfers(self.principal),
            "may_ask": bool(may_ask(self.principal)),
            "first_url": f"?{without(request.GET)}" if after else "",
            "older_url": onward(request.GET, found.next),
            "handling": panels.handling_of_list(found.records),
        }
        return self.show("removals", context, 200 if valid else 400)


class NewRemoval(RemovalsView):
    """Ask an agency of another country for a removal: a draft first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        require(may_ask(self.principal), verb="ask for a removal")
        return self._ask(self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        require(may_ask(self.principal), verb="ask for a removal")
        form = self._form(request.POST)
        if form.is_valid():
            given = {"operation": operation_or_404(), "to": form.agency, "draft": form.draft}
            made = attempt(form, asking.ask_removal, principal=self.principal, **given)
            if made:
                messages.success(request, _("A draft: nobody else sees it yet. Name the persons, then send it."))
                return HttpResponseRedirect(address(made.pk))
        return self._ask(form)

    def _form(self, data: Any = None) -> AskForm:
        others = [one for one in agencies() if one.country_id != self.principal.country]
        return AskForm(others, data)

    def _ask(self, form: AskForm) -> HttpResponse:
        context: Context = {
            "title": _("Ask for a removal"),
            "text": _("It stays a draft until you send it."),
            "label": _("Begin the request"),
            "form": form,
            "crumbs": crumbs(),
            "cancel_url": reverse("removals"),
        }
        return self.show("step", context, 400 if form.errors else 200)


class OneRemoval(RemovalView):
    """One removal, as its reader may see and use it."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        removal, principal = self.removal, self.principal
        content, again = content_of(principal, removal), repeated_by(principal, removal)
        context: Context = {
            "title": panels.title_of(removal),
            "removal": removal,
            "content": content,
            "tone": panels.tone_of(removal.state),
            "drawing": panels.DRAWINGS.get(removal.state, ""),  # type: ignore[call-overload]
            "steps": panels.life_of(removal, content.steps),
            "facts": panels.facts_of(removal, content),
            "schedule": panels.schedule_of(content),
            "persons": panels.persons_of(removal, content),
            "items": panels.items_of(content),
            "may_prepare": panels.prepares(principal, removal),
            "incidents": panels.incidents_of(principal, removal, content),
            "history": panels.history_of(content.steps),
            "actions": panels.actions_of(principal, removal, again),
            "repeated_by": again,
            "crumbs": crumbs(),
            "handling": panels.handling_of(principal, removal),
        }
        return self.show("removal", context)


class RemovalStepView(ConfirmView):
    """Ask once more, then take a step."""

    @property
    def name(self) -> str:
        found: str = self.kwargs["name"]
        if found not in QUESTIONS:
            raise Http404
        return found

    @property
    def question(self) -> Question:
        return QUESTIONS[self.name]

    def verdict(self) -> Verdict:
        return may_step(self.principal, self.removal, self.name)

    def form(self, data: Any = None) -> Any:
        persons = listed(self.removal) if self.question.about_persons else []
        return form_of(self.name, self.removal, persons, data)

    def carry_out(self, form: Any) -> None:
        told = form.cleaned_data
        order = Order(self.principal, self.removal, told["version"], told["on"], told["words"])
        self.question.take(order=order, **form.given)

    def words(self) -> Context:
        asked = self.question
        return {"title": asked.title, "text": asked.text, "label": asked.title, "grave": asked.grave}

    def said(self) -> Any:
        return self.question.done


class Paper(RemovalView):
    """The manifest or the hand-over record, as a file for the two sides."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if kwargs["paper"] not in PAPERS:
            raise Http404
        require(may_print(self.principal, self.removal), verb=f"print {self.removal.reference}")
        try:
            return print_paper(self.principal, self.removal, kwargs["paper"])
        except Refused as refused:
            messages.error(request, " ".join(refused.messages))
            return HttpResponseRedirect(address(self.removal.pk))
