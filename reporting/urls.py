"""Addresses of this app, feature by feature."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("reporting.returns.urls")),
    path("", include("reporting.dashboards.urls")),
    path("", include("reporting.measures.urls")),
    path("", include("reporting.exports.urls")),
    path("", include("reporting.drafting.urls")),
    path("", include("reporting.consultation.urls")),
    path("", include("reporting.evaluation.urls")),
    path("", include("reporting.verifying.urls")),
]
