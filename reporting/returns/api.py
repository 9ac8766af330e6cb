"""National returns over the API, from the draft to the lock. The same actions as the pages."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from operation.access.drf import NewestFirst, ViewSet
from operation.access.policies import may
from operation.audit import trail
from operation.cases.api_fields import refuse_unknown
from operation.kernel.errors import require
from operation.plan.models import Operation
from operation.plan.selectors import operation_or_404
from reporting.indicators.weeks import Week, weeks_of
from reporting.returns import actions
from reporting.returns.history import doubts_in
from reporting.returns.joint import visible_days
from reporting.returns.models import NationalReturn, ReturnState
from reporting.returns.numbers import numbers_of
from reporting.returns.policies import OTHER_COUNTRY, may_step
from reporting.returns.selectors import completeness, read_return
from reporting.returns.serializers import (
    AskingSerializer,
    OpeningSerializer,
    ReopeningSerializer,
    ReturnDraftSerializer,
    ReturnSerializer,
    VersionSerializer,
    WeekSerializer,
)
from reporting.returns.timeliness import owings

FILTERS = [
    OpenApiParameter("id", UUID, many=True, description="Returns by key; may be given several times."),
    OpenApiParameter("country", str, description="A member country by its ISO 3166-1 code."),
    OpenApiParameter("week", str, description="An ISO week: 2024-W45."),
    OpenApiParameter("state", str, enum=ReturnState.values),
]

WEEK_FILTERS = [OpenApiParameter("country", str, description="A member country by its ISO 3166-1 code.")]
Said = dict[str, Any]
Take = Callable[..., list[NationalReturn]]


class NewestWeeksFirst(NewestFirst):
    """Newest weeks first."""

    ordering = ("-week", "-id")


class Returns(ViewSet[NationalReturn]):
    """National returns: a country its own, the secretariat all."""

    serializer_class = ReturnSerializer
    pagination_class = NewestWeeksFirst
    queryset = NationalReturn.objects.none()

    @extend_schema(parameters=FILTERS, responses={200: ReturnSerializer(many=True)})
    def list(self, request: Request) -> Response:
        """Returns that you may see, newest weeks first."""
        require(may(self.principal, "return.read"), verb="list returns")
        shown: Sequence[NationalReturn] = self.paginate_queryset(self._filtered(request)) or []
        trail.record("listed", trail.Target(NationalReturn._meta.label), shown=[given.pk for given in shown])
        return self.get_paginated_response(self._told(shown, many=True))

    @extend_schema(responses={200: ReturnSerializer})
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """One return with its figures."""
        return Response(self._told(self._read(pk)))

    @extend_schema(request=OpeningSerializer, responses={200: ReturnSerializer})
    def create(self, request: Request) -> Response:
        """Begin the return of your agency for a week, or find it."""
        given = OpeningSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        operation = operation_or_404()
        week = _week(operation, given.validated_data["week"])
        opened = actions.open_return(principal=self.principal, operation=operation, week=week)
        return Response(self._told(self._read(opened.pk)))

    @extend_schema(request=ReturnDraftSerializer, responses={200: ReturnSerializer})
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Fill in lines of a draft. Lines that are not named stay."""
        draft = ReturnDraftSerializer(data=request.data)
        current = self._read(pk)
        draft.is_valid(raise_exception=True)
        actions.save_draft(
            principal=self.principal,
            national_return=current,
            entries=draft.entries,
            version=draft.validated_data["version"],
            answers=draft.answered,
        )
        return Response(self._told(self._read(pk)))

    @extend_schema(request=VersionSerializer, responses={200: ReturnSerializer})
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: UUID) -> Response:
        """Submit a return to the supervision desk. Every line has a number or says «no data»."""
        return self._step(pk, actions.submit_returns, VersionSerializer(data=request.data))

    @extend_schema(request=AskingSerializer, responses={200: ReturnSerializer})
    @action(detail=True, methods=["post"])
    def query(self, request: Request, pk: UUID) -> Response:
        """Send a submitted return back with questions. Its figures stay as submitted until it is submitted again."""
        given = AskingSerializer(data=request.data)
        return self._step(
            pk, actions.query_returns, given, lambda said: {"question": said["words"], "about": given.asked}
        )

    @extend_schema(request=VersionSerializer, responses={200: ReturnSerializer})
    @action(detail=True, methods=["post"])
    def verify(self, request: Request, pk: UUID) -> Response:
        """Verify a submitted return: not for whoever submitted it. Every country sees its figures in the totals."""
        return self._step(pk, actions.verify_returns, VersionSerializer(data=request.data))

    @extend_schema(request=VersionSerializer, responses={200: ReturnSerializer})
    @action(detail=True, methods=["post"])
    def lock(self, request: Request, pk: UUID) -> Response:
        """Close a verified return."""
        return self._step(pk, actions.lock_returns, VersionSerializer(data=request.data))

    @extend_schema(request=ReopeningSerializer, responses={200: ReturnSerializer})
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: UUID) -> Response:
        """Give a verified or locked return back to its agency as a draft, with the reason."""
        given = ReopeningSerializer(data=request.data)
        return self._step(pk, actions.reopen_returns, given, lambda said: {"reason": said["words"]})

    @extend_schema(parameters=WEEK_FILTERS, responses={200: WeekSerializer(many=True)}, filters=False)
    @action(detail=False, methods=["get"], pagination_class=None)
    def weeks(self, request: Request) -> Response:
        """Every week of your country that has begun: state, deadline, and how late in working days. LMLECC: of all."""
        require(may(self.principal, "return.read"), verb="list weeks of returns")
        complete = completeness(self.principal, operation_or_404())
        country = request.query_params.get("country", "").upper()
        if not self.principal.is_secretariat:
            own = self.principal.country or ""
            require(OTHER_COUNTRY if country not in ("", own) else True, verb="list weeks of another country")
            country = own
        if country and country not in complete.countries:
            words = _("«%(value)s» takes no part in the operation.") % {"value": country}
            raise exceptions.ValidationError({"country": [words]})
        trail.record("listed", trail.Target(NationalReturn._meta.label))
        found: Any = list(owings(complete, country))
        return Response(WeekSerializer(found, many=True).data)

    def _filtered(self, request: Request) -> QuerySet[NationalReturn]:
        """Raises ValidationError for a value that no filter takes."""
        seen = NationalReturn.objects.visible_to(self.principal).select_related("agency", "operation")
        given = request.query_params
        if given.getlist("id"):
            seen = seen.filter(pk__in=[_key(text) for text in given.getlist("id")])
        if given.get("country"):
            seen = seen.filter(agency__country_id=given["country"].upper())
        if given.get("week"):
            seen = seen.filter(week=_week(operation_or_404(), given["week"]).monday)
        if given.get("state"):
            seen = seen.filter(state=_state(given["state"]))
        return seen

    def _step(
        self, pk: UUID, take: Take, given: VersionSerializer, words: Callable[[Said], Said] = lambda _said: {}
    ) -> Response:
        """Refused in this order: what one does not see, what one may not do, what is wrong in the body."""
        current = self._read(pk)
        require(may_step(self.principal, current, self.action), verb=f"{self.action} {current.reference}")
        refuse_unknown(self.request.data, set(given.fields))
        given.is_valid(raise_exception=True)
        said = given.validated_data
        take(principal=self.principal, returns=[current], versions=[said["version"]], **words(said))
        return Response(self._told(self._read(pk)))

    def _read(self, pk: UUID) -> NationalReturn:
        found = read_return(self.principal, pk)
        if found is None:
            raise exceptions.NotFound
        return found

    def _told(self, given: Any, *, many: bool = False) -> Any:
        returns = given if many else [given]
        prefetch_related_objects(returns, "lines", "questions", "steps__taken_by")
        context = {
            "numbers": numbers_of(self.principal, returns),
            "doubts": doubts_in(self.principal, returns),
            "days": visible_days(self.principal, returns),
            "principal": self.principal,
        }
        return ReturnSerializer(given, many=many, context=context).data


def _week(operation: Operation, code: str) -> Week:
    found = next((week for week in weeks_of(operation) if week.code == code), None)
    if found is None:
        raise exceptions.ValidationError({"week": [_("«%(value)s» is no week of the execution.") % {"value": code}]})
    return found


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise exceptions.ValidationError({"id": [_("«%(value)s» is not a key.") % {"value": text}]}) from wrong


def _state(text: str) -> str:
    if text not in ReturnState.values:
        codes = ", ".join(ReturnState.values)
        words = _("«%(value)s» is not a state. There are: %(codes)s.") % {"value": text, "codes": codes}
        raise exceptions.ValidationError({"state": [words]})
    return text


router = SimpleRouter(use_regex_path=False)
router.register("returns", Returns, basename="api-returns")
urlpatterns = router.urls
