"""`manage.py create_token USER --days N [--write] [--area records]`: a token for programs, printed once."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.kernel.errors import NotAllowed
from operation.people.actions import make_token
from operation.people.models import Area, User
from operation.people.selectors import principal_of


class Command(BaseCommand):
    help = "Make an API token of a user; it is printed once and kept nowhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user")
        parser.add_argument("--days", type=int, default=30, help="how long it lives, at most 90")
        parser.add_argument("--write", action="store_true", help="it may also write; else it only reads")
        parser.add_argument("--area", action="append", choices=Area.values, help="what it reaches; all without this")

    def handle(self, *_args: Any, **options: Any) -> None:
        user = User.objects.select_related("organisation").filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"There is no user «{options['user']}».")
        principal = principal_of(user)
        try:
            with acting_as(Principal.nobody(), channel="command"):
                token = make_token(
                    principal=principal,
                    days=options["days"],
                    writes=options["write"],
                    areas=options["area"] or Area.values,
                )
        except NotAllowed as refused:
            raise CommandError(str(refused)) from refused
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        self.stdout.write(token)
