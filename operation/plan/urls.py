"""Addresses of the operation's pages."""

from django.urls import URLPattern, URLResolver, path

from operation.plan import views
from operation.plan.progress.urls import urlpatterns as progress

urlpatterns: list[URLPattern | URLResolver] = [
    path("operation/", views.mandate, name="operation"),
    path("operation/participants/", views.participants, name="participants"),
    path("operation/action-plan/", views.action_plan, name="action-plan"),
    path("operation/timeline/", views.timeline_page, name="timeline"),
    path("operation/meetings/", views.meetings, name="meetings"),
    path("operation/meetings/<uuid:meeting_id>/", views.meeting, name="meeting"),
    path("operation/action-days/", views.action_days, name="action-days"),
    *progress,
]
