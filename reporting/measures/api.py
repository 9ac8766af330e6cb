"""Measures over the API: the same numbers as on the pages."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from operation.access.drf import ViewSet
from operation.access.policies import may
from operation.audit import trail
from operation.kernel.errors import require
from operation.plan.selectors import operation_or_404
from reporting.measures.forms import asked_in
from reporting.measures.models import MeasureEntry
from reporting.measures.selectors import measures_of
from reporting.measures.serializers import MeasureSerializer

AS_KNOWN = OpenApiParameter("as_known", str, description="As known at the end of this day in Kunming: 2024-11-13.")


class Measures(ViewSet[MeasureEntry]):
    """How the countries worked together: LMLECC all of it, a country its own and what all read."""

    serializer_class = MeasureSerializer
    queryset = MeasureEntry.objects.none()
    pagination_class = None

    @extend_schema(parameters=[AS_KNOWN], responses={200: MeasureSerializer(many=True)})
    def list(self, request: Request) -> Response:
        """All measures with their rules, as far as you may see them."""
        require(may(self.principal, "figures.read"), verb="read measures")
        form = asked_in(request.query_params)
        if form.errors:
            raise exceptions.ValidationError(
                {name: [str(words) for words in said] for name, said in form.errors.items()}
            )
        operation = operation_or_404()
        found = measures_of(self.principal, operation, form.day)
        trail.record("read measures", operation, as_known=str(form.day or ""))
        return Response(MeasureSerializer(found, many=True).data)


router = SimpleRouter(use_regex_path=False)
router.register("measures", Measures, basename="api-measure")
urlpatterns = router.urls
