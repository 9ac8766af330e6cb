"""Addresses of the results."""

from django.urls import path

from reporting.dashboards import views, views_border, views_figures, views_kept, views_supervision, views_targets
from reporting.dashboards.joint import claimed_by_two

urlpatterns = [
    path("results/", views.results, name="results"),
    path("results/country/", views_figures.country, name="results-country"),
    path("results/line/", views_figures.line, name="results-line"),
    path("results/supervision/", views_supervision.supervision, name="results-supervision"),
    path("results/border/", views_border.border, name="results-border"),
    path("results/targets/", views_targets.targets, name="results-targets"),
    path("results/targets/<slug:code>/", views_targets.target, name="results-target"),
    path("results/behind/", views.figure_behind, name="results-behind"),
    path("results/joint/", claimed_by_two, name="results-joint"),
    path("results/rules/", views.rules, name="results-rules"),
    path("results/views/", views_kept.views, name="results-views"),
]
