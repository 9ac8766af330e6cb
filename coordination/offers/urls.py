"""Addresses of offers of support."""

from django.urls import URLPattern, URLResolver, path

from coordination.offers import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("knowledge/offers/", views.offers, name="offers"),
    path("knowledge/offers/new/", views.make, name="offer-new"),
    path("knowledge/offers/<uuid:offer_id>/", views.offer, name="offer"),
    path("knowledge/offers/<uuid:offer_id>/<slug:name>/", views.step, name="offer-step"),
]
