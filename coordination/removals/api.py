"""Removals over the API: the list, one of them, and its steps. The same selectors and actions as the pages."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from coordination.removals.answering import Crossing
from coordination.removals.confirming import QUESTIONS
from coordination.removals.filters import FROM_US, TO_US, RemovalFilters
from coordination.removals.models import Removal, RemovalState
from coordination.removals.policies import may_step
from coordination.removals.selectors import content_of, read_removal, visible
from coordination.removals.serializers import FactsSerializer, RemovalSerializer, RemovalStepSerializer
from coordination.removals.stepping import Order
from operation.access.drf import ViewSet
from operation.access.policies import may
from operation.audit import trail
from operation.kernel.errors import Refused, require

FILTERS = [
    OpenApiParameter("direction", str, enum=[TO_US, FROM_US], description="Of your agency, or by it; not for LMLECC."),
    OpenApiParameter("state", str, enum=RemovalState.values),
    OpenApiParameter("country", str, description="A member country on either side, by its ISO 3166-1 code."),
]


class RemovalSet(ViewSet[Removal]):
    """Removals: a country what it asked and was asked, the secretariat all that was sent."""

    serializer_class = RemovalSerializer
    queryset = Removal.objects.none()

    @extend_schema(parameters=FILTERS, responses={200: FactsSerializer(many=True)})
    def list(self, request: Request) -> Response:
        """Removals that you may see, newest first: facts, no word and no person."""
        require(may(self.principal, "removal.read"), verb="list removals")
        shown: Sequence[Removal] = self.paginate_queryset(self._filtered(request)) or []
        trail.record("listed", trail.Target(Removal._meta.label), shown=[one.pk for one in shown])
        told = FactsSerializer(shown, many=True, context={"principal": self.principal})
        return self.get_paginated_response(told.data)

    @extend_schema(responses={200: RemovalSerializer})
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """One removal, with what you may see of its parts."""
        return Response(self._told(pk))

    @extend_schema(request=RemovalStepSerializer, responses={200: RemovalSerializer})
    @action(detail=True, methods=["post"])
    def step(self, request: Request, pk: UUID) -> Response:
        """Take one step. Each is the one side's or the other's; `version` is the one that you read."""
        removal = read_removal(self.principal, pk)
        given = RemovalStepSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        told = given.validated_data
        require(may_step(self.principal, removal, told["step"]), verb=f"{told['step']} {removal.reference}")
        order = Order(self.principal, removal, told["version"], told["on"], told["words"])
        QUESTIONS[told["step"]].take(order=order, **_beside(told))
        return Response(self._told(pk))

    def _filtered(self, request: Request) -> QuerySet[Removal]:
        """Raises Refused for a filter that there is not, and for a value that none takes."""
        filters = RemovalFilters(request._request.GET, self.principal, visible(self.principal))
        if not filters.is_valid():
            raise Refused({name: list(errors) for name, errors in filters.form.errors.items()})
        found: QuerySet[Removal] = filters.qs
        return found

    def _told(self, pk: UUID) -> Any:
        removal = read_removal(self.principal, pk)
        context = {"principal": self.principal, "content": content_of(self.principal, removal)}
        return RemovalSerializer(removal, context=context).data


def _beside(told: Mapping[str, Any]) -> dict[str, Any]:
    """What the action of a step takes beside its order."""
    if told["step"] == "refuse":
        return {"ground": told.get("ground", "")}
    if told["step"] == "schedule":
        return {"crossing": Crossing(told.get("crossing", ""), told.get("planned_at"), told.get("zone", ""))}
    if told["step"] in ("hand-over", "receive"):
        return {"persons": told.get("persons", [])}
    return {}


router = SimpleRouter(use_regex_path=False)
router.register("removals", RemovalSet, basename="api-removals")
urlpatterns = router.urls
