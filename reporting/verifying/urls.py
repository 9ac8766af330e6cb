"""Addresses of this feature."""

from django.urls import URLPattern, URLResolver, path

from reporting.verifying.views import verify

urlpatterns: list[URLPattern | URLResolver] = [path("verify/", verify, name="verify")]
