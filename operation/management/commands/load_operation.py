"""`manage.py load_operation FILE`: an operation from its file. Says what changed; a bad file changes nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.plan.files import BadFile, read
from operation.plan.loading import load_operation


class Command(BaseCommand):
    help = "Load an operation (participants, mandate, lines of effort, phases, meetings) from a TOML file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            file = read(path)
        except BadFile as refused:
            reasons = "\n".join(f"{path.name}: {problem}" for problem in refused.problems)
            raise CommandError(f"{reasons}\nNothing was loaded.") from refused
        with acting_as(Principal.nobody(), channel="command"):
            changes = load_operation(file)
        for change in changes if options["verbosity"] else ():
            self.stdout.write(str(change))
        count = "1 change" if len(changes) == 1 else f"{len(changes)} changes"
        self.stdout.write(f"{file.operation.name}: {count}" if changes else "nothing changed")
