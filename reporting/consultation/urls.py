"""Addresses of a report and of the consultation on it."""

from django.urls import URLPattern, URLResolver, path

from reporting.consultation import views

REPORT = "reports/written/<uuid:report_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(REPORT, views.report, name="written-report"),
    path(f"{REPORT}approve/", views.approve, name="written-approve"),
    path(f"{REPORT}comments/<int:position>/", views.comment, name="written-comment"),
    path(f"{REPORT}steps/<slug:name>/", views.step, name="written-step"),
]
