"""Addresses of the results."""

from django.urls import path

from reporting.dashboards import views

urlpatterns = [
    path("results/", views.results, name="results"),
    path("results/behind/", views.figure_behind, name="results-behind"),
    path("results/rules/", views.rules, name="results-rules"),
]
