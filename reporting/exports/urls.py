"""Addresses of the export of figures."""

from django.urls import path

from reporting.exports.views import export

urlpatterns = [path("results/export/", export, name="results-export")]
