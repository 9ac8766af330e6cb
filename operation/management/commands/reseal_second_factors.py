"""`manage.py reseal_second_factors`: seal their secrets with the present SECRET_KEY (docs/hosting.md)."""

from typing import Any

from django.core.management.base import BaseCommand

from operation.people.second_factor import reseal_second_factors


class Command(BaseCommand):
    help = "Seal the secrets of second factors with SECRET_KEY; afterwards SECRET_KEY_FALLBACKS can be dropped."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{reseal_second_factors()} sealed anew. SECRET_KEY_FALLBACKS can be dropped.")
