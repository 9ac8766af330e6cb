"""Fields of the API: codes, countries, dates and figures, each refusing what it cannot read with value and way out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError as Refusal
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from operation.cases.base import CaseRecord
from operation.cases.values import plainly
from operation.cases.written_dates import LONGEST, parse_gregorian, whole_day
from operation.kernel.dates import Calendar, PartialDate, WrittenDateField, parse

ECHOED = 100
UNKNOWN_CODE = _("«{input}» is not a code of this list. It takes: {codes}.")
NO_FIELD = _("There is no field «{name}» to write here.")


def echo(value: Any) -> str:
    """What was sent, fit to be sent back: not too long, and without halves of letters."""
    return str(value)[:ECHOED].encode("utf-8", "replace").decode()


class CodeField(serializers.ChoiceField):
    """A code of one list."""

    def to_internal_value(self, data: Any) -> Any:
        if data == "" and self.allow_blank:
            return ""
        if not isinstance(data, str) or data not in self.choices:
            raise serializers.ValidationError(
                UNKNOWN_CODE.format(input=echo(data), codes=", ".join(map(str, self.choices)))
            )
        return data


@extend_schema_field({"type": "string", "pattern": "^[A-Z]{2}$"})
class CountryCodeField(serializers.CharField):
    """An ISO 3166-1 code of two letters."""

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if text and text not in dict(countries):
            raise serializers.ValidationError(_("«{input}» is not an ISO 3166-1 code, as TH.").format(input=echo(text)))
        return text

    def to_representation(self, value: Any) -> str:
        return str(getattr(value, "code", value) or "")


class FigureField(serializers.DecimalField):
    """An exact number, as text with digits and one point."""

    def to_representation(self, value: Any) -> str:
        return plainly(value)


@extend_schema_field(OpenApiTypes.DATE)
class DayField(serializers.Field):
    """A whole day, Gregorian; a year of the Buddhist Era is asked about, never converted."""

    def to_internal_value(self, data: Any) -> date:
        try:
            return whole_day(parse_gregorian(echo(data)))
        except Refusal as refused:
            raise serializers.ValidationError(refused.messages) from refused

    def to_representation(self, value: date) -> str:
        return value.isoformat()


class WholePart(serializers.Serializer):
    """A part of a record, sent whole: also to a record of which only some fields are, where the framework asks for none
    and fills no default in."""

    def to_internal_value(self, data: Any) -> Any:
        refuse_unknown(data, {name for name, field in self.fields.items() if not field.read_only})
        given = super().to_internal_value(data)
        missing = {name: field for name, field in self.fields.items() if field.required and name not in given}
        if missing:
            raise serializers.ValidationError({name: [one.error_messages["required"]] for name, one in missing.items()})
        return given


class PartialDateField(WholePart):
    """A date as precise as it is known, in the calendar in which it was written."""

    text = serializers.CharField(max_length=LONGEST, help_text=_("2024-11-09, 2024-11 or 2024."))
    calendar = CodeField(choices=Calendar.choices, default=Calendar.GREGORIAN)
    date = serializers.DateField(read_only=True)
    precision = serializers.CharField(read_only=True)

    def to_internal_value(self, data: Any) -> Any:
        given = super().to_internal_value(data)
        try:
            return parse(given["text"], Calendar(given.get("calendar", Calendar.GREGORIAN)))
        except Refusal as refused:
            raise serializers.ValidationError({"text": refused.messages}) from refused

    def to_representation(self, instance: PartialDate) -> dict[str, str]:
        return {
            "text": instance.text or str(instance),
            "calendar": instance.calendar,
            "date": instance.day.isoformat(),
            "precision": instance.precision,
        }


class VisibleField(serializers.PrimaryKeyRelatedField):
    """A relation to what the principal may see; anything else does not exist."""

    def __init__(self, **options: Any) -> None:
        words: dict[str, Any] = {"does_not_exist": _("There is no «{pk_value}».")}
        super().__init__(**options, pk_field=serializers.UUIDField(), error_messages=words)

    def get_queryset(self) -> Any:
        everything: Any = super().get_queryset()
        if not issubclass(everything.model, CaseRecord) and "principal" not in self.context:
            return everything
        return everything.visible_to(self.context["principal"])

    def use_pk_only_optimization(self) -> bool:
        """The key of a record that was not released is not told either: its row must have been found."""
        return False


def refuse_unknown(data: Any, known: set[str]) -> None:
    """Refuse, by name, whatever is not meant to be written; an ignored field would be a silent loss."""
    unknown = set(data) - known if isinstance(data, Mapping) else set()
    if unknown:
        raise serializers.ValidationError(
            {echo(name): [NO_FIELD.format(name=echo(name))] for name in sorted(map(str, unknown))}
        )


SERIALIZED: dict[type[models.Field], Any] = {
    models.DateField: DayField,
    WrittenDateField: PartialDateField,
    models.DecimalField: FigureField,
}
