"""`load_demo`: the demonstration's five months, from a seed."""

import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from operation.plan.models import Operation
from operation.plan.selectors import current_operation
from reporting.demo.loading import ended_weeks, is_loaded, load
from reporting.demo.writing import Size


class Command(BaseCommand):
    help = "Load the demonstration: invented people, records and returns of the operation, the same for the same seed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=7, help="the same number gives the same demonstration")
        parser.add_argument("--if-empty", action="store_true", help="do nothing if it is loaded already")

    def handle(self, *_args: Any, seed: int, if_empty: bool, **_options: Any) -> None:
        if not settings.DEMO_TODAY:
            raise CommandError(_("There is no demonstration here: DEMO_TODAY is not set."))
        operation = current_operation()
        if operation is None:
            raise CommandError(_("Load the operation first: manage.py load_operation FILE"))
        if not is_loaded(operation):
            self._load(operation, seed)
        elif not if_empty:
            raise CommandError(_("The demonstration is loaded already. It is loaded once, into an empty database."))

    def _load(self, operation: Operation, seed: int) -> None:
        begun = time.monotonic()
        today = date.fromisoformat(settings.DEMO_TODAY)
        if not ended_weeks(operation, today):
            raise CommandError(
                _("DEMO_TODAY lies before the end of the operation's first week: nothing has happened yet.")
            )
        lines = load(operation, seed=seed, size=Size(), today=today, say=self._say)
        for line in [*lines, "", f"seconds           {time.monotonic() - begun:7.1f}"]:
            self._say(line)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
