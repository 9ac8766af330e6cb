"""Matches as the API tells them, and what may be sent."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from coordination.deconfliction.confirming import BY_NAME
from coordination.deconfliction.models import Match, MatchDisclosure, Outcome
from coordination.deconfliction.probing import KINDS
from coordination.deconfliction.selectors import SeenMatch
from operation.cases.api_fields import CodeField, CountryCodeField, refuse_unknown
from operation.cases.identifiers import LONGEST

WITH_VERSION = ("propose", "agree")


class MatchSerializer(serializers.ModelSerializer[Match]):
    """The facts of a match: between whom, what agrees, how far it has come; nothing of what they hold."""

    between = serializers.SerializerMethodField()

    class Meta:
        model = Match
        fields = (
            "id", "reference", "between", "kinds", "found_by", "state", "outcome", "proposed", "created_at", "told_at",
            "concluded_at", "version",
        )  # fmt: skip

    def get_between(self, match: Match) -> list[str]:
        return [match.one.code, match.other.code]


class ToldSerializer(serializers.ModelSerializer[MatchDisclosure]):
    """One thing that a side told."""

    by = serializers.CharField(source="organisation.code")

    class Meta:
        model = MatchDisclosure
        fields = (
            "by", "step", "record_type", "record_id", "field", "value", "reason", "tlp", "handling_code",
            "handling_text", "created_at",
        )  # fmt: skip


class OwnSideSerializer(serializers.Serializer[Any]):
    """What your agency holds of a match; null for LMLECC."""

    record_type = serializers.CharField()
    record_id = serializers.UUIDField(allow_null=True)
    guarded = serializers.BooleanField()
    kept = serializers.ListField(child=serializers.CharField())
    revealed_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)


class SeenMatchSerializer(serializers.Serializer[SeenMatch]):
    """A match as you may see it: `match` is null where both records are guarded and the other side is not named yet."""

    id = serializers.UUIDField(source="key")
    match = MatchSerializer(allow_null=True)
    own = OwnSideSerializer(source="side", allow_null=True)
    told = ToldSerializer(many=True)


class MatchStepSerializer(serializers.Serializer[Any]):
    """A step of a match, and what it needs: a reason, chosen fields, an outcome, the version that you read."""

    name = CodeField(choices=[(name, name) for name in BY_NAME])
    reason = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)
    fields_told = serializers.ListField(
        child=serializers.CharField(max_length=60), required=False, default=list, max_length=100
    )
    outcome = CodeField(choices=Outcome.choices, required=False, default="")
    words = serializers.CharField(max_length=400, required=False, default="", allow_blank=True)
    version = serializers.IntegerField(min_value=1, required=False, help_text=_("Of proposals and agreements."))

    def to_internal_value(self, data: Any) -> Any:
        refuse_unknown(data, set(self.fields))
        return super().to_internal_value(data)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["name"] in WITH_VERSION and "version" not in attrs:
            raise serializers.ValidationError({"version": [_("Send the version that you read.")]})
        return attrs | {"fields": attrs["fields_told"]}


class QuestionSerializer(serializers.Serializer[Any]):
    """A number, of which kind it is, and why you ask."""

    kind = CodeField(choices=KINDS)
    text = serializers.CharField(max_length=LONGEST)
    country = CountryCodeField(required=False, default="", allow_blank=True)
    reason = serializers.CharField(max_length=200)

    def to_internal_value(self, data: Any) -> Any:
        refuse_unknown(data, set(self.fields))
        return super().to_internal_value(data)


class AnswerSerializer(serializers.Serializer[Any]):
    """The agencies that hold the number and may be named; empty is «no hit»."""

    held_by = serializers.ListField(child=serializers.CharField())
