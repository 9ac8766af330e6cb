"""Matches over the API: read, take steps, ask for a number. The same selectors and actions as the pages."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from coordination.deconfliction.confirming import BY_NAME
from coordination.deconfliction.filters import MatchFilters
from coordination.deconfliction.models import FoundBy, Match, MatchState
from coordination.deconfliction.policies import may_ask, may_disclose, may_read
from coordination.deconfliction.probing import Question, ask
from coordination.deconfliction.selectors import SeenMatch, read_match
from coordination.deconfliction.serializers import (
    AnswerSerializer,
    MatchSerializer,
    MatchStepSerializer,
    QuestionSerializer,
    SeenMatchSerializer,
)
from operation.access.drf import ViewSet
from operation.audit import trail
from operation.kernel.errors import Refused, require
from operation.people.models import Organisation

FILTERS = [
    OpenApiParameter("state", str, enum=MatchState.values),
    OpenApiParameter("kind", str, description="What agrees: a kind of identifier, or a part of names."),
    OpenApiParameter("country", str, description="A member country by its ISO 3166-1 code."),
    OpenApiParameter("found_by", str, enum=FoundBy.values),
]


class Matches(ViewSet[Match]):
    """Matches: both sides, as far as they may know of one, and LMLECC."""

    serializer_class: Any = SeenMatchSerializer
    queryset = Match.objects.none()

    @extend_schema(parameters=FILTERS, responses={200: MatchSerializer(many=True)})
    def list(self, request: Request) -> Response:
        """Matches that you may know of, newest first: facts alone."""
        require(may_read(self.principal), verb="list matches")
        given = request.query_params.copy()
        given.pop("cursor", None)
        filters = MatchFilters(given, Match.objects.visible_to(self.principal).select_related("one", "other"))
        if not filters.is_valid():
            raise exceptions.ValidationError(filters.form.errors)
        shown = self.paginate_queryset(filters.qs) or []
        trail.record("listed", trail.Target(Match._meta.label), shown=[match.pk for match in shown])
        return self.get_paginated_response(MatchSerializer(shown, many=True).data)

    @extend_schema(responses={200: SeenMatchSerializer})
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """One match: your side, and what both sides told."""
        return Response(_told(read_match(self.principal, pk)))

    @extend_schema(request=MatchStepSerializer, responses={200: SeenMatchSerializer})
    @action(detail=True, methods=["post"])
    def steps(self, request: Request, pk: UUID) -> Response:
        """Take a step: reveal, tell, fields, release, take-back, set-aside, propose, agree."""
        seen = read_match(self.principal, pk)
        require(may_disclose(self.principal, seen.match), verb="step of match")
        wanted = MatchStepSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        step = BY_NAME[wanted.validated_data["name"]]
        if not step.may(self.principal, seen):
            raise Refused({"name": _("This step is not possible now. Read the match again.")})
        step.take(self.principal, seen, wanted.validated_data)
        return Response(_told(read_match(self.principal, pk)))

    @extend_schema(request=QuestionSerializer, responses={200: AnswerSerializer})
    @action(detail=False, methods=["post"], pagination_class=None)
    def ask(self, request: Request) -> Response:
        """«Do you know this number?» Limited to 20 in an hour for you, and 100 in a day for your agency; logged."""
        require(may_ask(self.principal), verb="ask for a number")
        wanted = QuestionSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        probe = ask(principal=self.principal, question=Question(**wanted.validated_data))
        held_by = Organisation.objects.filter(pk__in=probe.hits).values_list("code", flat=True)
        return Response({"held_by": list(held_by)})


def _told(seen: SeenMatch) -> Any:
    return SeenMatchSerializer(seen).data


router = SimpleRouter(use_regex_path=False)
router.register("matches", Matches, basename="api-matches")
urlpatterns = router.urls
