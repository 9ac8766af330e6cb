"""Addresses of this app, feature by feature."""

from django.urls import URLPattern, URLResolver, include, path

from coordination.views import exchange

urlpatterns: list[URLPattern | URLResolver] = [
    path("exchange/", exchange, name="exchange"),
    path("", include("coordination.alerts.urls")),
    path("", include("coordination.messages.urls")),
]
