"""Addresses of removals."""

from django.urls import path

from coordination.removals import views, views_parts

ONE = "exchange/removals/<uuid:removal_id>/"
PERSON = f"{ONE}persons/<uuid:person_id>/"

urlpatterns = [
    path("exchange/removals/", views.Removals.as_view(), name="removals"),
    path("exchange/removals/new/", views.NewRemoval.as_view(), name="removal-new"),
    path(ONE, views.OneRemoval.as_view(), name="removal"),
    path(f"{ONE}persons/", views_parts.ListPerson.as_view(), name="removal-list-person"),
    path(PERSON, views_parts.OnePerson.as_view(), name="removal-person"),
    path(f"{PERSON}match/", views_parts.MatchPerson.as_view(), name="removal-person-match"),
    path(f"{PERSON}off/", views_parts.TakeOff.as_view(), name="removal-person-off"),
    path(f"{ONE}manifest/", views_parts.AddItem.as_view(), name="removal-item"),
    path(f"{ONE}manifest/<uuid:item_id>/off/", views_parts.RemoveItem.as_view(), name="removal-item-off"),
    path(f"{ONE}incidents/", views_parts.NoteIncident.as_view(), name="removal-note"),
    path(f"{ONE}incidents/<uuid:incident_id>/", views_parts.ExplainIncident.as_view(), name="removal-incident"),
    path(f"{ONE}amend/", views_parts.Amend.as_view(), name="removal-amend"),
    path(f"{ONE}again/", views_parts.AskAgain.as_view(), name="removal-again"),
    path(f"{ONE}papers/<slug:paper>/", views.Paper.as_view(), name="removal-paper"),
    path(f"{ONE}steps/<slug:name>/", views.RemovalStepView.as_view(), name="removal-step"),
]
