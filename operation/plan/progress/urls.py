"""Addresses of the actions of the plan."""

from django.urls import path

from operation.plan.progress import views

ACTION = "operation/action-plan/<uuid:action_id>/"

urlpatterns = [
    path("operation/action-plan/new/", views.new, name="plan-action-new"),
    path(ACTION, views.plan_action, name="plan-action"),
    path(f"{ACTION}edit/", views.edit, name="plan-action-edit"),
    path(f"{ACTION}drop/", views.drop, name="plan-action-drop"),
    path(f"{ACTION}report/", views.report, name="plan-action-report"),
]
