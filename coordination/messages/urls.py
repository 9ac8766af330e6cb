"""Addresses of messages."""

from django.urls import path

from coordination.messages import views, views_message

urlpatterns = [
    path("messages/", views.index, name="messages"),
    path("messages/<uuid:thread>/", views.thread, name="thread"),
    path("messages/<uuid:thread>/<uuid:message>/translate/", views_message.translate, name="message-translate"),
    path("messages/<uuid:thread>/<uuid:message>/withdraw/", views_message.withdraw, name="message-withdraw"),
    path("messages/<slug:slug>/<uuid:pk>/", views.talk, name="talk"),
]
