"""Addresses of this app, feature by feature."""

from django.urls import URLPattern, URLResolver, include, path

from coordination.views import exchange

urlpatterns: list[URLPattern | URLResolver] = [
    path("exchange/", exchange, name="exchange"),
    path("", include("coordination.meetings.urls")),
    path("", include("coordination.offers.urls")),
    path("", include("coordination.knowledge.urls")),
]
