"""The views of a list: save one, open with one, take one away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from operation.cases.arrangement import ALL
from operation.cases.bulk import AMONG
from operation.cases.saved_views.actions import delete_view, open_with, plain, save_view
from operation.cases.saved_views.forms import ViewForm
from operation.cases.saved_views.models import SavedView
from operation.cases.saved_views.selectors import read_view, views_of
from operation.cases.views import Context, TypeView, list_url
from operation.kernel.fields import show_refusal


class Views(TypeView):
    """One's views of a list, and the form that keeps the list one comes from (`among`: its address)."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self._show(ViewForm(label_suffix=""))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = ViewForm(request.POST, label_suffix="")
        view = self._saved(form) if form.is_valid() else None
        if view is None:
            return self._show(form)
        messages.success(request, _("Saved as «%(name)s».") % {"name": view.name})
        return HttpResponseRedirect(f"{list_url(self.record_type)}?{view.query}")

    def _saved(self, form: ViewForm) -> SavedView | None:
        given = form.cleaned_data
        about: Context = {"principal": self.principal, "record_type": self.record_type}
        try:
            view = save_view(**about, name=given["name"], query=self._among, is_shared=given["is_shared"])
        except ValidationError as refused:
            show_refusal(form, refused)
            return None
        if given["is_first"]:
            open_with(**about, view=view)
        return view

    @property
    def _among(self) -> str:
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        return plain(QueryDict(asked.get(AMONG, "")))

    def _show(self, form: ViewForm) -> HttpResponse:
        among = self._among
        context = {
            "type": self.record_type,
            "crumbs": self.type_crumbs(),
            "form": form if among else None,
            "hidden": [(AMONG, among)],
            "views": [self._row(view) for view in views_of(self.principal, self.record_type)],
            "first_url": reverse("record-first-view", args=[self.record_type.slug]),
            "delete_url": reverse("record-view-delete", args=[self.record_type.slug]),
            "cancel_url": f"{list_url(self.record_type)}?{among or ALL}",
        }
        return self.show("views", context, 400 if form.errors else 200)

    def _row(self, view: Any) -> Context:
        own = view.owner_id == self.principal.user_id
        return {"view": view, "url": f"{list_url(self.record_type)}?{view.query}", "is_own": own}


class First(TypeView):
    """Open the list with a view (`view`), or without one with everything."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        key = request.POST.get("view", "")
        view = read_view(self.principal, self.record_type, key) if key else None
        open_with(principal=self.principal, record_type=self.record_type, view=view)
        words = _("The list opens with «%(name)s».") % {"name": view.name} if view else _("The list opens with all.")
        messages.success(request, words)
        return HttpResponseRedirect(reverse("record-views", args=[slug]))


class Delete(TypeView):
    """Take one of one's own views away."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = read_view(self.principal, self.record_type, request.POST.get("view", ""))
        delete_view(principal=self.principal, view=found)
        messages.success(request, _("«%(name)s» is gone.") % {"name": found.name})
        return HttpResponseRedirect(reverse("record-views", args=[slug]))
