"""Addresses of links, on the record from which they are read."""

from django.urls import path

from operation.cases.links.views import Amend, NewLink, Withdraw
from operation.cases.links.views_bulk import LinkMany
from operation.cases.links.views_network import NetworkPage

RECORD = "records/<slug:slug>/<uuid:pk>/"

urlpatterns = [
    path("records/<slug:slug>/link/", LinkMany.as_view(), name="record-link-many"),
    path(f"{RECORD}network/", NetworkPage.as_view(), name="record-network"),
    path(f"{RECORD}links/new/", NewLink.as_view(), name="link-new"),
    path(f"{RECORD}links/<uuid:link>/", Amend.as_view(), name="link"),
    path(f"{RECORD}links/<uuid:link>/withdraw/", Withdraw.as_view(), name="link-withdraw"),
]
