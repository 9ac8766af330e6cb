"""Records as JSON: what is read, and what may be written, generic over the record types."""

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from rest_framework import serializers

from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.cases.api_fields import (
    SERIALIZED,
    CodeField,
    CountryCodeField,
    DayField,
    PartialDateField,
    VisibleField,
    WholePart,
    refuse_unknown,
)
from operation.cases.base import CaseRecord
from operation.cases.drafts import IdentifierDraft, NameDraft, RecordDraft
from operation.cases.forms import NAMES_AT_MOST
from operation.cases.forms_identifiers import IDENTIFIERS_AT_MOST
from operation.cases.identifiers import LONGEST
from operation.cases.identifying.kinds import IdentifierKind
from operation.cases.masking import withheld_from
from operation.cases.names import AS_THE_RECORD, NAME_MARKS, NameKind
from operation.cases.registry import RecordType
from operation.cases.rows import recipients_of
from operation.cases.stepping import steps_for
from operation.cases.values import EVENT_DATE

GIVEN = (
    "id",
    "reference",
    "status",
    "status_on",
    "verification",
    "review_on",
    "created_at",
    "changed_at",
)
WITH_IT = ("originator", "country", "released_to", "withheld", "steps")


class NameSerializer(WholePart):
    """A name as written; script and language follow from its letters. The first one stands first everywhere."""

    text = serializers.CharField(max_length=160)
    kind = CodeField(choices=NameKind.choices, default=NameKind.LEGAL)
    honorific = serializers.CharField(max_length=20, allow_blank=True, default="")
    romanisation = serializers.CharField(max_length=160, allow_blank=True, default="")
    romanisation_system = serializers.CharField(max_length=30, allow_blank=True, default="")
    tlp = CodeField(choices=NAME_MARKS, allow_blank=True, default=AS_THE_RECORD)
    script = serializers.CharField(read_only=True)
    lang = serializers.CharField(read_only=True)

    def to_internal_value(self, data: Any) -> NameDraft:
        return NameDraft(**super().to_internal_value(data))


class IdentifierSerializer(WholePart):
    """An identifier as written; how it is compared and what its check says follow from it."""

    kind = CodeField(choices=IdentifierKind.choices)
    text = serializers.CharField(max_length=LONGEST)
    country = CountryCodeField(
        allow_blank=True, default="", help_text=_("Where it is not the country that logs the record.")
    )
    issuer = serializers.CharField(max_length=60, allow_blank=True, default="")
    tlp = CodeField(choices=NAME_MARKS, allow_blank=True, default=AS_THE_RECORD)
    normalised = serializers.CharField(read_only=True)
    check = serializers.CharField(read_only=True, source="verdict", help_text=_("pass, fail or not_checkable."))
    finding = serializers.CharField(read_only=True)
    confirmed = serializers.BooleanField(read_only=True)

    def to_internal_value(self, data: Any) -> IdentifierDraft:
        return IdentifierDraft(**super().to_internal_value(data))


class RecordSerializer(serializers.ModelSerializer):
    """One record. Undeclared fields are refused by name; what the reader may not see is null, and in `withheld`."""

    record_type: ClassVar[RecordType]
    serializer_choice_field = CodeField
    serializer_related_field = VisibleField
    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | SERIALIZED

    originator = serializers.CharField(source="originator.code", read_only=True)
    country = serializers.CharField(source="country_id", read_only=True)
    event_date = PartialDateField(required=False, allow_null=True)
    released_to = serializers.SerializerMethodField(help_text=_("Countries, or LMLECC, as far as you may know them."))
    withheld = serializers.SerializerMethodField(
        help_text=_("Fields kept from you: of a child, or until you confirm H3.")
    )
    named_readers = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        write_only=True,
        help_text=_("Who reads it at TLP:RED, besides you: users of your agency."),
    )
    steps = serializers.SerializerMethodField(help_text=_("Steps that you may take now."))
    version = serializers.IntegerField(
        required=False, min_value=1, help_text=_("When you change a record: the version that you read.")
    )
    step = serializers.CharField(
        required=False, write_only=True, help_text=_("When you log a record: the step to take on the day of the event.")
    )

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        if not isinstance(model_field, CountryField):
            return super().build_standard_field(field_name, model_field)
        if model_field.multiple:
            return serializers.ListField, {"child": CountryCodeField(), "required": False}
        return CountryCodeField, {"allow_blank": True, "required": False}

    def include_extra_kwargs(self, kwargs: Any, extra_kwargs: Any) -> Any:
        """What is only read may be empty all the same: the framework forgets that of a code."""
        blank = kwargs.get("allow_blank", False)
        told: Any = super().include_extra_kwargs(kwargs, extra_kwargs)
        return told | {"allow_blank": True} if blank and "choices" in told else told

    def to_internal_value(self, data: Any) -> Any:
        refuse_unknown(data, {name for name, field in self.fields.items() if not field.read_only})
        return super().to_internal_value(data)

    def to_representation(self, instance: CaseRecord) -> dict[str, Any]:
        told = super().to_representation(instance)
        return told | dict.fromkeys(self.get_withheld(instance))

    def get_released_to(self, record: CaseRecord) -> list[str]:
        return recipients_of(record)

    def get_withheld(self, record: CaseRecord) -> list[str]:
        withheld = withheld_from(self.principal, self.record_type, record)
        return [name for name, _field in self.fields.items() if name in withheld]

    def get_steps(self, record: CaseRecord) -> list[str]:
        return [step.name for step in steps_for(self.principal, self.record_type, record)]

    @property
    def principal(self) -> Principal:
        found: Principal = self.context["principal"]
        return found

    @property
    def draft(self) -> RecordDraft:
        return draft_of(self.record_type, self.validated_data)


