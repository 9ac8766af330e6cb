"""Form fields that appointments and accounts share."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from operation.people.models import User


class DayField(forms.DateField):
    """A real day, Gregorian, as the browser's calendar gives it or as typed: 2026-11-09."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        wrong = _("Write the day as 2026-11-09, in the Gregorian calendar.")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], error_messages={"invalid": wrong}, **options)


class PersonField(forms.ModelChoiceField):
    """One of some people, under the names of their organisations; told apart by the user name."""

    def __init__(self, people: Any, **options: Any) -> None:
        super().__init__(people, **options)
        groups = [(name, [(one.pk, self.label_from_instance(one)) for one in some]) for name, some in _grouped(people)]
        self.choices = [("", "—"), *(groups if len(groups) > 1 else [one for _name, some in groups for one in some])]

    def label_from_instance(self, obj: User) -> str:
        return f"{obj} · {obj.username}"


def _grouped(people: Iterable[User]) -> Iterable[tuple[str, Iterable[User]]]:
    return groupby(people, lambda person: str(person.organisation or ""))


def show_refusal(form: forms.Form, refused: ValidationError) -> None:
    """What an action refused, beside its field; above the form what belongs to none of its fields."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for name, errors in refused.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
