"""What forms of every feature share: a day, and an action whose refusal is shown beside its field."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from operation.kernel.errors import Conflict

R = TypeVar("R")


class DayField(forms.DateField):
    """A real day, Gregorian, as the browser's calendar gives it or as typed: 2026-11-09."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        wrong = _("Write the day as 2026-11-09, in the Gregorian calendar.")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], error_messages={"invalid": wrong}, **options)


def show_refusal(form: forms.Form, refused: ValidationError) -> None:
    """What an action refused, beside its field; above the form what belongs to none of its fields."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for name, errors in refused.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def posted(request: Any) -> Any:
    """What was sent; None where somebody only looks, so that the form is not judged."""
    return request.POST if request.method == "POST" else None


def attempt(form: forms.Form, action: Callable[..., R], /, **given: Any) -> R | None:
    """What the action made, or None with its refusal beside the field."""
    try:
        return action(**given)
    except ValidationError as refused:
        show_refusal(form, refused)
    except Conflict as stale:
        form.add_error(None, str(stale))
    return None
