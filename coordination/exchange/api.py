"""Answers to reports over the API: acknowledge, give feedback, read both. The same actions as the pages."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from coordination.exchange.actions import acknowledge_report, give_feedback
from coordination.exchange.models import Feedback, Receipt, Verdict
from coordination.exchange.selectors import answers_of, read_report
from operation.access.principal import Principal
from operation.cases.api_fields import CodeField, refuse_unknown


class ReceiptSerializer(serializers.ModelSerializer):
    """Which organisation has the report, and since when it says so."""

    organisation = serializers.CharField(source="organisation.code", read_only=True)
    at = serializers.DateTimeField(source="created_at", read_only=True)

    class Meta:
        model = Receipt
        fields = ("id", "organisation", "at")
        read_only_fields = fields


class FeedbackSerializer(serializers.ModelSerializer):
    """What an organisation says of the report."""

    organisation = serializers.CharField(source="organisation.code", read_only=True)
    verdict = CodeField(choices=Verdict.choices)
    words = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    at = serializers.DateTimeField(source="created_at", read_only=True)

    class Meta:
        model = Feedback
        fields = ("id", "organisation", "verdict", "words", "at")
        read_only_fields = ("id",)


class AnswersSerializer(serializers.Serializer):
    """All of them for the originator, its own for a recipient."""

    receipts = ReceiptSerializer(many=True)
    feedback = FeedbackSerializer(many=True)


class ReportView(APIView):
    """A report that the caller reads; any other does not exist: 404."""

    metadata_class = None

    @property
    def principal(self) -> Principal:
        found: Principal = self.request.principal  # type: ignore[attr-defined]
        return found

    def told(self, report: Any, status: int = 200) -> Response:
        answers = answers_of(self.principal, report)
        about = {"receipts": list(answers.receipts.values()), "feedback": answers.feedback}
        return Response(AnswersSerializer(about).data, status=status)


class Receipts(ReportView):
    """Who has the report."""

    @extend_schema(request=None, responses={200: AnswersSerializer})
    def post(self, request: Request, pk: UUID) -> Response:
        """Acknowledge a report that was released to your organisation. A second time changes nothing."""
        report = read_report(self.principal, pk)
        acknowledge_report(principal=self.principal, report=report)
        return self.told(report)


class FeedbackOfReport(ReportView):
    """What the report was good for."""

    @extend_schema(responses={200: AnswersSerializer})
    def get(self, request: Request, pk: UUID) -> Response:
        """Receipts and feedback: all of them for the originator, your own for a recipient."""
        return self.told(read_report(self.principal, pk))

    @extend_schema(request=FeedbackSerializer, responses={201: AnswersSerializer})
    def post(self, request: Request, pk: UUID) -> Response:
        """Tell the originator, and nobody else, of what use it was."""
        report = read_report(self.principal, pk)
        refuse_unknown(request.data, {"verdict", "words"})
        wanted = FeedbackSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        give_feedback(principal=self.principal, report=report, **wanted.validated_data)
        return self.told(report, 201)
