"""Addresses of imports, the same for every type."""

from django.urls import path

from operation.cases.importing.views import File, Template, Undo, Upload

urlpatterns = [
    path("records/<slug:slug>/import/", Upload.as_view(), name="record-import"),
    path("records/<slug:slug>/import/template.<slug:name>", Template.as_view(), name="record-import-template"),
    path("records/<slug:slug>/import/<uuid:pk>/", File.as_view(), name="record-import-file"),
    path("records/<slug:slug>/import/<uuid:pk>/undo/", Undo.as_view(), name="record-import-undo"),
]
