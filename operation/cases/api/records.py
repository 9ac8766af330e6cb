"""The API of case records: the same selectors and actions as the pages, for every record type."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from operation.access.policies import may
from operation.access.principal import Principal
from operation.access.scope import Cursor
from operation.cases.actions import amend_records, log_record, take_step, verify_records
from operation.cases.api.bulk import NO_VERSION, BulkActions
from operation.cases.api.schema import RecordSchema
from operation.cases.api.sharing import SharingActions
from operation.cases.api.taking_back import TakingBackActions
from operation.cases.api_fields import refuse_unknown
from operation.cases.base import CaseRecord
from operation.cases.confirmations import is_open
from operation.cases.duplicates.selectors import possible_duplicates
from operation.cases.duplicates.serializers import LikenessSerializer
from operation.cases.filters import filters_of
from operation.cases.links.api import LinkActions
from operation.cases.selectors import list_records
from operation.cases.serializers import step_serializer_of
from operation.kernel.errors import Conflict, require
from operation.kernel.lists import CURSOR, onward


class KeysetPages(BasePagination):
    """Lists answer `results` and the address of the `next` page, or null. There are no totals."""

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        following = {"type": "string", "format": "uri", "nullable": True}
        return {"type": "object", "required": ["results", "next"], "properties": {"results": schema, "next": following}}


class RecordViewSet(BulkActions, SharingActions, TakingBackActions, LinkActions):
    """Records of one type, as far as the caller may see them. What is not visible does not exist: 404."""

    schema = RecordSchema()
    pagination_class = KeysetPages
    metadata_class = None
    lookup_value_regex = "[^/]+"

    @classmethod
    def still_shown(cls, principal: Principal, asked: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
        """Whether an answer of before may be given again: every record asked for and told may be read, and is open."""
        rows = [*told.get("results", [told]), *told.get("possible_duplicates", [])]
        keys = {str(row["id"]) for row in rows if "reference" in row} | ({str(asked["pk"])} if "pk" in asked else set())
        seen = cls.record_type.model._default_manager.visible_to(principal)
        return bool(seen.filter(is_open(principal), pk__in=keys).count() == len(keys))

    def list(self, request: Request) -> Response:
        """One page of records, newest first."""
        filters = filters_of(self.record_type)(request.query_params, self.principal)
        after = _cursor(request)
        if not filters.is_valid():
            raise serializers.ValidationError(_by_field(filters.form.errors))
        found = list_records(self.principal, self.record_type, filters, after)
        results = self.get_serializer(found.records, many=True).data
        return Response({"results": results, "next": self._address_of(found.next)})

    def create(self, request: Request) -> Response:
        """Log a record; with `step`, take that step on the day of the event.

        `possible_duplicates` are records of your agency that it may be, each with the reasons.
        """
        require(may(self.principal, self.record_type.permission("open")), verb=f"open {self.record_type.slug}")
        wanted = self._written(request.data)
        if "version" in wanted.validated_data:
            raise serializers.ValidationError({"version": [NO_VERSION]})
        step = self.first_step(wanted.validated_data.get("step"))
        whose: Any = {"principal": self.principal, "operation": self.operation, "record_type": self.record_type}
        alike = possible_duplicates(self.principal, self.record_type, [wanted.draft])[0]
        logged = log_record(**whose, draft=wanted.draft, step=step)
        told = self.get_serializer(self.read(logged.pk)).data
        return Response({**told, "possible_duplicates": LikenessSerializer(alike, many=True).data}, status=201)

    def partial_update(self, request: Request, pk: str) -> Response:
        """Change fields of a record. `version` is the one that you read; an older one answers 409.

        That answer holds the present `version`, and in `differences` the fields in which it differs from what you sent.
        """
        record = self.read(pk)
        wanted = self._written(request.data, record)
        given = wanted.validated_data
        if "version" not in given:
            raise serializers.ValidationError({"version": [_("Say which version you read; it stands in the record.")]})
        if "step" in given:
            raise serializers.ValidationError({"step": [_("A record that exists takes steps at …/steps/{name}/.")]})
        try:
            amend_records(
                principal=self.principal, records=[record], drafts=[wanted.draft], versions=[given["version"]]
            )
        except Conflict as conflict:
            raise Conflict(*conflict.args, both=self._both(pk, dict(request.data))) from conflict
        return Response(self.get_serializer(self.read(pk)).data)

    @action(detail=True, methods=["post"], url_path="steps/(?P<name>[^/]+)")
    def steps(self, request: Request, pk: str, name: str) -> Response:
        """Take a step of the life cycle on a day."""
        record = self.read(pk)
        step = self.named_step(name)
        wanted = step_serializer_of(self.record_type)(data=request.data)
        refuse_unknown(request.data, {"on", *step.needs})
        wanted.is_valid(raise_exception=True)
        given = {key: value for key, value in wanted.validated_data.items() if key != "on"}
        take_step(principal=self.principal, records=[record], step=step, on=wanted.validated_data["on"], given=given)
        return self.retrieve(request, pk)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def verify(self, request: Request, pk: str) -> Response:
        """Confirm what somebody else logged."""
        verify_records(principal=self.principal, records=[self.read(pk)])
        return self.retrieve(request, pk)

    def _both(self, pk: str, sent: Mapping[str, Any]) -> dict[str, Any]:
        """The present version, and each field that was sent and stands there with another value."""
        present = self.get_serializer(self.read(pk)).data
        differing = {
            name: {"present": present[name], "sent": value}
            for name, value in sent.items()
            if name in present and name != "version" and value != present[name]
        }
        return {"version": present["version"], "differences": differing}

    def _written(self, data: Any, record: CaseRecord | None = None) -> Any:
        wanted: Any = self.get_serializer(record, data=data, partial=record is not None)
        wanted.is_valid(raise_exception=True)
        return wanted

    def _address_of(self, cursor: Cursor | None) -> str | None:
        if cursor is None:
            return None
        return self.request.build_absolute_uri(self.request.path + onward(self.request.query_params, cursor))


def _cursor(request: Request) -> Cursor | None:
    text = request.query_params.get(CURSOR)
    try:
        return Cursor.read(text) if text else None
    except ValidationError as wrong:
        raise serializers.ValidationError({CURSOR: wrong.messages}) from wrong


def _by_field(errors: Any) -> dict[str, list[str]]:
    return {
        name if name != "__all__" else "non_field_errors": [str(one) for one in found] for name, found in errors.items()
    }
