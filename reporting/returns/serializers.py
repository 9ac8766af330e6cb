"""Returns as the API tells and takes them."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from reporting.indicators.rules import INDICATORS
from reporting.indicators.weeks import week_named
from reporting.returns.entries import LARGEST, Entry
from reporting.returns.lines import Numbers, Place, entered
from reporting.returns.models import NationalReturn, ReturnLine

CODES = [each.code for each in INDICATORS]


class LineSerializer(serializers.ModelSerializer[ReturnLine]):
    """One figure: from records, without records, and both together. null is «no data», or not answered yet."""

    recorded = serializers.SerializerMethodField()
    reported = serializers.SerializerMethodField()
    total = serializers.SerializerMethodField()

    class Meta:
        model = ReturnLine
        fields = ("indicator", "recorded", "reported", "total", "no_data", "note")

    def get_recorded(self, line: ReturnLine) -> str:
        return _cents(self._numbers(line).recorded)

    def get_reported(self, line: ReturnLine) -> str | None:
        found = self._numbers(line).reported
        return None if found is None else _cents(found)

    def get_total(self, line: ReturnLine) -> str | None:
        found = self._numbers(line).total
        return None if found is None else _cents(found)

    def _numbers(self, line: ReturnLine) -> Numbers:
        found: dict[Place, Numbers] = self.context["numbers"]
        return entered(line.national_return, line, found)


class ReturnSerializer(serializers.ModelSerializer[NationalReturn]):
    """One agency's return of one ISO week, clipped to the execution dates."""

    country = serializers.CharField(source="agency.country_id")
    agency = serializers.CharField(source="agency.code")
    week = serializers.SerializerMethodField()
    first = serializers.SerializerMethodField()
    last = serializers.SerializerMethodField()
    lines = LineSerializer(many=True)

    class Meta:
        model = NationalReturn
        fields = (
            "id", "country", "agency", "week", "first", "last", "state", "due_at", "submitted_at", "verified_at",
            "query", "version", "lines",
        )  # fmt: skip

    def get_week(self, given: NationalReturn) -> str:
        return f"{given.week:%G-W%V}"

    def get_first(self, given: NationalReturn) -> str:
        return self._day(given, "first")

    def get_last(self, given: NationalReturn) -> str:
        return self._day(given, "last")

    def _day(self, given: NationalReturn, name: str) -> str:
        week = week_named(given.operation, given.week)
        day = getattr(week, name) if week else given.week
        return str(day.isoformat())


class EntrySerializer(serializers.Serializer[Any]):
    """What is entered in one line. A number, or `no_data`; neither leaves it to be answered."""

    indicator = serializers.ChoiceField(choices=CODES)
    reported = serializers.DecimalField(
        max_digits=24, decimal_places=2, min_value=0, max_value=LARGEST, allow_null=True, default=None
    )
    no_data = serializers.BooleanField(default=False)
    note = serializers.CharField(max_length=300, allow_blank=True, default="")


class DraftSerializer(serializers.Serializer[Any]):
    """Entries of a return. `version` is the one that was read: an older one is a conflict (409)."""

    version = serializers.IntegerField(min_value=1)
    lines = EntrySerializer(many=True, allow_empty=False)

    def validate_lines(self, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
        codes = [line["indicator"] for line in lines]
        doubled = {code for code in codes if codes.count(code) > 1}
        if doubled:
            raise serializers.ValidationError(_("%(code)s is there twice.") % {"code": min(doubled)})
        return lines

    @property
    def entries(self) -> dict[str, Entry]:
        return {
            line["indicator"]: Entry(line["reported"], line["no_data"], line["note"])
            for line in self.validated_data["lines"]
        }


class VersionSerializer(serializers.Serializer[Any]):
    """The version that was read: an older one is a conflict (409)."""

    version = serializers.IntegerField(min_value=1)


class OpeningSerializer(serializers.Serializer[Any]):
    """The week of a return to begin, as ISO 8601 writes it."""

    week = serializers.RegexField(r"^\d{4}-W\d{2}$", help_text="2024-W45")


def _cents(value: Decimal) -> str:
    return f"{value:.2f}"
