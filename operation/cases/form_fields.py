"""The form field for each field of a record type: codes as buttons, dates as written, relations as far as visible."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.confirmations import is_open
from operation.cases.country_fields import CountriesField, country_choices
from operation.cases.marking import NAMED_READERS, colleagues
from operation.cases.naming import names_of
from operation.cases.registry import RecordType, type_of
from operation.cases.values import EVENT_DATE, SHORT_DAYS, day_words, plainly, primary_name
from operation.cases.written_dates import DayField, PartialDateField
from operation.kernel.dates import WrittenDateField
from operation.plan.models import ActionDay

SEGMENTS_AT_MOST = 6
PLAIN_NUMBER = re.compile(r"\d+(\.\d+)?")
UNKNOWN_CODE = _("«%(value)s» is not one of the choices. Choose one that is shown.")
Choices = list[tuple[str, Any]]


class FigureField(forms.Field):
    """An exact number, written plainly; what groups digits in one language parts decimals in another."""

    def __init__(self, *, digits: int, places: int, **options: Any) -> None:
        self.digits, self.places = digits, places
        attrs = {"inputmode": "decimal", "class": "w-m tab", "autocomplete": "off", "maxlength": digits + 1}
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)

    def prepare_value(self, value: Any) -> Any:
        return plainly(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        return self._read(text) if text else None

    def _read(self, text: str) -> Decimal:
        if not PLAIN_NUMBER.fullmatch(text):
            raise self._refusal(text)
        figure = Decimal(text)
        forms.DecimalField(max_digits=self.digits, decimal_places=self.places).run_validators(figure)
        return figure

    def _refusal(self, text: str) -> ValidationError:
        return ValidationError(
            _("«%(value)s» is not a number. Write it with digits and one point, as 1250000.50."),
            "number",
            {"value": text},
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class NamedChoiceField(forms.ModelChoiceField):
    """A record to choose, by its name in the original script and its reference; an action day by its date."""

    def label_from_instance(self, obj: Any) -> str:
        if isinstance(obj, ActionDay):
            return f"{day_words(obj.held_on, SHORT_DAYS)} · {obj}"
        if not isinstance(obj, CaseRecord):
            return str(obj)
        name = primary_name(type_of(obj), obj)
        known = [name.text, name.romanised] if name else []
        return " · ".join([*(text for text in known if text), obj.reference])


def field_for(record_type: RecordType, name: str, principal: Principal) -> forms.Field:
    """The field of a form for a field of the type, with its label and its hint."""
    if name == EVENT_DATE:
        return PartialDateField(label=record_type.event_label)
    if name == NAMED_READERS:
        return _persons(principal)
    field: Any = record_type.model._meta.get_field(name)
    options = {"label": capfirst(field.verbose_name), "required": not field.blank, "help_text": field.help_text}
    if field.has_default() and not callable(field.default):
        options["initial"] = field.default
    return _maker(field)(field, principal, options)


def _persons(principal: Principal) -> forms.Field:
    """Whom TLP:RED names, of the own agency; who logs or marks the record is always one of them."""
    return forms.TypedMultipleChoiceField(
        label=_("Who else may read it at TLP:RED?"),
        required=False,
        coerce=UUID,
        choices=lambda: [(str(user.pk), str(user)) for user in colleagues(principal)],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Persons of your agency. At other marks nobody is named."),
    )


def _maker(field: Any) -> Callable[[Any, Principal, dict[str, Any]], forms.Field]:
    if isinstance(field, CountryField):
        return _countries
    for kind, make in MAKERS:
        if isinstance(field, kind):
            return make
    return _codes if field.choices else _text


def _countries(field: Any, _principal: Principal, options: dict[str, Any]) -> forms.Field:
    if field.multiple:
        return CountriesField(**options)
    return forms.ChoiceField(
        choices=lambda: country_choices(_("not stated")), widget=forms.Select(attrs={"class": "w-l"}), **options
    )


def _relation(field: Any, principal: Principal, options: dict[str, Any]) -> forms.Field:
    seen = field.related_model._default_manager.visible_to(principal)
    if issubclass(field.related_model, CaseRecord):
        seen = seen.filter(is_open(principal)).prefetch_related(*names_of(field.related_model, principal))
    return NamedChoiceField(seen, empty_label=str(_("none")), **options)


def _several(field: Any, _principal: Principal, options: dict[str, Any]) -> forms.Field:
    options.pop("initial", None)
    return forms.MultipleChoiceField(choices=field.base_field.choices, widget=forms.CheckboxSelectMultiple, **options)


def _day(_field: Any, _principal: Principal, options: dict[str, Any]) -> forms.Field:
    return DayField(**_hinted(options))


def _written(_field: Any, _principal: Principal, options: dict[str, Any]) -> forms.Field:
    return PartialDateField(**_hinted(options))


def _hinted(options: dict[str, Any]) -> dict[str, Any]:
    """A date says how it is written, where the model gives no hint of its own."""
    return {key: value for key, value in options.items() if key != "help_text" or value}


def _yes(field: Any, _principal: Principal, options: dict[str, Any]) -> forms.Field:
    return forms.BooleanField(**options | {"required": False})


def _figure(field: Any, _principal: Principal, options: dict[str, Any]) -> forms.Field:
    return FigureField(digits=field.max_digits, places=field.decimal_places, **options)


def _count(_field: Any, _principal: Principal, options: dict[str, Any]) -> forms.Field:
    return forms.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-s tab"}),
        **options,
    )


def _long(_field: Any, _principal: Principal, options: dict[str, Any]) -> forms.Field:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **options)


def _codes(field: Any, _principal: Principal, options: dict[str, Any]) -> forms.Field:
    choices = code_choices(field)
    wide = field.name == "handling_code" or len(choices) > SEGMENTS_AT_MOST
    widget = forms.Select(attrs={"class": "w-l"}) if wide else forms.RadioSelect()
    return forms.ChoiceField(choices=choices, widget=widget, error_messages={"invalid_choice": UNKNOWN_CODE}, **options)


def code_choices(field: Any) -> Choices:
    """Codes with their words; «not stated» where the field may be empty and its list has no words for it."""
    words = [
        (code, f"{code} · {label}" if field.name == "handling_code" else capfirst(label))
        for code, label in field.flatchoices
    ]
    if field.blank and "" not in dict(words):
        return [("", _("Not stated")), *words]
    return words if field.has_default() or "" in dict(words) else [("", _("Choose one")), *words]


def _text(field: Any, _principal: Principal, options: dict[str, Any]) -> forms.Field:
    size = "w-m" if field.max_length <= 8 else "w-l" if field.max_length <= 60 else ""
    return forms.CharField(
        max_length=field.max_length, widget=forms.TextInput(attrs={"class": size, "autocomplete": "off"}), **options
    )


MAKERS: tuple[tuple[Any, Callable[[Any, Principal, dict[str, Any]], forms.Field]], ...] = (
    (models.ForeignKey, _relation),
    (ArrayField, _several),
    (models.DateField, _day),
    (WrittenDateField, _written),
    (models.BooleanField, _yes),
    (models.DecimalField, _figure),
    (models.PositiveIntegerField, _count),
    (models.TextField, _long),
)
