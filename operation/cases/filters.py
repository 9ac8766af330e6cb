"""Filters of a list, in its address: built from the record type, the same for page and API."""

from collections.abc import Collection
from functools import cache
from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.cases import selections
from operation.cases.base import Verification
from operation.cases.facts import CaseFact
from operation.cases.filter_fields import BoundaryFilter, CodesFilter, IdsFilter, YesNoFilter
from operation.cases.record_tags import LONGEST, tagged
from operation.cases.registry import RecordType, all_types
from operation.cases.search import holding
from operation.kernel.errors import Text
from operation.kernel.lists import AddressFilters, without
from operation.people.models import Country

SHORTEST = 2
WRITTEN = ("q", "tag")
YES_NO = (("yes", _("yes")), ("no", _("no")))


class ListFilters(AddressFilters):
    """What every list of records can be narrowed by, besides the filters of its type."""

    id = IdsFilter(label=_("Chosen records"), lookup_expr="in", field_name="pk")
    behind = filters.CharFilter(label=_("Behind the figure"), method="narrow_to_selection", widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, principal: Principal, *, beside: Collection[str] = ()) -> None:
        super().__init__(data, queryset=self._meta.model._default_manager.none())
        self.principal, self.beside = principal, beside
        self.selection: selections.Selection | None = None

    def is_valid(self) -> bool:
        return super().is_valid() and self._find_selection()

    def _find_selection(self) -> bool:
        asked = self.form.cleaned_data.get("behind")
        if not asked:
            return True
        self.selection = selections.find(self.principal, asked)
        if self.selection is None:
            self.form.add_error(
                "behind", ValidationError(_("«%(value)s» is no figure that you can open."), params={"value": asked})
            )
        return self.selection is not None

    def narrow(self, arm: Any) -> Any:
        """Apply the filters to one arm of the list (access/scope.py)."""
        return self.filter_queryset(arm)

    def narrow_to_selection(self, arm: Any, _name: str, _value: str) -> Any:
        return arm.filter(pk__in=self.selection.ids) if self.selection else arm

    @property
    def drawing(self) -> str:
        """What the visible fields look like: the same text, the same fields, for every reader; "" with a refusal."""
        hidden = [field.name for field in self.form.hidden_fields()]
        return "" if self.form.errors else f"{type(self).__name__}?{without(self.data, *hidden, *self.beside)}"

    def for_the_trail(self) -> dict[str, Any]:
        """The filters as the trail keeps them: codes and dates, never what somebody wrote, which may be a name."""
        return {name: "…" if name in WRITTEN else _plain(value) for name, value in self.in_force().items()}

    def words(self, name: str, value: Any) -> str:
        if name == "behind" and self.selection:
            return str(self.selection.label)
        return str(len(value)) if name == "id" else super().words(name, value)


def _plain(value: Any) -> Any:
    return [str(one) for one in value] if isinstance(value, list) else str(value)


class RecordFilters(ListFilters):
    """Filters of a record type; the search text looks at names in every script, romanisations and references."""

    record_type: RecordType
    found: Q | None = None
    q = filters.CharFilter(label=_("Name or reference"), method="search", max_length=160, widget=forms.HiddenInput)

    tag = filters.CharFilter(label=_("Tag"), method="narrow_to_tag", max_length=LONGEST, widget=forms.HiddenInput)

    def narrow_to_tag(self, arm: Any, _name: str, label: str) -> Any:
        """The tags of the reader's own agency: a recipient's list knows nothing of the originator's."""
        return arm.filter(pk__in=tagged(self.principal, label))

    def search(self, arm: Any, _name: str, text: str) -> Any:
        return arm.filter(self.holding(text))

    def holding(self, text: str) -> Q:
        """What a record must fulfil to hold the text; both arms of a list ask for the same: it is looked up once."""
        if self.found is None:
            self.found = holding(self.record_type, self.principal, text)
        return self.found


@cache
def filters_of(record_type: RecordType) -> type[RecordFilters]:
    """The filter set of a type, made once."""
    made: dict[str, Any] = {}
    for name in record_type.filters:
        made |= _filters_for(record_type, name)
    meta = type("Meta", (), {"model": record_type.model, "fields": []})
    return type(f"{record_type.code}Filters", (RecordFilters,), made | {"record_type": record_type, "Meta": meta})


def _filters_for(record_type: RecordType, name: str) -> dict[str, filters.Filter]:
    field: Any = record_type.model._meta.get_field(name)
    label = capfirst(field.verbose_name)
    if name == "status":
        return {
            name: CodesFilter(
                label=label, lookup_expr="in", field_name=name, choices=list(record_type.state_labels.items())
            )
        }
    if name == "country":
        return {
            name: CodesFilter(
                label=_("Originator"), lookup_expr="in", field_name="country_id", choices=member_countries
            )
        }
    if isinstance(field, models.DateField):
        return date_range(name, label)
    if isinstance(field, models.BooleanField):
        return {name: YesNoFilter(label=label, field_name=name, choices=YES_NO, empty_label=_("all"))}
    if isinstance(field, ArrayField):
        return {
            name: CodesFilter(label=label, lookup_expr="overlap", field_name=name, choices=field.base_field.choices)
        }
    return {name: CodesFilter(label=label, lookup_expr="in", field_name=name, choices=field.choices)}


def date_range(name: str, label: Text) -> dict[str, filters.Filter]:
    """Two filters: from and until."""
    return {
        f"{name}_from": BoundaryFilter(
            label=format_lazy(_("{label}, from"), label=label), field_name=name, lookup_expr="gte"
        ),
        f"{name}_to": BoundaryFilter(
            label=format_lazy(_("{label}, until"), label=label), field_name=name, lookup_expr="lte"
        ),
    }


def member_countries() -> list[tuple[str, str]]:
    return [(country.code, str(country)) for country in Country.objects.all()]


def all_states() -> list[tuple[str, Text]]:
    """The states of all types, each once."""
    states: dict[str, Text] = {}
    for record_type in all_types():
        states = dict(record_type.state_labels) | states
    return [(code, capfirst(label)) for code, label in states.items()]


class FactFilters(ListFilters):
    """Filters of the nameless list, over all types."""

    record_type = CodesFilter(
        label=_("Type"), lookup_expr="in", choices=lambda: [(one.code, one.label_plural) for one in all_types()]
    )
    country = CodesFilter(label=_("Originator"), lookup_expr="in", field_name="country_id", choices=member_countries)
    status = CodesFilter(label=_("Status"), lookup_expr="in", choices=all_states)
    verification = CodesFilter(label=_("Verification"), lookup_expr="in", choices=Verification.choices)
    event_on_from = BoundaryFilter(label=_("Date of the event, from"), field_name="event_on", lookup_expr="gte")
    event_on_to = BoundaryFilter(label=_("Date of the event, until"), field_name="event_on", lookup_expr="lte")

    class Meta:
        model = CaseFact
        fields: ClassVar[list[str]] = []
