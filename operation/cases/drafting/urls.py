"""Addresses of drafts."""

from django.urls import path

from operation.cases.drafting.views import Discard, KeepEdit, KeepNew

urlpatterns = [
    path("records/drafts/<uuid:draft>/discard/", Discard.as_view(), name="draft-discard"),
    path("records/<slug:slug>/draft/", KeepNew.as_view(), name="draft-new"),
    path("records/<slug:slug>/<uuid:pk>/draft/", KeepEdit.as_view(), name="draft-edit"),
]
