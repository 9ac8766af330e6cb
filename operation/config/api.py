"""The API: each feature has its own routes; the index and the OpenAPI file tell what there is."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from operation.access import openapi

__all__ = ["openapi", "urlpatterns"]

LISTS = "-list"


class Index(APIView):
    """The lists of this API, and its OpenAPI file."""

    metadata_class = None

    @extend_schema(responses={200: dict[str, str]})
    def get(self, request: Request) -> Response:
        """Names and addresses of the lists."""
        names = [name for name in _names(urlpatterns) if name.endswith(LISTS)]
        lists = {name.removeprefix("api-").removesuffix(LISTS): reverse(name, request=request) for name in names}
        return Response(lists | {"schema": reverse("api-schema", request=request)})


class Nothing(APIView):
    """Any other address below /api/v1/: told as JSON, whoever asks."""

    permission_classes = (AllowAny,)
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise NotFound


def _names(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


urlpatterns: list[URLPattern | URLResolver] = [
    path("", Index.as_view(), name="api-index"),
    path("schema/", SpectacularJSONAPIView.as_view(), name="api-schema"),
    path("", include("operation.cases.api.urls")),
    path("", include("operation.cases.attachments.api_urls")),
    path("", include("coordination.exchange.api_urls")),
    path("", include("coordination.joint.api")),
    path("", include("coordination.removals.api")),
    path("", include("coordination.requests.api")),
    path("", include("coordination.deconfliction.api")),
    path("", include("coordination.messages.api")),
    path("", include("reporting.returns.api")),
    path("", include("reporting.measures.api")),
    path("", include("reporting.exports.api")),
    path("", include("reporting.drafting.api")),
    path("", include("reporting.evaluation.api")),
    path("<path:rest>", Nothing.as_view()),
]
