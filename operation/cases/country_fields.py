"""Form field for several countries: the six of the operation to tick, any other one to choose."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_countries import countries

SIX = ("KH", "CN", "LA", "MM", "TH", "VN")


def country_choices(empty: Any) -> list[tuple[str, Any]]:
    """All countries, the six first, behind the words for «none»."""
    names = dict(countries)
    first = [(code, names.pop(code)) for code in SIX]
    return [("", empty), *first, *names.items()]


class CountriesWidget(forms.MultiWidget):
    """Boxes for the six and for those that are set already, and a list for one more."""

    use_fieldset = True
    template_name = "cases/widgets/countries.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes = forms.CheckboxSelectMultiple(choices=self._boxes(()))
        more = forms.Select(
            choices=country_choices(_("another country")),
            attrs={"class": "w-l", "aria-label": _("Another country")},
        )
        super().__init__([boxes, more], attrs)

    def _boxes(self, also: Sequence[str]) -> list[tuple[str, str]]:
        codes = [*SIX, *(code for code in also if code not in SIX)]
        return [(code, str(countries.name(code)) or code) for code in codes]

    def decompress(self, value: Any) -> list[Any]:
        return [[str(getattr(code, "code", code)) for code in value or ()], ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        parts = value if value and isinstance(value[0], list) else self.decompress(value)
        self.widgets[0].choices = self._boxes(parts[0])  # type: ignore[attr-defined]
        return super().get_context(name, parts, attrs)


class CountriesField(forms.MultiValueField):
    """A list of ISO 3166-1 codes, each once."""

    widget = CountriesWidget

    def __init__(self, *, required: bool = False, **options: Any) -> None:
        super().__init__((forms.Field(required=False), forms.Field(required=False)), required=required, **options)

    def compress(self, data_list: Sequence[Any]) -> list[str]:
        ticked, another = [*data_list, None, None][:2]
        codes = sorted({*(ticked or ()), *([another] if another else ())})
        for code in codes:
            if code not in dict(countries):
                raise ValidationError(_("«%(value)s» is not the code of a country."), "country", {"value": code})
        return codes

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = {str(getattr(code, "code", code)) for code in initial or ()}
        return before != set(self.compress(data or ()))
