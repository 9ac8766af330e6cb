"""Form fields that appointments and accounts share."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms

from operation.kernel.fields import DayField
from operation.people.models import User

__all__ = ["DayField", "PersonField"]


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
