"""Addresses of measures."""

from django.urls import path

from reporting.measures import views

urlpatterns = [
    path("results/together/", views.measures, name="measures"),
    path("results/together/<slug:code>/", views.measure, name="measure"),
]
