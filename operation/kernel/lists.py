"""A list in its address: the filters in force, and where its page begins."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import django_filters as filters
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from operation.kernel.errors import Text

CURSOR = "cursor"
P = TypeVar("P")


@dataclass(frozen=True)
class Chip:
    """A filter in force, and the address without it."""

    label: Text
    value: str
    remove_url: str


class AddressFilters(filters.FilterSet):
    """Filters that refuse what none of them is called: an ignored filter would show more than was asked for.

    `beside` are words of the address that are no filters, and that somebody else reads.
    """

    beside: Collection[str] = ()

    def is_valid(self) -> bool:
        valid: bool = super().is_valid()
        for name in set(self.data) - {*self.filters, *self.beside, CURSOR}:
            self.form.add_error(None, self._no_such_filter(name))
            valid = False
        return valid

    def _no_such_filter(self, name: str) -> ValidationError:
        known = ", ".join(self.filters)
        return ValidationError(
            _("There is no filter «%(value)s». There are: %(known)s."), "filter", {"value": name, "known": known}
        )

    def in_force(self) -> dict[str, Any]:
        """Names and values of the filters that are set."""
        given: Mapping[str, Any] = self.form.cleaned_data
        return {name: value for name, value in given.items() if value not in (None, "", [])}

    def chips(self) -> list[Chip]:
        return [
            Chip(self.filters[name].label, self.words(name, value), f"?{without(self.data, name)}")
            for name, value in self.in_force().items()
        ]

    def words(self, name: str, value: Any) -> str:
        """The value of a filter as its choices call it."""
        labels = dict(getattr(self.form.fields[name], "choices", ()))
        values = value if isinstance(value, list) else [value]
        return ", ".join(str(labels.get(one, one)) for one in values)


def without(data: QueryDict, *names: str) -> str:
    """The query string without some parameters, and from the first page."""
    left = data.copy()
    for name in (*names, CURSOR):
        left.pop(name, None)
    return left.urlencode()


def onward(data: QueryDict, place: object | None) -> str:
    """The query string of the page that begins at `place`; "" without one."""
    if place is None:
        return ""
    query = data.copy()
    query[CURSOR] = str(place)
    return f"?{query.urlencode()}"


def asked_place(data: QueryDict, read: Callable[[str], P]) -> tuple[P | None, list[str]]:
    """Where the page begins, as `read` understands it, or why that cannot be read."""
    text = str(data.get(CURSOR) or "")
    try:
        return (read(text) if text else None), []
    except ValidationError as wrong:
        return None, list(wrong.messages)
