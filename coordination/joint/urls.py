"""Addresses of joint investigations."""

from django.urls import path

from coordination.joint import views, views_actions

ONE = "exchange/joint/<uuid:joint_id>/"
ACTION = f"{ONE}actions/<uuid:action_id>/"

urlpatterns = [
    path("exchange/joint/", views.Joints.as_view(), name="joints"),
    path("exchange/joint/new/", views.NewJoint.as_view(), name="joint-new"),
    path(ONE, views.OneJoint.as_view(), name="joint"),
    path(f"{ONE}steps/<slug:name>/", views.JointStep.as_view(), name="joint-step"),
    path(f"{ONE}invite/", views.Invite.as_view(), name="joint-invite"),
    path(f"{ONE}persons/", views.Persons.as_view(), name="joint-persons"),
    path(f"{ONE}records/", views.Bring.as_view(), name="joint-record"),
    path(f"{ONE}records/<uuid:brought_id>/off/", views.TakeOut.as_view(), name="joint-record-off"),
    path(f"{ONE}actions/new/", views_actions.NewAction.as_view(), name="joint-action-new"),
    path(ACTION, views_actions.OneAction.as_view(), name="joint-action"),
    path(f"{ACTION}edit/", views_actions.EditAction.as_view(), name="joint-action-edit"),
    path(f"{ACTION}sites/", views_actions.AddSite.as_view(), name="joint-site"),
    path(f"{ACTION}sites/<uuid:site_id>/off/", views_actions.TakeSiteOff.as_view(), name="joint-site-off"),
    path(f"{ACTION}roles/", views_actions.AddRole.as_view(), name="joint-role"),
    path(f"{ACTION}roles/<uuid:role_id>/off/", views_actions.TakeRoleOff.as_view(), name="joint-role-off"),
    path(f"{ACTION}claims/", views_actions.Claims.as_view(), name="joint-claims"),
    path(f"{ACTION}totals/", views_actions.Totals.as_view(), name="joint-totals"),
    path(f"{ACTION}steps/<slug:name>/", views_actions.ActionStep.as_view(), name="joint-action-step"),
]
