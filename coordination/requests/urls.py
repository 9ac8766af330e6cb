"""Addresses of the requests."""

from django.urls import path

from coordination.requests import danger, views, writing

urlpatterns = [
    path("exchange/requests/", views.requests, name="requests"),
    path("exchange/requests/new/", writing.request_new, name="request-new"),
    path("exchange/requests/scoreboard/", views.scoreboard, name="request-scoreboard"),
    path("exchange/requests/<uuid:request_id>/", views.one_request, name="request"),
    path("exchange/requests/<uuid:request_id>/edit/", writing.request_edit, name="request-edit"),
    path("exchange/requests/<uuid:request_id>/discard/", writing.request_discard, name="request-discard"),
    path("exchange/requests/<uuid:request_id>/<slug:name>/", views.request_step, name="request-step"),
    path("exchange/danger/", danger.danger_calls, name="danger-calls"),
    path("exchange/danger/<uuid:call_id>/take/", danger.danger_call_take, name="danger-call-take"),
]
