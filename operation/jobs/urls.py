"""Addresses of this feature."""

from django.urls import URLPattern, URLResolver, path

from operation.jobs import views
from operation.jobs.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
    path("jobs/<uuid:job_id>/", views.job_page, name="job"),
    path("jobs/<uuid:job_id>/progress/", views.job_progress, name="job-progress"),
    path("jobs/<uuid:job_id>/stop/", views.job_stop, name="job-stop"),
]