def draft_of(record_type: RecordType, given: Mapping[str, Any]) -> RecordDraft:
    """What was sent, once it is checked, as a draft."""
    values = {name: value for name, value in given.items() if name in record_type.form_fields}
    identifiers = given.get("identifiers")
    return RecordDraft(values, tuple(given.get("names", ())), None if identifiers is None else tuple(identifiers))


@cache
def serializer_of(record_type: RecordType) -> type[RecordSerializer]:
    """The serializer of a type, made once."""
    plain = tuple(name for name in record_type.form_fields if name != EVENT_DATE)
    declared: dict[str, Any] = {"record_type": record_type, "__doc__": str(record_type.label)}
    rows: tuple[str, ...] = ()
    if record_type.names:
        rows += ("names",)
        declared["names"] = serializers.ListSerializer(child=NameSerializer(), required=False, max_length=NAMES_AT_MOST)
    if record_type.identifiers:
        rows += ("identifiers",)
        declared["identifiers"] = serializers.ListSerializer(
            child=IdentifierSerializer(), required=False, max_length=IDENTIFIERS_AT_MOST
        )
    options = {
        "model": record_type.model,
        "fields": (*GIVEN, *record_type.settled_fields, *WITH_IT, "version", "step", *rows, EVENT_DATE, *plain),
        "read_only_fields": (*GIVEN, *record_type.settled_fields),
        "validators": [],
    }
    return type(
        f"{record_type.model.__name__}Serializer", (RecordSerializer,), declared | {"Meta": type("Meta", (), options)}
    )


class StepSerializer(serializers.ModelSerializer):
    """The day of a step, and the fields that steps of the type need."""

    record_type: ClassVar[RecordType]
    serializer_choice_field = CodeField
    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | SERIALIZED
    on = DayField()


@cache
def step_serializer_of(record_type: RecordType) -> type[StepSerializer]:
    """What any step of the type may need; the step itself says which of it."""
    needs = tuple(sorted({name for step in record_type.states.transitions for name in step.needs}))
    options = {
        "model": record_type.model,
        "fields": ("on", *needs),
        "extra_kwargs": {name: {"required": False} for name in needs},
    }
    declared = {"record_type": record_type, "Meta": type("Meta", (), options)}
    return type(f"{record_type.model.__name__}StepSerializer", (StepSerializer,), declared)


class ReleaseSerializer(serializers.Serializer):
    """To which organisations (codes), what for, until the end of which day."""

    to = serializers.ListField(child=serializers.CharField(max_length=30), allow_empty=False)
    purpose = serializers.CharField(max_length=200)
    until = DayField(required=False, allow_null=True)


class ReleaseManySerializer(ReleaseSerializer):
    """Which records, and the same for all of them. All are released, or none."""

    ids = serializers.ListField(child=serializers.CharField(max_length=40), allow_empty=False, max_length=500)


class RegradeSerializer(serializers.Serializer):
    """The new marking, the version that you read, and why."""

    version = serializers.IntegerField(min_value=1)
    tlp = CodeField(choices=TLP.choices)
    handling_code = CodeField(choices=HandlingCode.choices)
    handling_text = serializers.CharField(max_length=200, allow_blank=True, default="")
    named_readers = serializers.ListField(child=serializers.UUIDField(), default=list)
    reason = serializers.CharField(max_length=200)


class RecallSerializer(serializers.Serializer):
    """From which organisations (codes; none named: from all), and why."""

    organisations = serializers.ListField(child=serializers.CharField(max_length=30), required=False)
    reason = serializers.CharField(max_length=200)
