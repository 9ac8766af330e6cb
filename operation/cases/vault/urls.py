"""Addresses of the vault."""

from django.urls import path

from operation.cases.vault.views import Amend, Close, Open, Seen, Write

IDENTITY = "records/rescued-laborers/<uuid:pk>/identity/"

urlpatterns = [
    path(IDENTITY, Seen.as_view(), name="identity"),
    path(f"{IDENTITY}new/", Write.as_view(), name="identity-new"),
    path(f"{IDENTITY}open/", Open.as_view(), name="identity-open"),
    path(f"{IDENTITY}amend/", Amend.as_view(), name="identity-amend"),
    path(f"{IDENTITY}close/", Close.as_view(), name="identity-close"),
]
