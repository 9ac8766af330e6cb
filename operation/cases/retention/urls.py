"""Addresses of retention."""

from django.urls import path

from operation.cases.retention.views import Decide, Due

urlpatterns = [
    path("records/due/", Due.as_view(), name="records-due"),
    path("records/<slug:slug>/<uuid:pk>/retention/<slug:name>/", Decide.as_view(), name="record-retention"),
]
