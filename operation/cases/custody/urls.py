"""Addresses of custody chains, on the record to which they belong."""

from django.urls import path

from operation.cases.custody.views import CorrectHandover, HandOver, HandOverMany

RECORD = "records/<slug:slug>/<uuid:pk>/"

urlpatterns = [
    path("records/<slug:slug>/hand-over/", HandOverMany.as_view(), name="record-hand-over-many"),
    path(f"{RECORD}custody/new/", HandOver.as_view(), name="record-hand-over"),
    path(f"{RECORD}custody/<uuid:entry>/", CorrectHandover.as_view(), name="record-hand-over-correct"),
]
