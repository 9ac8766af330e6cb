"""Addresses of the history and of its last change."""

from django.urls import path

from operation.cases.undoing.views import History, Undo

urlpatterns = [
    path("records/<slug:slug>/<uuid:pk>/history/", History.as_view(), name="record-history"),
    path("records/<slug:slug>/<uuid:pk>/undo/", Undo.as_view(), name="record-undo"),
]
