"""Addresses of this feature."""

from django.urls import URLPattern, URLResolver, path

from reporting.evaluation import views, views_written

urlpatterns: list[URLPattern | URLResolver] = [
    path("reports/", views.reports, name="reports"),
    path("reports/written/<uuid:report_id>/edition/", views_written.edition_of_report, name="written-edition"),
    path("reports/<uuid:edition_id>/", views.report, name="report"),
    path("reports/<uuid:edition_id>/pdf/", views.report_pdf, name="report-pdf"),
    path("reports/<uuid:edition_id>/downloads/", views.report_downloads, name="report-downloads"),
    path("reports/<uuid:edition_id>/<slug:name>/", views.report_step, name="report-step"),
]
