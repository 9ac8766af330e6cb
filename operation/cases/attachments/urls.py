"""Addresses of files, below those of their record."""

from django.urls import path

from operation.cases.attachments.views import Attach, CheckAgain, Download, Page, Picture, Remove

FILES = "records/<slug:slug>/<uuid:pk>/files/"
FILE = f"{FILES}<uuid:file>/"

urlpatterns = [
    path(f"{FILES}new/", Attach.as_view(), name="record-file-new"),
    path(FILE, Page.as_view(), name="record-file"),
    path(f"{FILE}pages/<int:number>/", Picture.as_view(), name="record-file-picture"),
    path(f"{FILE}download/", Download.as_view(), name="record-file-download"),
    path(f"{FILE}remove/", Remove.as_view(), name="record-file-remove"),
    path(f"{FILE}check/", CheckAgain.as_view(), name="record-file-check"),
]
