"""The real addresses, and the floors beside them."""

from django.urls import include, path

from benchmarks.floors import Suspects, suspects

urlpatterns = [
    path("floor/records/suspects/", suspects),
    path("floor/api/v1/suspects/", Suspects.as_view()),
    path("", include("operation.config.urls")),
]
