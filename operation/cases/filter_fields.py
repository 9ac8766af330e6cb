"""Filters by codes, ids, dates and yes or no; each refuses what it cannot read with the value and the way out."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from operation.cases.written_dates import BoundaryField
from operation.kernel.dates import PartialDate

UNKNOWN_CODE = _("«%(value)s» is not a code of this list. It takes: %(codes)s.")


class CodesField(forms.MultipleChoiceField):
    """Codes of one list; a wrong one is refused with the codes that there are."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[str]:
        """An empty code is no filter: browsers send it for a list from which nothing was chosen."""
        return [code for code in super().to_python(value) if code]

    def validate(self, value: Sequence[str]) -> None:
        if not value:
            return
        choices: Any = self.choices
        known = [str(code) for code, _label in choices if code]
        for code in value:
            if code not in known:
                raise ValidationError(UNKNOWN_CODE, "invalid_choice", {"value": code, "codes": ", ".join(known)})


class IdsField(forms.Field):
    """Keys of records; the address carries one for each `id=`."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[UUID]:
        return [self._key(text) for text in value or []]

    def _key(self, text: str) -> UUID:
        try:
            return UUID(text)
        except ValueError as wrong:
            raise ValidationError(_("«%(value)s» is not the id of a record."), "id", {"value": text}) from wrong


class CodesFilter(filters.Filter):
    field_class = CodesField


class IdsFilter(filters.Filter):
    field_class = IdsField


class BoundaryFilter(filters.Filter):
    """From the first, or up to the last day of what was written."""

    field_class = BoundaryField

    def filter(self, qs: Any, value: PartialDate | None) -> Any:
        if value is None:
            return qs
        day = value.day if self.lookup_expr == "gte" else value.last
        return qs.filter(**{f"{self.field_name}__{self.lookup_expr}": day})


class YesNoFilter(filters.ChoiceFilter):
    def filter(self, qs: Any, value: str) -> Any:
        return super().filter(qs, {"yes": True, "no": False}.get(value, value))
