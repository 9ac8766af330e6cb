"""What the pages of removals share: who asks, of which removal, and how they are drawn."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from coordination import frame
from coordination.removals import panels
from coordination.removals.models import Removal
from coordination.removals.selectors import read_removal
from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Conflict, Text, Verdict, require
from operation.kernel.fields import show_refusal

Context = dict[str, Any]


@method_decorator(never_cache, name="dispatch")
class RemovalsView(View):
    """A page for who reads removals at all; anybody else is told so."""

    @property
    def principal(self) -> Principal:
        found: Principal = self.request.principal  # type: ignore[attr-defined]
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        require(may(self.principal, "removal.read"), verb=request.path)
        return super().dispatch(request, *args, **kwargs)

    def show(self, template: str, context: Context, status: int = 200) -> HttpResponse:
        shared = {"pages": frame.pages(self.principal, self.request.path)}
        return render(self.request, f"coordination/removals/{template}.html", shared | context, status=status)


class RemovalView(RemovalsView):
    """A page of one removal. Whatever may not be read does not exist."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Who reads none gets the same answer here as for an address that was never given out."""
        self.removal = read_removal(self.principal, kwargs["removal_id"])
        return super().dispatch(request, *args, **kwargs)

    removal: Removal


class ConfirmView(RemovalView):
    """A small form about one removal: who may is asked first, the action decides, and the way leads back."""

    title: Text = ""
    text: Text = ""
    label: Text = ""
    done: Text = ""
    grave = False

    def verdict(self) -> Verdict:
        raise NotImplementedError

    def form(self, data: Any = None) -> Any:
        raise NotImplementedError

    def carry_out(self, form: Any) -> None:
        raise NotImplementedError

    def words(self) -> Context:
        """What the page says; a page that says it by what it is about replaces this."""
        return {"title": self.title, "text": self.text, "label": self.label or self.title, "grave": self.grave}

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        require(self.verdict(), verb=request.path)
        return self._ask(self.form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        require(self.verdict(), verb=request.path)
        form = self.form(request.POST)
        if form.is_valid() and self._done(form):
            messages.success(request, str(self.said()))
            return HttpResponseRedirect(self.back())
        return self._ask(form)

    def said(self) -> Text:
        return self.done

    def back(self) -> str:
        return address(self.removal.pk)

    def _done(self, form: Any) -> bool:
        try:
            self.carry_out(form)
        except Conflict as stale:
            form.add_error(None, str(stale))
        except ValidationError as refused:
            self.refuse(form, refused)
        return not form.errors

    def refuse(self, form: Any, refused: ValidationError) -> None:
        show_refusal(form, refused)

    def _ask(self, form: Any) -> HttpResponse:
        context: Context = {
            "form": form,
            "removal": self.removal,
            "crumbs": crumbs(self.removal),
            "cancel_url": self.back(),
            "handling": panels.handling_of(self.principal, self.removal),
        }
        return self.show("step", context | self.words(), 400 if form.errors else 200)


def address(key: UUID) -> str:
    return reverse("removal", args=[key])


def crumbs(removal: Removal | None = None) -> list[Context]:
    found: list[Context] = [{"label": _("Removals"), "url": reverse("removals")}]
    if removal is not None:
        found.append({"label": removal.reference, "url": address(removal.pk)})
    return found
