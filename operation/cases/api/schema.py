"""What the OpenAPI file says of case records beyond their serializers: the filters, and the bodies of steps."""

from functools import cache
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

from operation.access.openapi import ApiSchema
from operation.cases.api.bulk import bulk_serializer_of, many_steps_of
from operation.cases.duplicates.serializers import LikenessSerializer
from operation.cases.filter_fields import CodesFilter, IdsFilter
from operation.cases.filters import filters_of
from operation.cases.masking import IDENTIFIERS, NAMES
from operation.cases.registry import RecordType
from operation.cases.serializers import RecordSerializer, serializer_of, step_serializer_of
from operation.kernel.lists import CURSOR

WITH_MANY = ("release_many", "restore", "steps_many", "bulk")
BODIES = {"steps": step_serializer_of, "steps_many": many_steps_of, "bulk": bulk_serializer_of}


class MayBeWithheld(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """Whatever may be kept from a reader is null then: of a child, or until H3 is confirmed (masking.py)."""

    target_class = RecordSerializer
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        schema = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        if direction == "response":
            record_type = self.target.record_type
            may_be = {NAMES, IDENTIFIERS, *record_type.content_fields, *record_type.settled_fields}
            told = schema["properties"]
            schema["properties"] = {name: _or_null(told[name]) if name in may_be else told[name] for name in told}
        return schema


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"allOf": [schema], "nullable": True} if "$ref" in schema else schema | {"nullable": True}


@cache
def several_of(record_type: RecordType) -> Any:
    """Records of a type, as an answer about several of them."""
    fields = {"results": serializer_of(record_type)(many=True), "next": serializers.URLField(allow_null=True)}
    return inline_serializer(f"{record_type.model.__name__}Several", fields)


@cache
def logged_of(record_type: RecordType) -> Any:
    """A record as the answer to its logging tells it: with those that it may be."""
    known: Any = serializer_of(record_type)
    fields = {"fields": (*known.Meta.fields, "possible_duplicates")}
    declared = {"possible_duplicates": LikenessSerializer(many=True), "Meta": type("Meta", (known.Meta,), fields)}
    return type(f"{record_type.model.__name__}Logged", (known,), declared | {"__doc__": known.__doc__})


class RecordSchema(ApiSchema):
    """Built from the record type, as the view itself is."""

    view: Any

    def get_override_parameters(self) -> list[Any]:
        if getattr(self.view, "action", "") != "list":
            return super().get_override_parameters()
        filters = filters_of(self.view.record_type).base_filters
        cursor = OpenApiParameter(CURSOR, str, description="Where the page begins; from `next`.")
        return [*(_parameter(name, one) for name, one in filters.items()), cursor]

    def get_operation_id(self) -> str:
        """One record and many of them are released under the same word."""
        many = "_many" if getattr(self.view, "action", "") in WITH_MANY else ""
        return f"{super().get_operation_id()}{many}"

    def get_request_serializer(self) -> Any:
        made = BODIES.get(getattr(self.view, "action", ""))
        return made(self.view.record_type) if made else super().get_request_serializer()

    def get_response_serializers(self) -> Any:
        """Whatever is sent, the answer is the record as it is then, or all of them."""
        if getattr(self.view, "action", "") == "create":
            return {201: logged_of(self.view.record_type)}
        if getattr(self.view, "action", "") not in WITH_MANY:
            return self.view.serializer_class
        return {201 if self.view.action == "bulk" else 200: several_of(self.view.record_type)}

    def get_filter_backends(self) -> list[Any]:
        return []


def _parameter(name: str, one: Any) -> OpenApiParameter:
    several = isinstance(one, CodesFilter | IdsFilter)
    choices = one.extra.get("choices")
    codes = [code for code, _label in choices] if several and choices and not callable(choices) else None
    kind: Any = {"type": "string", "format": "uuid"} if isinstance(one, IdsFilter) else str
    label = str(one.label)
    if several and isinstance(kind, dict):
        return OpenApiParameter(name, {"type": "array", "items": kind}, description=label)
    return OpenApiParameter(name, kind, description=label, many=several, enum=codes)
