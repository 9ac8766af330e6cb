"""Addresses of saved views."""

from django.urls import path

from operation.cases.saved_views.views import Delete, First, Views

VIEWS = "records/<slug:slug>/views/"

urlpatterns = [
    path(VIEWS, Views.as_view(), name="record-views"),
    path(f"{VIEWS}first/", First.as_view(), name="record-first-view"),
    path(f"{VIEWS}delete/", Delete.as_view(), name="record-view-delete"),
]
