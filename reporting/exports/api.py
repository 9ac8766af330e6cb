"""The figures of the results over the API: the same numbers, and the same kept back, as on the pages and in files."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from operation.access.drf import ViewSet
from operation.audit import trail
from operation.cases.api_fields import refuse_unknown
from reporting.dashboards.filters import FIGURES, PERIOD, REACH
from reporting.dashboards.frame import ground_of
from reporting.dashboards.results import results_of
from reporting.exports.content import told_of
from reporting.exports.serializers import FiguresSerializer
from reporting.indicators.models import LedgerEntry

OFFERS = ("country", *FIGURES, *PERIOD, "line")
FILTERS = [
    OpenApiParameter("country", str, description="A member country by its ISO 3166-1 code: its figures alone."),
    OpenApiParameter("as_known", str, description="As known at the end of this day in Kunming: 2024-11-13."),
    OpenApiParameter("figures", str, enum=list(REACH), description="How far they are confirmed."),
    OpenApiParameter("first", str, description="From this ISO week: 2024-W45."),
    OpenApiParameter("last", str, description="Until this ISO week."),
    OpenApiParameter("line", int, description="A line of effort by its number: its figures alone."),
]


class FiguresOfResults(ViewSet[LedgerEntry]):
    """The results: LMLECC all figures, a country its own in full and of others what is verified."""

    serializer_class = FiguresSerializer
    queryset = LedgerEntry.objects.none()
    pagination_class = None

    @extend_schema(parameters=FILTERS, responses={200: FiguresSerializer})
    def list(self, request: Request) -> Response:
        """Every figure by country and week at a cut-off, with totals, targets and counting rules."""
        ground = ground_of(self.principal, "read results")
        refuse_unknown(request.query_params, {*OFFERS, "format"})
        form = ground.form(request.query_params, OFFERS)
        if form.errors:
            raise exceptions.ValidationError(
                {name: [str(words) for words in said] for name, said in form.errors.items()}
            )
        found = results_of(ground.principal, ground.operation, form.asked, ground.lines)
        trail.record("read results", ground.operation, page="api", filter=form.asked.query())
        return Response(FiguresSerializer(told_of(found), context={"found": found}).data)


router = SimpleRouter(use_regex_path=False)
router.register("figures", FiguresOfResults, basename="api-figures")
urlpatterns = router.urls
