"""Addresses of this app, feature by feature."""

from django.urls import URLPattern, URLResolver, include, path

from coordination.views import exchange

urlpatterns: list[URLPattern | URLResolver] = [
    path("exchange/", exchange, name="exchange"),
    path("", include("coordination.exchange.urls")),
    path("", include("coordination.removals.urls")),
    path("", include("coordination.joint.urls")),
    path("", include("coordination.requests.urls")),
    path("", include("coordination.supervision.urls")),
    path("", include("coordination.roster.urls")),
    path("", include("coordination.deconfliction.urls")),
    path("", include("coordination.meetings.urls")),
    path("", include("coordination.offers.urls")),
    path("", include("coordination.knowledge.urls")),
    path("", include("coordination.alerts.urls")),
    path("", include("coordination.messages.urls")),
]
