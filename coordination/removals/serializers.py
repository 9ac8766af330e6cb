"""Removals as programs read and step them."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coordination.grounds import Ground
from coordination.removals.models import (
    Removal,
    RemovalCheck,
    RemovalIncident,
    RemovalItem,
    RemovalPerson,
    RemovalStep,
    RemovalTerms,
)
from coordination.removals.states import STATES

STEPS = [step.name for step in STATES.transitions]


class FactsSerializer(serializers.ModelSerializer[Removal]):
    """A removal without a word and without a person. `handling_text` is empty where you may not read its words."""

    sender = serializers.CharField(source="sender.code", help_text="The agency that asks, by its code.")
    recipient = serializers.CharField(source="recipient.code", help_text="The agency that holds them, by its code.")
    handling_text = serializers.SerializerMethodField()
    ground = serializers.CharField(read_only=True, help_text="Of a refusal, by its code; empty without one.")

    class Meta:
        model = Removal
        fields: ClassVar = [
            *("id", "reference", "sender", "recipient", "pathway", "state", "state_on", "requested_on", "received_on"),
            *("ground", "repeats", "heads", "heads_sent", "heads_received"),
            *("tlp", "handling_code", "handling_text", "through_lmlecc", "version", "created_at"),
        ]
        read_only_fields = fields

    def get_handling_text(self, removal: Removal) -> str:
        return removal.handling_text_for(self.context["principal"])


class TermsSerializer(serializers.ModelSerializer[RemovalTerms]):
    class Meta:
        model = RemovalTerms
        fields: ClassVar = ["request", "legal_basis", "decision", "crossing", "planned_at", "planned_zone"]


class PersonSerializer(serializers.ModelSerializer[RemovalPerson]):
    """A person as written when he was listed. Keys of records are told to their own side alone, on its pages."""

    listed_by = serializers.CharField(source="listed_by.code")
    document_kind = serializers.CharField(read_only=True, help_text="By its code; empty without a document.")
    end = serializers.CharField(read_only=True, help_text="Where his way ended; empty while it has not.")

    class Meta:
        model = RemovalPerson
        fields: ClassVar = [
            *("id", "name", "lang", "romanised", "sex", "born", "nationalities", "document", "document_kind"),
            *("document_country", "listed_by", "sent", "arrived", "end", "why"),
        ]


class CheckSerializer(serializers.ModelSerializer[RemovalCheck]):
    class Meta:
        model = RemovalCheck
        fields: ClassVar = ["person", "kind", "answer", "words", "on"]


class ItemSerializer(serializers.ModelSerializer[RemovalItem]):
    class Meta:
        model = RemovalItem
        fields: ClassVar = ["id", "kind", "what", "rank", "agency", "quantity", "seal"]


class IncidentSerializer(serializers.ModelSerializer[RemovalIncident]):
    noted_by = serializers.CharField(source="noted_by.code")

    class Meta:
        model = RemovalIncident
        fields: ClassVar = [
            *("id", "what", "difference", "of_heads", "noted_by", "noted_on"),
            *("asking_words", "asked_words", "resolved_on"),
        ]


class HistorySerializer(serializers.ModelSerializer[RemovalStep]):
    side = serializers.CharField(source="side.code")

    class Meta:
        model = RemovalStep
        fields: ClassVar = ["name", "state", "on", "side", "words", "created_at"]


class ContentSerializer(serializers.Serializer[Any]):
    """The parts of a removal; `is_told` says whether they are for you, else each is empty."""

    is_told = serializers.BooleanField()
    terms = TermsSerializer(allow_null=True)
    persons = PersonSerializer(many=True)
    checks = CheckSerializer(many=True)
    items = ItemSerializer(many=True)
    incidents = IncidentSerializer(many=True)
    steps = HistorySerializer(many=True)


class RemovalSerializer(FactsSerializer):
    """A removal with what you may see of its parts."""

    content = serializers.SerializerMethodField()

    class Meta(FactsSerializer.Meta):
        fields: ClassVar = [*FactsSerializer.Meta.fields, "content"]

    @extend_schema_field(ContentSerializer)
    def get_content(self, _removal: Removal) -> Any:
        return ContentSerializer(self.context["content"]).data


class RemovalStepSerializer(serializers.Serializer[Any]):
    """One step. `version` is the one that you read; what a step needs beside its day is named at each field."""

    step = serializers.ChoiceField(choices=STEPS)
    version = serializers.IntegerField(min_value=1)
    on = serializers.DateField()
    words = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)
    ground = serializers.ChoiceField(choices=Ground.choices, required=False, help_text="For «refuse».")
    crossing = serializers.CharField(required=False, max_length=120, help_text="For «schedule».")
    planned_at = serializers.DateTimeField(required=False, help_text="For «schedule».")
    zone = serializers.CharField(required=False, max_length=40, help_text="For «schedule»: an IANA time zone.")
    persons = serializers.ListField(
        child=serializers.UUIDField(), required=False, help_text="For «hand-over» and «receive»: who is ticked."
    )
