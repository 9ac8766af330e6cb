"""Measures as JSON: the rule, and the numbers of each country and of all."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from reporting.measures.base import Unit
from reporting.measures.values import NO_COUNTRY, Measured, Values


class ColumnSerializer(serializers.Serializer[Any]):
    """One number of a measure. `part` and `whole` are those of a share."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    unit = serializers.ChoiceField(["count", "usd", "percent", "days"])
    part = serializers.CharField(required=False)
    whole = serializers.CharField(required=False)


class MeasureSerializer(serializers.Serializer[Any]):
    """One measure. Numbers are strings by column, null for «no data».

    `countries` holds those that you may read; `no_country` what belongs to none; `total` is null where you do not read
    all of them. It is counted from the things, not from the numbers of the countries.
    """

    code = serializers.CharField(source="measure.code")
    label = serializers.CharField(source="measure.label")  # type: ignore[assignment]
    line = serializers.IntegerField(source="measure.line")
    version = serializers.IntegerField(source="measure.version", help_text="The version of its rule.")
    rule = serializers.CharField(source="measure.rule")
    known = serializers.CharField(source="measure.known", help_text="How far «as known on a day» holds.")
    columns = ColumnSerializer(many=True, source="measure.columns")
    countries = serializers.SerializerMethodField()
    no_country = serializers.SerializerMethodField()
    total = serializers.SerializerMethodField()

    def get_countries(self, found: Measured) -> dict[str, dict[str, str | None]]:
        return {code: _plain(found, values) for code, values in found.countries.items() if code != NO_COUNTRY}

    def get_no_country(self, found: Measured) -> dict[str, str | None] | None:
        values = found.of(NO_COUNTRY)
        return None if values is None else _plain(found, values)

    def get_total(self, found: Measured) -> dict[str, str | None] | None:
        return None if found.total is None else _plain(found, found.total)


def _plain(found: Measured, values: Values) -> dict[str, str | None]:
    """Counts whole, all else as it is."""
    units = {column.key: column.unit for column in found.measure.columns}
    return {key: _text(value, units[key]) for key, value in values.items()}


def _text(value: Decimal | None, unit: Unit) -> str | None:
    if value is None:
        return None
    return str(int(value) if unit == Unit.COUNT else value)
