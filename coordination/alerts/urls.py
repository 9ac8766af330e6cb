"""Addresses of the notifications, below the account."""

from django.urls import path

from coordination.alerts import views

urlpatterns = [
    path("account/notifications/", views.notifications, name="notifications"),
    path("account/notifications/<uuid:alert>/", views.open_alert, name="notification"),
    path("account/notifications/note/", views.note, name="notifications-note"),
    path("account/notifications/address/", views.address, name="notifications-address"),
    path("account/notifications/confirm/", views.confirm, name="notifications-confirm"),
]
