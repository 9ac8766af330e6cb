"""Addresses of tags."""

from django.urls import path

from operation.cases.tags.views import TagMany

urlpatterns = [path("records/<slug:slug>/tag/", TagMany.as_view(), name="record-tag-many")]
