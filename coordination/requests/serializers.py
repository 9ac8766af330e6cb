"""Requests as the API tells and takes them."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coordination.between import MARKS
from coordination.grounds import Ground
from coordination.requests.drafts import FACTS, SUBJECTS_AT_MOST, WRITTEN, RequestDraft
from coordination.requests.forms import SUBJECT_LENGTH
from coordination.requests.models import DualCriminality, Kind, Request, RequestPart, Urgency
from coordination.requests.selectors import Subject
from coordination.requests.states import STEPS
from coordination.requests.stepping import LONGEST, Given
from operation.access.handling import TLP, HandlingCode
from operation.cases.offences import Offence
from operation.people.models import Organisation, OrganisationKind

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class PartSerializer(serializers.ModelSerializer[RequestPart]):
    """One text, by an agency, in a language."""

    agency = serializers.CharField(source="organisation.code")
    written_at = serializers.DateTimeField(source="created_at")

    class Meta:
        model = RequestPart
        fields = ("kind", "text", "language", "agency", "written_at")


class SubjectSerializer(serializers.Serializer[Subject]):
    """A record that it is about. `reference` and `id` are null where you may not see the record."""

    type = serializers.CharField(source="record_type.slug")
    reference = serializers.SerializerMethodField()
    id = serializers.SerializerMethodField()

    def get_reference(self, subject: Subject) -> str | None:
        return subject.record.reference if subject.record else None

    def get_id(self, subject: Subject) -> str | None:
        return str(subject.record.pk) if subject.record else None


class RequestSerializer(serializers.ModelSerializer[Request]):
    """Facts and clock of a request. `handling_text` is empty where you may not read its texts."""

    sender = serializers.CharField(source="sender.code")
    recipient = serializers.CharField(source="recipient.code")
    handling_text = serializers.SerializerMethodField()

    class Meta:
        model = Request
        fields = (
            "id", "reference", "sender", "recipient", "kind", "urgency", "offence", "dual_criminality", "state",
            "created_at", "sent_at", "acknowledged_at", "due_at", "clock_stopped_at", "clock_resumes_at",
            "delay_announced_at", "answered_at", "ground", "repeats", "tlp", "handling_code", "handling_text",
            "through_lmlecc", "version",
        )  # fmt: skip

    def get_handling_text(self, given: Request) -> str:
        return given.handling_text_for(self.context["principal"])


class FullRequestSerializer(RequestSerializer):
    """The same with its texts and the records that it is about, as far as you may read them."""

    parts = serializers.SerializerMethodField()
    subjects = serializers.SerializerMethodField()

    class Meta(RequestSerializer.Meta):
        fields = (*RequestSerializer.Meta.fields, "parts", "subjects")  # type: ignore[assignment]

    @extend_schema_field(PartSerializer(many=True))
    def get_parts(self, _given: Request) -> list[PartSerializer]:
        return PartSerializer(self.context["parts"], many=True).data  # type: ignore[return-value]

    @extend_schema_field(SubjectSerializer(many=True))
    def get_subjects(self, _given: Request) -> list[SubjectSerializer]:
        return SubjectSerializer(self.context["subjects"], many=True).data  # type: ignore[return-value]


class DraftSerializer(serializers.Serializer[Any]):
    """A request as it is written. `references` are those of records that you may read."""

    recipient = serializers.SlugRelatedField(
        "code", queryset=Organisation.objects.filter(kind=OrganisationKind.AGENCY), help_text="An agency by its code."
    )
    kind = serializers.ChoiceField(choices=Kind.choices)
    urgency = serializers.ChoiceField(choices=Urgency.choices, default=Urgency.NORMAL)
    subject = serializers.CharField(max_length=SUBJECT_LENGTH)
    asked = serializers.CharField(max_length=LONGEST)
    purpose = serializers.CharField(max_length=LONGEST, allow_blank=True, default="")
    permitted_use = serializers.CharField(max_length=LONGEST, allow_blank=True, default="")
    language = serializers.ChoiceField(choices=LANGUAGES, default="en")
    offence = serializers.ChoiceField(choices=Offence.choices, allow_blank=True, default="")
    dual_criminality = serializers.ChoiceField(choices=DualCriminality.choices, default=DualCriminality.UNKNOWN)
    references = serializers.ListField(
        child=serializers.CharField(max_length=40), max_length=SUBJECTS_AT_MOST, default=list
    )
    repeats = serializers.UUIDField(allow_null=True, default=None)
    tlp = serializers.ChoiceField(choices=MARKS, default=TLP.AMBER)
    handling_code = serializers.ChoiceField(choices=HandlingCode.choices, default=HandlingCode.H1)
    handling_text = serializers.CharField(max_length=200, allow_blank=True, default="")
    through_lmlecc = serializers.BooleanField(default=True)

    @property
    def draft(self) -> RequestDraft:
        given = self.validated_data
        return RequestDraft(
            texts={kind: given[kind] for kind in WRITTEN},
            repeats=given["repeats"],
            language=given["language"],
            references=given["references"],
            **{name: given[name] for name in FACTS},
        )


class RequestStepSerializer(serializers.Serializer[Any]):
    """A step by its name, with what it needs. `version` is the one that was read: an older one is a conflict (409)."""

    version = serializers.IntegerField(min_value=1)
    step = serializers.ChoiceField(choices=[one.name for one in STEPS])
    words = serializers.CharField(max_length=LONGEST, allow_blank=True, default="")
    language = serializers.ChoiceField(choices=LANGUAGES, default="en")
    ground = serializers.ChoiceField(choices=Ground.choices, allow_blank=True, default="")
    expected_on = serializers.DateField(allow_null=True, default=None)

    @property
    def given(self) -> Given:
        return Given(**{name: value for name, value in self.validated_data.items() if name not in ("version", "step")})
