"""Addresses of files in the API, below those of their record."""

from django.urls import path

from operation.cases.attachments.api import Attachments, Content, OneAttachment, Removal

FILES = "<slug:slug>/<uuid:pk>/attachments/"
FILE = f"{FILES}<uuid:file>/"

urlpatterns = [
    path(FILES, Attachments.as_view(), name="api-attachments"),
    path(FILE, OneAttachment.as_view(), name="api-attachment"),
    path(f"{FILE}content/", Content.as_view(), name="api-attachment-content"),
    path(f"{FILE}remove/", Removal.as_view(), name="api-attachment-remove"),
]
