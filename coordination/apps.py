"""The app `coordination`."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "coordination"
