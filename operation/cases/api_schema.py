"""What the OpenAPI file says of case records beyond their serializers: the filters, and the bodies of steps."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from operation.cases.filter_fields import CodesFilter, IdsFilter
from operation.cases.filters import filters_of
from operation.cases.serializers import step_serializer_of
from operation.kernel.lists import CURSOR


class RecordSchema(AutoSchema):
    """Built from the record type, as the view itself is."""

    view: Any

    def get_override_parameters(self) -> list[Any]:
        if getattr(self.view, "action", "") != "list":
            return []
        filters = filters_of(self.view.record_type).base_filters
        cursor = OpenApiParameter(CURSOR, str, description="Where the page begins; from `next`.")
        return [*(_parameter(name, one) for name, one in filters.items()), cursor]

    def get_operation_id(self) -> str:
        """One record and many of them are released under the same word."""
        many = "_many" if getattr(self.view, "action", "") == "release_many" else ""
        return f"{super().get_operation_id()}{many}"

    def get_request_serializer(self) -> Any:
        if getattr(self.view, "action", "") == "steps":
            return step_serializer_of(self.view.record_type)
        return super().get_request_serializer()

    def get_response_serializers(self) -> Any:
        """Whatever is sent, the answer is the record as it is then."""
        return self.view.serializer_class

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
