"""`manage.py first_people --administrator NAME --director NAME`: who begins a new installation, and their codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.administration.first_people import make_first_people
from operation.plan.selectors import current_operation


class Command(BaseCommand):
    help = "Make the first administrator and the first director; their codes for the first sign-in are printed once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--administrator", required=True, help="user name of who creates accounts")
        parser.add_argument("--director", required=True, help="user name of who appoints")

    def handle(self, *_args: Any, **options: Any) -> None:
        operation = current_operation()
        if operation is None:
            raise CommandError("No operation is loaded. First: manage.py load_operation FILE")
        names = {role: options[role] for role in ("administrator", "director")}
        try:
            with acting_as(Principal.nobody(), channel="command"):
                codes = make_first_people(operation=operation, **names)
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        for name, code in codes.items():
            self.stdout.write(f"{name}  {code}")
