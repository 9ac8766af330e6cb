"""Addresses of the results."""

from django.urls import path

from reporting.dashboards import views
from reporting.dashboards.joint import claimed_by_two

urlpatterns = [
    path("results/", views.results, name="results"),
    path("results/behind/", views.figure_behind, name="results-behind"),
    path("results/joint/", claimed_by_two, name="results-joint"),
    path("results/rules/", views.rules, name="results-rules"),
]
