"""Reports that are written together over the API: which there are and how far each has come. They are read as pages."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from operation.access.drf import ViewSet
from operation.access.policies import may
from operation.audit import trail
from operation.kernel.errors import require
from reporting.drafting.models import Report
from reporting.drafting.serializers import WrittenReportSerializer


class WrittenReports(ViewSet[Report]):
    """What the reader writes a section of, is consulted on, or may read: as on the page of the list."""

    serializer_class = WrittenReportSerializer
    queryset = Report.objects.none()

    @extend_schema(responses={200: WrittenReportSerializer(many=True)})
    def list(self, request: Request) -> Response:
        """Reports that you may see, newest first."""
        require(may(self.principal, "report.write"), verb="list reports")
        seen = Report.objects.visible_to(self.principal).select_related("operation")
        shown = self.paginate_queryset(seen) or []
        trail.record("listed", trail.Target(Report._meta.label), shown=[report.pk for report in shown])
        return self.get_paginated_response(WrittenReportSerializer(shown, many=True).data)


router = SimpleRouter(use_regex_path=False)
router.register("written-reports", WrittenReports, basename="api-written-report")
urlpatterns = router.urls
