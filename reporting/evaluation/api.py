"""Editions over the API: read, order, release in two steps. The same actions as the pages."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from operation.access.drf import ViewSet
from operation.audit import trail
from operation.kernel.errors import require
from operation.plan.selectors import operation_or_404
from reporting.evaluation import actions, selectors
from reporting.evaluation.models import Audience, Edition, EditionState
from reporting.evaluation.orders import read_order
from reporting.evaluation.policies import may_build
from reporting.evaluation.serializers import EditionSerializer, OrderSerializer, ReasonSerializer

FILTERS = [
    OpenApiParameter("id", UUID, many=True, description="Editions by key; may be given several times."),
    OpenApiParameter("audience", str, enum=Audience.values),
    OpenApiParameter("state", str, enum=EditionState.values),
]
Step = Callable[..., Edition]


class Reports(ViewSet[Edition]):
    """Editions of the evaluation and of weekly, monthly and country reports: LMLECC all, members what is released to
    them, observers what is released of the evaluation in the observer edition."""

    serializer_class = EditionSerializer
    queryset = Edition.objects.none()

    @extend_schema(parameters=FILTERS, responses={200: EditionSerializer(many=True)})
    def list(self, request: Request) -> Response:
        """Editions that you may see, newest first."""
        shown = self.paginate_queryset(self._filtered(request)) or []
        trail.record("listed", trail.Target(Edition._meta.label), shown=[edition.pk for edition in shown])
        return self.get_paginated_response(self._told(shown, many=True))

    @extend_schema(responses={200: EditionSerializer})
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """One edition; while it is built, how far that has come."""
        return Response(self._told(self._read(pk)))

    @extend_schema(request=OrderSerializer, responses={201: EditionSerializer})
    def create(self, request: Request) -> Response:
        """Order an edition; a worker builds it. Look at it again to see how far it has come."""
        require(may_build(self.principal), verb="build report")
        given = OrderSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        operation = operation_or_404()
        edition = actions.request_edition(
            principal=self.principal,
            operation=operation,
            order=read_order(operation, **given.validated_data),
            synthetic=selectors.is_demonstration(operation),
        )
        return Response(self._told(edition), status=status.HTTP_201_CREATED)

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def pdf(self, request: Request, pk: UUID) -> HttpResponse:
        """The file of an edition."""
        try:
            edition, content = selectors.read_file(self.principal, pk)
        except Edition.DoesNotExist as unseen:
            raise exceptions.NotFound from unseen
        return selectors.as_response(edition, content)

    @extend_schema(request=None, responses={200: EditionSerializer})
    @action(detail=True, methods=["post"], url_path="propose-release")
    def propose_release(self, request: Request, pk: UUID) -> Response:
        """The first of two persons: the director."""
        return self._step(pk, actions.propose_release)

    @extend_schema(request=None, responses={200: EditionSerializer})
    @action(detail=True, methods=["post"], url_path="confirm-release")
    def confirm_release(self, request: Request, pk: UUID) -> Response:
        """The second person: the supervision or the communication desk, never the one who proposed it."""
        return self._step(pk, actions.confirm_release)

    @extend_schema(request=ReasonSerializer, responses={200: EditionSerializer})
    @action(detail=True, methods=["post"], url_path="decline-release")
    def decline_release(self, request: Request, pk: UUID) -> Response:
        """The second person does not agree, and says why."""
        return self._step(pk, actions.decline_release, reason=_reason(request))

    @extend_schema(request=ReasonSerializer, responses={200: EditionSerializer})
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: UUID) -> Response:
        """Take a released edition back, and say why."""
        return self._step(pk, actions.withdraw_release, reason=_reason(request))

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """A file is a file, whatever the client says that it accepts."""
        return super().perform_content_negotiation(request, force=force or self.action == "pdf")

    def _step(self, pk: UUID, step: Step, **given: Any) -> Response:
        step(principal=self.principal, edition=self._read(pk), **given)
        return Response(self._told(selectors.editions(self.principal).get(pk=pk)))

    def _filtered(self, request: Request) -> QuerySet[Edition]:
        seen: QuerySet[Edition] = selectors.editions(self.principal)
        given = request.query_params
        if given.getlist("id"):
            seen = seen.filter(pk__in=[_key(text) for text in given.getlist("id")])
        if given.get("audience"):
            seen = seen.filter(audience=_known("audience", given["audience"], Audience.values))
        if given.get("state"):
            seen = seen.filter(state=_known("state", given["state"], EditionState.values))
        return seen

    def _read(self, pk: UUID) -> Edition:
        try:
            return selectors.open_edition(self.principal, pk)
        except Edition.DoesNotExist as unseen:
            raise exceptions.NotFound from unseen

    def _told(self, given: Any, *, many: bool = False) -> Any:
        return EditionSerializer(given, many=many, context={"principal": self.principal}).data


def _reason(request: Request) -> str:
    given = ReasonSerializer(data=request.data)
    given.is_valid(raise_exception=True)
    return str(given.validated_data["reason"])


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise exceptions.ValidationError({"id": [_("«%(value)s» is not a key.") % {"value": text}]}) from wrong


def _known(field: str, text: str, codes: list[str]) -> str:
    if text not in codes:
        words = _("«%(value)s» is not known. Choose one of: %(known)s.") % {"value": text, "known": ", ".join(codes)}
        raise exceptions.ValidationError({field: [words]})
    return text


router = SimpleRouter(use_regex_path=False)
router.register("reports", Reports, basename="api-report")
urlpatterns = router.urls
