"""Many records in one request: logged, or taken a step further; all of them, or none."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from operation.access.policies import may
from operation.cases.actions import log_records, new_record, take_step
from operation.cases.api_fields import refuse_unknown
from operation.cases.drafts import RecordDraft
from operation.cases.registry import RecordType
from operation.cases.selectors import choose_records
from operation.cases.serializers import draft_of, serializer_of, step_serializer_of
from operation.cases.views_api import RecordActions
from operation.kernel.errors import require

MOST = 1_000
RECORDS, IDS = "records", "ids"
Problems = dict[str, Any]
NO_VERSION = _("A new record has no version yet.")


class BulkActions(RecordActions):
    """The part of a type's view set that works with many."""

    @action(detail=False, methods=["post"], url_path="bulk", url_name="bulk")
    def bulk(self, request: Request) -> Response:
        """Log up to 1,000 records: all, or none. Refusals are told by the place of the record, counted from 0."""
        require(may(self.principal, self.record_type.permission("open")), verb=f"open {self.record_type.slug}")
        given = self._many(request.data)
        drafts = [draft_of(self.record_type, one) for one in given]
        steps = [self.first_step(one.get("step")) for one in given]
        whose = {"principal": self.principal, "operation": self.operation, "record_type": self.record_type}
        try:
            logged = log_records(**whose, drafts=drafts, steps=steps)  # type: ignore[arg-type]
        except ValidationError as refused:
            raise by_place(drafts, refused, **whose) from refused
        return self._told([record.pk for record in logged], status=201)

    @action(detail=False, methods=["post"], url_path="steps/(?P<name>[^/]+)", url_name="steps-many")
    def steps_many(self, request: Request, name: str) -> Response:
        """Take a step of the life cycle on a day with up to 1,000 records: all, or none."""
        step = self.named_step(name)
        wanted = many_steps_of(self.record_type)(data=request.data)
        refuse_unknown(request.data, {"on", IDS, *step.needs})
        wanted.is_valid(raise_exception=True)
        given = dict(wanted.validated_data)
        keys, on = given.pop(IDS), given.pop("on")
        records = choose_records(self.principal, self.record_type, keys)
        take_step(principal=self.principal, records=records, step=step, on=on, given=given)
        return self._told(keys)

    def _many(self, data: Any) -> list[Any]:
        refuse_unknown(data, {RECORDS})
        wanted = bulk_serializer_of(self.record_type)(data=data, context=self.get_serializer_context())
        if not wanted.is_valid():
            raise serializers.ValidationError(_counted(wanted.errors))
        given: list[Any] = wanted.validated_data[RECORDS]
        versions: Problems = {
            str(place): {"version": [NO_VERSION]} for place, one in enumerate(given) if "version" in one
        }
        if versions:
            raise serializers.ValidationError({RECORDS: versions})
        return given

    def _told(self, keys: Sequence[Any], status: int = 200) -> Response:
        """The records as they are now, in the order in which they were sent."""
        found = {str(record.pk): record for record in choose_records(self.principal, self.record_type, keys)}
        records = [found[key] for key in dict.fromkeys(str(key) for key in keys)]
        return Response({"results": self.get_serializer(records, many=True).data, "next": None}, status=status)


def by_place(drafts: Sequence[RecordDraft], refused: ValidationError, **whose: Any) -> Exception:
    """What each draft alone would be refused for, by its place; the refusal itself where only all together are."""
    problems: Problems = {}
    for place, draft in enumerate(drafts):
        try:
            new_record(draft=draft, **whose)
        except ValidationError as wrong:
            problems[str(place)] = (
                wrong.message_dict if hasattr(wrong, "error_dict") else {"non_field_errors": wrong.messages}
            )
    return serializers.ValidationError({RECORDS: problems}) if problems else refused


def _counted(errors: Any) -> dict[str, Any]:
    """Errors of a list by the place of each record; what is said of the list itself stays as it is."""
    told = errors.get(RECORDS)
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        return dict(errors)
    return {RECORDS: {place: one for place, one in enumerate(told) if one}}


@cache
def bulk_serializer_of(record_type: RecordType) -> type[serializers.Serializer]:
    """A list of records of a type."""
    records: Any = serializers.ListSerializer(child=serializer_of(record_type)(), allow_empty=False, max_length=MOST)
    made = {RECORDS: records, "__doc__": str(record_type.label_plural)}
    return type(f"{record_type.model.__name__}BulkSerializer", (serializers.Serializer,), made)


@cache
def many_steps_of(record_type: RecordType) -> type[serializers.Serializer]:
    """What any step of the type may need, and the records that take it."""
    ids = serializers.ListField(child=serializers.UUIDField(), allow_empty=False, max_length=MOST)
    one = step_serializer_of(record_type)
    meta = type("Meta", (one.Meta,), {"fields": (*one.Meta.fields, IDS)})
    return type(f"{record_type.model.__name__}ManyStepsSerializer", (one,), {IDS: ids, "Meta": meta})
