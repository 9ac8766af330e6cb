"""Addresses of the whole application; each feature has its own list."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("operation.people.urls")),
    path("", include("operation.jobs.urls")),
    path("", include("operation.plan.urls")),
    path("", include("operation.oversight.urls")),
    path("", include("operation.administration.urls")),
    path("", include("operation.cases.pages.urls")),
    path("", include("coordination.urls")),
    path("", include("reporting.urls")),
    path("api/v1/", include("operation.config.api")),
]
