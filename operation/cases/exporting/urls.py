"""Addresses of this feature."""

from django.urls import path

from operation.cases.exporting.views import Ask, File, Kept, One

urlpatterns = [
    path("records/exports/", Kept.as_view(), name="record-exports"),
    path("records/exports/<uuid:pk>/", One.as_view(), name="record-export-kept"),
    path("records/exports/<uuid:pk>/file/", File.as_view(), name="record-export-file"),
    path("records/<slug:slug>/export/", Ask.as_view(), name="record-export"),
]
