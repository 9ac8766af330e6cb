"""The address that a form asks while it is filled in."""

from django.urls import path

from operation.cases.duplicates.views import Alike

urlpatterns = [path("records/<slug:slug>/new/alike/", Alike.as_view(), name="record-alike")]
