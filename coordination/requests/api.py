"""Requests over the API: read, write, take a step. The same actions as the pages."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, status
from rest_framework.decorators import action
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from coordination.requests.actions import draft_request
from coordination.requests.filters import IN, OUT, RequestFilters
from coordination.requests.models import Kind, Request, RequestState, Urgency
from coordination.requests.selectors import parts_of, read_request, subjects_of, visible_requests
from coordination.requests.serializers import (
    DraftSerializer,
    FullRequestSerializer,
    RequestSerializer,
    RequestStepSerializer,
)
from coordination.requests.stepping import take_step
from operation.access.drf import ViewSet
from operation.access.policies import may
from operation.audit import trail
from operation.kernel.errors import Refused, require
from operation.plan.selectors import operation_or_404

FILTERS = [
    OpenApiParameter("direction", str, enum=[IN, OUT], description="To your agency, or from it."),
    OpenApiParameter("state", str, enum=RequestState.values),
    OpenApiParameter("kind", str, enum=Kind.values),
    OpenApiParameter("urgency", str, enum=Urgency.values),
    OpenApiParameter("country", str, description="A member country on either side, by its ISO 3166-1 code."),
    OpenApiParameter("late", str, enum=["yes", "no"]),
]


class Requests(ViewSet[Request]):
    """Requests between countries: an agency its own, both ways; LMLECC all that were sent."""

    serializer_class = RequestSerializer
    queryset = Request.objects.none()

    @extend_schema(parameters=FILTERS, responses={200: RequestSerializer(many=True)})
    def list(self, request: ApiRequest) -> Response:
        """Requests that you may see, newest first."""
        require(may(self.principal, "request.read"), verb="list requests")
        shown = self.paginate_queryset(self._filtered(request)) or []
        trail.record("listed", trail.Target(Request._meta.label), shown=[one.pk for one in shown])
        told = RequestSerializer(shown, many=True, context={"principal": self.principal})
        return self.get_paginated_response(told.data)

    @extend_schema(responses={200: FullRequestSerializer})
    def retrieve(self, request: ApiRequest, pk: UUID) -> Response:
        """One request with its texts and records."""
        return Response(self._told(self._read(pk)))

    @extend_schema(request=DraftSerializer, responses={201: FullRequestSerializer})
    def create(self, request: ApiRequest) -> Response:
        """Write a request. It is a draft until it is sent with a step."""
        require(may(self.principal, "request.draft"), verb="draft a request")
        given = DraftSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        made = draft_request(principal=self.principal, operation=operation_or_404(), draft=given.draft)
        return Response(self._told(self._read(made.pk)), status=status.HTTP_201_CREATED)

    @extend_schema(request=RequestStepSerializer, responses={200: FullRequestSerializer})
    @action(detail=True, methods=["post"])
    def step(self, request: ApiRequest, pk: UUID) -> Response:
        """Take a step with a request."""
        given, current = RequestStepSerializer(data=request.data), self._read(pk)
        given.is_valid(raise_exception=True)
        name, version = given.validated_data["step"], given.validated_data["version"]
        take_step(principal=self.principal, request=current, name=name, given=given.given, version=version)
        return Response(self._told(self._read(pk)))

    def _filtered(self, request: ApiRequest) -> QuerySet[Request]:
        """Raises Refused for a value that no filter takes."""
        filters = RequestFilters(request._request.GET, self.principal, visible_requests(self.principal))
        if not filters.is_valid():
            raise Refused({name: list(errors) for name, errors in filters.form.errors.items()})
        found: QuerySet[Request] = filters.qs
        return found

    def _read(self, pk: UUID) -> Request:
        found = read_request(self.principal, pk)
        if found is None:
            raise exceptions.NotFound
        return found

    def _told(self, given: Request) -> Any:
        principal = self.principal
        parts, subjects = parts_of(principal, given), subjects_of(principal, given)
        context = {"principal": principal, "parts": parts, "subjects": subjects}
        return FullRequestSerializer(given, context=context).data


router = SimpleRouter(use_regex_path=False)
router.register("requests", Requests, basename="api-requests")
urlpatterns = router.urls
