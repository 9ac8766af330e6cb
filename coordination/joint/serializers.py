"""Joint investigations as programs read them."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coordination.joint.models import JointAction, JointInvestigation, JointMember


class JointFactsSerializer(serializers.ModelSerializer[JointInvestigation]):
    """What whoever is invited reads too."""

    lead = serializers.CharField(source="lead.code", help_text="The agency that leads, by its code.")

    class Meta:
        model = JointInvestigation
        fields: ClassVar = [
            *("id", "reference", "title", "aim", "lead", "state", "tlp", "handling_code", "handling_text"),
            *("through_lmlecc", "version", "created_at"),
        ]
        read_only_fields = fields


class JointMemberSerializer(serializers.ModelSerializer[JointMember]):
    organisation = serializers.CharField(source="organisation.code")
    words = serializers.SerializerMethodField(help_text="Why it declined or left, for the agency that leads.")

    class Meta:
        model = JointMember
        fields: ClassVar = ["organisation", "state", "words"]

    def get_words(self, member: JointMember) -> str:
        return str(self.context["words"][member.pk])


class ReconciledSerializer(serializers.Serializer[Any]):
    """One kind of result: total + difference = sum of claims. Without a total both are null."""

    what = serializers.CharField()
    claims = serializers.DictField(child=serializers.DecimalField(16, 2), help_text="By the codes of agencies.")
    sum = serializers.DecimalField(18, 2)
    total = serializers.DecimalField(16, 2, allow_null=True)
    difference = serializers.DecimalField(18, 2, allow_null=True)


class JointActionSerializer(serializers.ModelSerializer[JointAction]):
    """An action with what agencies claim and on which totals they agree or may agree."""

    local_to = serializers.CharField(source="local_to_id", help_text="Day and hour are those of this country.")
    results = serializers.SerializerMethodField()

    class Meta:
        model = JointAction
        fields: ClassVar = [
            *("id", "title", "planned_on", "begins_at", "local_to", "plan", "state", "action_day", "version"),
            "results",
        ]

    @extend_schema_field(ReconciledSerializer(many=True))
    def get_results(self, action: JointAction) -> Any:
        return ReconciledSerializer(self.context["results"][action.pk], many=True).data


class JointSerializer(JointFactsSerializer):
    """A joint investigation with its members; with its actions where your agency has joined."""

    members = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta(JointFactsSerializer.Meta):
        fields: ClassVar = [*JointFactsSerializer.Meta.fields, "members", "actions"]

    @extend_schema_field(JointMemberSerializer(many=True))
    def get_members(self, _joint: JointInvestigation) -> Any:
        return JointMemberSerializer(self.context["members"], many=True, context=self.context).data

    @extend_schema_field(JointActionSerializer(many=True))
    def get_actions(self, _joint: JointInvestigation) -> Any:
        return JointActionSerializer(self.context["actions"], many=True, context=self.context).data
