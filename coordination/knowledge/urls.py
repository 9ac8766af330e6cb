"""Addresses of knowledge."""

from django.urls import URLPattern, URLResolver, path

from coordination.knowledge import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("knowledge/", views.knowledge, name="knowledge"),
    path("knowledge/new/", views.write, name="knowledge-new"),
    path("knowledge/<uuid:item_id>/", views.item, name="knowledge-item"),
    path("knowledge/<uuid:item_id>/edit/", views.edit, name="knowledge-edit"),
    path("knowledge/<uuid:item_id>/answer/", views.answer, name="knowledge-answer"),
    path("knowledge/<uuid:item_id>/mark/", views.mark, name="knowledge-mark"),
    path("knowledge/<uuid:item_id>/<slug:name>/", views.step, name="knowledge-step"),
]
