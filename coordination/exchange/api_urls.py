"""Addresses of answers to reports in the API, below those of the report."""

from django.urls import path

from coordination.exchange.api import FeedbackOfReport, Receipts

REPORT = "intelligence-reports/<uuid:pk>/"

urlpatterns = [
    path(f"{REPORT}acknowledge/", Receipts.as_view(), name="api-report-acknowledge"),
    path(f"{REPORT}feedback/", FeedbackOfReport.as_view(), name="api-report-feedback"),
]
