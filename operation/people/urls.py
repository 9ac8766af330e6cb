"""Sign-in, the account, and the desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
