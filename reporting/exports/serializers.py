"""Figures of the results as JSON. Numbers are strings, counts whole; null is not told, and never 0."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from operation.kernel import clock
from reporting.dashboards.results import Results
from reporting.exports.content import Told
from reporting.exports.values import KNOWN, NO_DATA, WITHHELD

STATES = [KNOWN, NO_DATA, WITHHELD]


class NumberField(serializers.CharField):
    """A number as text, or null."""

    def __init__(self) -> None:
        super().__init__(allow_null=True)


class FigureSerializer(serializers.Serializer[Any]):
    """One figure of a country («»: all six) and an ISO week («»: all that were asked for).

    «no data»: nobody stated a number and no record counts. «withheld»: fewer than ten victims in another country, or
    what would tell how few. total = recorded + reported = verified + submitted + logged.
    """

    indicator = serializers.CharField()
    country = serializers.CharField()
    week = serializers.CharField()
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(STATES)
    total = NumberField()
    recorded = NumberField()
    reported = NumberField()
    verified = NumberField()
    submitted = NumberField()
    logged = NumberField()


class FigureTotalSerializer(serializers.Serializer[Any]):
    """The end of one figure: total = claims − twice (claimed by two). `difference` is what is not shared out of the
    operation's target among the countries."""

    indicator = serializers.CharField()
    state = serializers.ChoiceField(STATES)
    claims = NumberField()
    twice = NumberField()
    total = NumberField()
    target = NumberField()
    target_of_countries = NumberField()
    difference = NumberField()


class FigureTargetSerializer(serializers.Serializer[Any]):
    """A target of a country («»: of the operation). There are none for a part of the execution."""

    indicator = serializers.CharField()
    country = serializers.CharField()
    target = NumberField()


class FigureRuleSerializer(serializers.Serializer[Any]):
    """How a figure is counted."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    line = serializers.IntegerField()
    unit = serializers.CharField()
    version = serializers.IntegerField(help_text="The version of its rule.")
    text = serializers.CharField()


@extend_schema_serializer(many=False)
class FiguresSerializer(serializers.Serializer[Any]):
    """The figures that were asked for. `totals` are those of all six, and none where one country was asked for."""

    as_known_on = serializers.SerializerMethodField()
    figures = FigureSerializer(many=True, source="lines")
    totals = FigureTotalSerializer(many=True)
    targets = FigureTargetSerializer(many=True)
    rules = FigureRuleSerializer(many=True)
    general_rules = serializers.ListField(child=serializers.CharField(), source="general")

    def get_as_known_on(self, _told: Told) -> str:
        found: Results = self.context["found"]
        return str(found.asked.as_known or clock.today())
