"""Over the API: delete a record, give deleted ones back, take the last change back. The same actions as the pages."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from operation.cases.api.sharing import checked
from operation.cases.deletion.actions import delete_records, restore_records
from operation.cases.deletion.selectors import choose_deleted
from operation.cases.selectors import choose_records
from operation.cases.undoing.actions import undo_last
from operation.cases.views_api import RecordActions


class DeleteSerializer(serializers.Serializer):
    """Why the record is taken out of use."""

    reason = serializers.CharField(max_length=200)


class RestoreSerializer(serializers.Serializer):
    """Which deleted records are given back. All of them, or none."""

    ids = serializers.ListField(child=serializers.CharField(max_length=40), allow_empty=False, max_length=500)


class UndoSerializer(serializers.Serializer):
    """The version that you read, and why its change is taken back."""

    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    reason = serializers.CharField(max_length=200)


class TakingBackActions(RecordActions):
    """The part of a record's view set that takes back."""

    @extend_schema(request=DeleteSerializer)
    @action(detail=True, methods=["post"], url_path="delete", url_name="delete")
    def take_out(self, request: Request, pk: str) -> Response:
        """Take the record out of use; the answer is the record as it was. From now on it is 404, for everybody."""
        record = self.read(pk)
        told = self.get_serializer(record).data
        delete_records(principal=self.principal, records=[record], **checked(DeleteSerializer, request.data))
        return Response(told)

    @extend_schema(request=RestoreSerializer)
    @action(detail=False, methods=["post"])
    def restore(self, request: Request) -> Response:
        """Give deleted records back as they were: all of them, or none."""
        keys = checked(RestoreSerializer, request.data)["ids"]
        restore_records(principal=self.principal, records=choose_deleted(self.principal, self.record_type, keys))
        fresh = choose_records(self.principal, self.record_type, keys)
        return Response({"results": self.get_serializer(fresh, many=True).data, "next": None})

    @extend_schema(request=UndoSerializer)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        """Take the last change back: an amendment, a step or another marking. An older `version` answers 409."""
        undo_last(principal=self.principal, record=self.read(pk), **checked(UndoSerializer, request.data))
        return self.retrieve(request, pk)
