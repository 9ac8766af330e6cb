"""The address under which an identifier is confirmed."""

from django.urls import path

from operation.cases.identifier_checks.views import Confirm

urlpatterns = [
    path("records/<slug:slug>/<uuid:pk>/identifiers/confirm/", Confirm.as_view(), name="identifiers-confirm"),
]
