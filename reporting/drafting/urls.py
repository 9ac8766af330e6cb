"""Addresses of reports as they are written."""

from django.urls import URLPattern, URLResolver, path

from reporting.drafting import views, views_section

SECTION = "reports/written/<uuid:report_id>/sections/<uuid:section_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("reports/written/", views.reports, name="written-reports"),
    path("reports/written/new/", views.new, name="written-new"),
    path(SECTION, views_section.section, name="written-section"),
    path(f"{SECTION}edit/", views_section.edit, name="written-section-edit"),
    path(f"{SECTION}keep/", views_section.keep, name="written-section-keep"),
    path(f"{SECTION}author/", views_section.author, name="written-section-author"),
]
