"""`manage.py load_volume --records N`: invented records in a database of their own, to measure with."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from operation.plan.selectors import current_operation
from reporting.demo.volume import database
from reporting.demo.volume.loading import load, tidy
from reporting.demo.volume.sizes import FEWEST, Size


class Command(BaseCommand):
    help = "Load many invented records of every type into a database of their own; the same seed gives the same rows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--records", type=int, default=1_000_000, help="how many, over all types and agencies")
        parser.add_argument("--seed", type=int, default=7, help="the same number gives the same records")
        parser.add_argument("--database", default="", help="its name (volume_RECORDS_SEED)")
        parser.add_argument("--if-missing", action="store_true", help="do nothing when it is loaded already")

    def handle(self, *_args: Any, records: int, seed: int, **options: Any) -> None:
        if not settings.DEMO_TODAY:
            raise CommandError("There is no demonstration here: DEMO_TODAY is not set.")
        if records < FEWEST:
            raise CommandError(f"«{records}» is too few to measure with: give at least {FEWEST} records.")
        size = Size(records, seed)
        name = options["database"] or size.database
        if not database.exists(name):
            database.create(name)
        with database.owned(name):
            if not database.holds_records():
                self._load(size)
            elif not options["if_missing"]:
                raise CommandError(f"«{name}» holds records already. Name another --database, or drop that one.")
            else:
                database.prepare()

    def _load(self, size: Size) -> None:
        begun = time.monotonic()
        database.prepare()
        operation = current_operation()
        assert operation is not None
        load(operation, size, self._say)
        tidy()
        self._say(f"{size.database:<18}{size.records:>10,} rows {'':>17} {time.monotonic() - begun:7.1f} s")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
