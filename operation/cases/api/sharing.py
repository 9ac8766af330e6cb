"""Sharing over the API: confirm, release one or many, regrade, recall. The same actions as the pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from operation.cases.api_fields import echo, refuse_unknown
from operation.cases.base import CaseRecord
from operation.cases.confirmations import Unconfirmed, confirm_handling
from operation.cases.marking import Marking
from operation.cases.selectors import choose_records, released_to
from operation.cases.serializers import RecallSerializer, RegradeSerializer, ReleaseManySerializer, ReleaseSerializer
from operation.cases.sharing import end_of, recall_records, regrade_records, release_records
from operation.cases.views_api import RecordActions
from operation.people.models import Organisation
from operation.people.selectors import recipients


class SharingActions(RecordActions):
    """The part of a record's view set that decides who else reads it."""

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """Confirm that you have read the handling text of an H3 record; then its content is answered."""
        try:
            self.read(pk)
        except Unconfirmed as waiting:
            confirm_handling(principal=self.principal, record=waiting.record)
        return self.retrieve(request, pk)

    @extend_schema(request=ReleaseSerializer)
    @action(detail=True, methods=["post"])
    def release(self, request: Request, pk: str) -> Response:
        """Let organisations read the record, for a purpose, until a day or until it is recalled."""
        record = self.read(pk)
        given = checked(ReleaseSerializer, request.data)
        self._release([record], given)
        return self.retrieve(request, pk)

    @extend_schema(request=ReleaseManySerializer)
    @action(detail=False, methods=["post"], url_path="release", url_name="release-many")
    def release_many(self, request: Request) -> Response:
        """Let organisations read several records, for one purpose: all of them, or none."""
        given = checked(ReleaseManySerializer, request.data)
        records = choose_records(self.principal, self.record_type, given["ids"])
        self._release(records, given)
        fresh = choose_records(self.principal, self.record_type, given["ids"])
        return Response({"results": self.get_serializer(fresh, many=True).data, "next": None})

    @extend_schema(request=RegradeSerializer)
    @action(detail=True, methods=["post"])
    def regrade(self, request: Request, pk: str) -> Response:
        """Give the record another marking. Recipients are told; TLP:RED ends every release."""
        record = self.read(pk)
        given = checked(RegradeSerializer, request.data)
        version, reason = given.pop("version"), given.pop("reason")
        marking = Marking(**given | {"named_readers": tuple(given["named_readers"])})
        regrade_records(principal=self.principal, records=[record], versions=[version], marking=marking, reason=reason)
        return self.retrieve(request, pk)

    @extend_schema(request=RecallSerializer)
    @action(detail=True, methods=["post"])
    def recall(self, request: Request, pk: str) -> Response:
        """Take releases back, from some organisations or from all."""
        record = self.read(pk)
        given = checked(RecallSerializer, request.data)
        from_ = None
        if "organisations" in given:
            readers = [grant.group.organisation for grant in released_to(record)]
            from_ = _organisations("organisations", given["organisations"], readers)
        recall_records(principal=self.principal, records=[record], from_=from_, reason=given["reason"])
        return self.retrieve(request, pk)

    def _release(self, records: Sequence[CaseRecord], given: Mapping[str, Any]) -> None:
        to = _organisations("to", given["to"], recipients(self.principal))
        until = end_of(given["until"]) if given.get("until") else None
        release_records(principal=self.principal, records=records, to=to, purpose=given["purpose"], expires_at=until)


def checked(kind: type[serializers.Serializer], data: Any) -> dict[str, Any]:
    """What was sent, as the serializer reads it. Refuses what it does not know, by name."""
    wanted = kind(data=data)
    refuse_unknown(data, set(wanted.fields))
    wanted.is_valid(raise_exception=True)
    return dict(wanted.validated_data)


def _organisations(field: str, codes: Sequence[str], known: Sequence[Organisation]) -> list[Organisation]:
    by_code = {organisation.code: organisation for organisation in known}
    for code in codes:
        if code not in by_code:
            message = _("«%(value)s» is not one of these: %(codes)s.")
            raise serializers.ValidationError(
                {field: [message % {"value": echo(code), "codes": ", ".join(by_code) or "–"}]}
            )
    return [by_code[code] for code in codes]
