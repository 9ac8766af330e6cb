"""Custody chains over the API, below the record: the same selectors and actions as the pages."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from operation.cases.api_fields import CodeField, refuse_unknown
from operation.cases.custody.actions import HandoverDraft, correct_handover, hand_over
from operation.cases.custody.selectors import Entry, chain_of
from operation.cases.handovers import HandoverPurpose
from operation.cases.views_api import RecordActions

KEY = "(?P<entry>[0-9a-f-]{36})"
ONE = [OpenApiParameter("entry", UUID, OpenApiParameter.PATH)]


class HandoverSerializer(serializers.Serializer):
    """One hand-over as it stands. `given_by` is written where a chain begins; any other goes on from the last one."""

    id = serializers.UUIDField(read_only=True, source="key")
    given_by = serializers.CharField(max_length=120, required=False, allow_blank=True, source="now.given_by")
    taken_by = serializers.CharField(max_length=120, source="now.taken_by")
    at = serializers.DateTimeField(source="now.at")
    place = serializers.CharField(max_length=120, source="now.place")
    seal = serializers.CharField(max_length=60, required=False, allow_blank=True, source="now.seal")
    purpose = CodeField(choices=HandoverPurpose.choices, source="now.purpose")
    corrected = serializers.SerializerMethodField(help_text=_("How often it was corrected."))

    def to_internal_value(self, data: Any) -> Any:
        refuse_unknown(data, {name for name, field in self.fields.items() if not field.read_only})
        return super().to_internal_value(data)

    def get_corrected(self, entry: Entry) -> int:
        return len(entry.rows) - 1

    @property
    def draft(self) -> HandoverDraft:
        return HandoverDraft(**self.validated_data["now"])


class NewHandoverSerializer(HandoverSerializer):
    """The next hand-over. `after` is the last one that you read, null where there is none."""

    after = serializers.UUIDField(allow_null=True)


class CorrectionSerializer(HandoverSerializer):
    """What stands in the place of a hand-over, and why."""

    why = serializers.CharField(max_length=200)


class CustodyActions(RecordActions):
    """The part of a record's view set that is about custody; types that nobody holds have none."""

    @extend_schema(responses=HandoverSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def custody(self, request: Request, pk: str) -> Response:
        """The hand-overs of the record, the first one first."""
        return Response(HandoverSerializer(chain_of(self.read(pk)), many=True).data)

    @extend_schema(request=NewHandoverSerializer, responses={201: HandoverSerializer(many=True)})
    @custody.mapping.post
    def hand_over(self, request: Request, pk: str) -> Response:
        """Hand over. Answers 409 when somebody did since you read the chain."""
        record = self.read(pk)
        wanted = NewHandoverSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        after = wanted.validated_data["after"]
        hand_over(principal=self.principal, records=[record], draft=wanted.draft, after=[after])
        return Response(HandoverSerializer(chain_of(record), many=True).data, status=201)

    @extend_schema(request=CorrectionSerializer, responses=HandoverSerializer(many=True), parameters=ONE)
    @action(
        detail=True,
        methods=["post"],
        url_path=f"custody/{KEY}/correct",
        url_name="custody-correct",
        pagination_class=None,
    )
    def correct_custody(self, request: Request, pk: str, entry: str) -> Response:
        """Put a hand-over right; the wrong row stays in the chain."""
        record = self.read(pk)
        wanted = CorrectionSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        why = wanted.validated_data["why"]
        correct_handover(principal=self.principal, record=record, entry=UUID(entry), draft=wanted.draft, why=why)
        return Response(HandoverSerializer(chain_of(record), many=True).data)
