"""Addresses of combination."""

from django.urls import path

from operation.cases.merging.views import Combine, Other

RECORD = "records/<slug:slug>/<uuid:pk>/"

urlpatterns = [
    path(f"{RECORD}combine/", Combine.as_view(), name="record-combine"),
    path(f"{RECORD}combined/<uuid:combination>/", Other.as_view(), name="record-combined"),
]
