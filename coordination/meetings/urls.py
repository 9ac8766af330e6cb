"""Addresses of meetings beside the plan's own."""

from django.urls import URLPattern, URLResolver, path

from coordination.meetings import views, views_writing

ONE = "operation/meetings/<uuid:meeting_id>/"
DECISION = f"{ONE}decisions/<uuid:decision_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("operation/meetings/new/", views.call, name="meeting-new"),
    path(f"{ONE}edit/", views.edit, name="meeting-edit"),
    path(f"{ONE}agenda/", views_writing.agenda, name="meeting-agenda"),
    path(f"{ONE}attendance/", views_writing.attendance, name="meeting-attendance"),
    path(f"{ONE}minutes/", views_writing.minutes, name="meeting-minutes"),
    path(f"{ONE}minutes/answer/", views.answer, name="minutes-answer"),
    path(f"{ONE}minutes/<slug:name>/", views.step, name="minutes-step"),
    path(f"{ONE}decisions/new/", views_writing.add_decision, name="decision-new"),
    path(f"{DECISION}edit/", views_writing.edit_decision, name="decision-edit"),
    path(f"{DECISION}remove/", views_writing.remove_decision, name="decision-remove"),
    path(f"{DECISION}action/", views_writing.make_action, name="decision-action"),
]
