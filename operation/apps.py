"""The app `operation`: participants, plan, case files."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules

from operation.access.database import admit_roles


class OperationConfig(AppConfig):
    name = "operation"

    def ready(self) -> None:
        """Once every model is known: the features of all apps subscribe, and migrations admit the roles."""
        autodiscover_modules("subscriptions")
        post_migrate.connect(admit_roles, sender=self)
