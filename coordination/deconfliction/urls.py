"""Addresses of matches."""

from django.urls import path

from coordination.deconfliction import views, views_probes

urlpatterns = [
    path("exchange/matches/", views.matches, name="matches"),
    path("exchange/matches/ask/", views_probes.probes, name="match-probes"),
    path("exchange/matches/ask/noted/", views_probes.note, name="match-probes-noted"),
    path("exchange/matches/<uuid:match_id>/", views.match, name="match"),
    path("exchange/matches/<uuid:match_id>/<slug:name>/", views.match_step, name="match-step"),
]
