"""Addresses of the consent log."""

from django.urls import path

from operation.cases.consent.views import Add, Withdraw

CONSENT = "records/rescued-laborers/<uuid:pk>/consent/"

urlpatterns = [
    path(f"{CONSENT}new/", Add.as_view(), name="consent-new"),
    path(f"{CONSENT}<uuid:entry>/withdraw/", Withdraw.as_view(), name="consent-withdraw"),
]
