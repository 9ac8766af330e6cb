"""Addresses of supervision."""

from django.urls import path

from coordination.supervision import views, views_inspections

VISIT = "supervision/inspections/<uuid:inspection_id>/"

urlpatterns = [
    path("supervision/", views.supervision, name="supervision"),
    path("supervision/inspections/", views_inspections.inspections, name="inspections"),
    path("supervision/inspections/new/", views_inspections.new, name="inspection-new"),
    path(VISIT, views_inspections.inspection, name="inspection"),
    path(f"{VISIT}edit/", views_inspections.edit, name="inspection-edit"),
    path(f"{VISIT}finding/", views_inspections.finding, name="finding-new"),
    path(f"{VISIT}recommendation/", views_inspections.recommend, name="recommendation-new"),
    path(f"{VISIT}<slug:name>/", views_inspections.step, name="inspection-step"),
    path(
        "supervision/recommendations/<uuid:recommendation_id>/<slug:name>/",
        views_inspections.recommendation_step,
        name="recommendation-step",
    ),
    path("supervision/<slug:country>/", views.country_page, name="supervision-country"),
]
