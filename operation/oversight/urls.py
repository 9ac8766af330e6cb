"""Addresses of the trail. Who read one record is a page of that record (cases/pages/urls.py)."""

from django.urls import URLPattern, URLResolver, path

from operation.oversight import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("trail/", views.whole_trail, name="trail"),
    path("trail/export/", views.export, name="trail-export"),
    path("trail/own/", views.own_trail, name="own-trail"),
    path("trail/anchors/", views.anchor_list, name="anchors"),
    path("trail/anchors/<int:number>/", views.anchor_file, name="anchor-file"),
]
