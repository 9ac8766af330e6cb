"""Addresses of the exchange of reports."""

from django.urls import path

from coordination.exchange import views
from operation.cases.records.intelligence_report import INTELLIGENCE_REPORT

ROOT = "exchange/intelligence/"
REPORT = f"{ROOT}<uuid:pk>/"
TYPE = {"slug": INTELLIGENCE_REPORT.slug}

urlpatterns = [
    path(ROOT, views.intelligence, name="intelligence"),
    path(f"{REPORT}sanitise/", views.Sanitise.as_view(), TYPE, name="report-sanitise"),
    path(f"{REPORT}acknowledge/", views.Acknowledge.as_view(), TYPE, name="report-acknowledge"),
    path(f"{REPORT}feedback/", views.GiveFeedback.as_view(), TYPE, name="report-feedback"),
    path(f"{REPORT}feedback/noted/", views.NoteFeedback.as_view(), TYPE, name="report-feedback-noted"),
]
