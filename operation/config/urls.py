"""Addresses of the whole application; each feature has its own list."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("operation.people.urls")),
]
