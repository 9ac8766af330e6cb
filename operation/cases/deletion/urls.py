"""Addresses of deletion."""

from django.urls import path

from operation.cases.deletion.views import Delete, DeletedRecords, DeleteMany

urlpatterns = [
    path("records/<slug:slug>/deleted/", DeletedRecords.as_view(), name="record-deleted"),
    path("records/<slug:slug>/delete/", DeleteMany.as_view(), name="record-delete-many"),
    path("records/<slug:slug>/<uuid:pk>/delete/", Delete.as_view(), name="record-delete"),
]
