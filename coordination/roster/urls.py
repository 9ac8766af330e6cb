"""Addresses of the roster."""

from django.urls import path

from coordination.roster import views

urlpatterns = [
    path("roster/", views.roster, name="roster"),
    path("roster/second/", views.second, name="roster-second"),
    path("roster/duty/", views.shift, name="roster-shift"),
    path("roster/duty/<uuid:shift_id>/cancel/", views.cancel_shift, name="roster-shift-cancel"),
    path("roster/hand-over/", views.hand_over, name="hand-over"),
    path("roster/hand-over/<uuid:note_id>/", views.handover, name="handover"),
    path("roster/<uuid:secondment_id>/card/", views.card, name="roster-card"),
    path("roster/<uuid:secondment_id>/end/", views.end, name="roster-end"),
]
