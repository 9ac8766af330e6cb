"""Links as JSON, and what may be written of them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from operation.cases.api_fields import CodeField, PartialDateField, refuse_unknown
from operation.cases.links.actions import DETAILS, LinkDetails
from operation.cases.links.kinds import Confidence, LinkKind
from operation.cases.links.models import End
from operation.cases.links.selectors import SeenLink
from operation.cases.records.suspect import SyndicateRole
from operation.cases.registry import all_types, by_slug, type_of


class EndSerializer(serializers.Serializer):
    """A record at an end: the type as in addresses, and its id."""

    type = serializers.CharField(max_length=40)
    id = serializers.UUIDField()
    reference = serializers.CharField(read_only=True)

    def to_internal_value(self, data: Any) -> End:
        refuse_unknown(data, {"type", "id"})
        given = super().to_internal_value(data)
        known = by_slug(given["type"])
        if known is None:
            types = ", ".join(one.slug for one in all_types())
            raise serializers.ValidationError({"type": [_("There is no such type. There are: {}.").format(types)]})
        return End(known.code, given["id"])

    def to_representation(self, instance: Any) -> dict[str, str]:
        return {"type": type_of(instance).slug, "id": str(instance.pk), "reference": instance.reference}


class LinkDetailsSerializer(serializers.Serializer):
    """What is known of a link besides its ends. `until` ends it."""

    role = CodeField(choices=SyndicateRole.choices, allow_blank=True, required=False, help_text=_("Of a member."))
    since = PartialDateField(required=False, allow_null=True)
    until = PartialDateField(required=False, allow_null=True)
    source = serializers.CharField(max_length=200, allow_blank=True, required=False)  # type: ignore[assignment]
    confidence = CodeField(choices=Confidence.choices, required=False)
    note = serializers.CharField(max_length=400, allow_blank=True, required=False)

    def to_internal_value(self, data: Any) -> Any:
        refuse_unknown(data, {name for name, field in self.fields.items() if not field.read_only})
        return super().to_internal_value(data)

    def details(self, link: Any = None) -> LinkDetails:
        """What was given; the rest as the link has it."""
        present = {name: getattr(link, name) for name in DETAILS} if link else {}
        return LinkDetails(
            **present | {name: self.validated_data[name] for name in DETAILS if name in self.validated_data}
        )


class LinkSerializer(LinkDetailsSerializer):
    """A link: `subject` is the kind to `object`."""

    id = serializers.UUIDField(read_only=True)
    kind = CodeField(choices=LinkKind.choices)
    subject = EndSerializer(read_only=True)
    object = EndSerializer(read_only=True)
    other = EndSerializer(write_only=True, help_text=_("The record to link this one with."))
    back = serializers.BooleanField(
        write_only=True, default=False, help_text=_("The other record is the subject of the link, this one its object.")
    )
    originator = serializers.CharField(read_only=True)
    version = serializers.IntegerField(read_only=True)

    def to_representation(self, instance: SeenLink) -> dict[str, Any]:
        link = instance.link
        told = {name: getattr(link, name) for name in (*DETAILS, "id", "kind", "version")}
        ends = {"subject": instance.subject, "object": instance.object, "originator": link.originator.code}
        shown: dict[str, Any] = super().to_representation(told | ends)
        return shown


class LinkAmendmentSerializer(LinkDetailsSerializer):
    """What changes of a link, and the version that you read."""

    version = serializers.IntegerField(min_value=1)


class LinkWithdrawalSerializer(serializers.Serializer):
    """Why a link should not have been made."""

    why = serializers.CharField(max_length=200)
