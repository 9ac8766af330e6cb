"""`manage.py bench --settings=benchmarks.settings`: measures every promise, prints the table and keeps it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from benchmarks import dashboards, editions, imports, lists, matching, searches
from benchmarks.measure import LONG, Promise, Result, measure
from benchmarks.readers import Readers
from benchmarks.report import HEADING, keep_matching, line, write
from operation.config.env import env
from reporting.demo.volume import database
from reporting.demo.volume.sizes import FEWEST, Size

RESULTS = Path(__file__).parents[2] / "results.json"
IMPORTED = "volume_of_imports"


class Command(BaseCommand):
    help = "Measure the promises on a volume of records, which is loaded first where it is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--records",
            type=int,
            default=1_000_000,
            help="so many in the volume, and rows in an import",
        )
        parser.add_argument("--seed", type=int, default=7, help="the volume's seed")
        parser.add_argument("--rounds", type=int, default=25, help="how often each thing and its floor are timed")
        parser.add_argument("--only", default="", help="promises whose name holds this; kept apart")

    def handle(self, *_args: Any, records: int, seed: int, rounds: int, only: str, **_options: Any) -> None:
        size, rows = Size(records, seed), min(records, imports.ROWS)
        self._say(HEADING)
        if only and only in matching.NAME:
            keep_matching(RESULTS, matching.report(self._say, records))
            return
        with_few = "import" in only or editions.NAME in only
        results = [] if with_few else self._with_volume(size, rounds, only)
        if only in imports.name_of(rows) or only in editions.NAME:
            results += self._with_few_records(size, rounds, rows, only)
        if not results:
            raise CommandError(f"No promise has «{only}» in its name: nothing was measured and nothing is kept.")
        write(RESULTS, results, Size(FEWEST, seed) if with_few else size, only)
        if not only:
            keep_matching(RESULTS, matching.report(self._say, records))

    def _with_volume(self, size: Size, rounds: int, only: str) -> list[Result]:
        call_command("load_volume", records=size.records, seed=size.seed, if_missing=True, stdout=self.stdout)
        self._turn_to(size.database)
        readers = Readers()
        found = (promise for source in (lists, searches, dashboards) for promise in source.promises(readers))
        return [self._measure(promise, rounds) for promise in found if only in promise.name]

    def _with_few_records(self, size: Size, rounds: int, rows: int, only: str) -> list[Result]:
        """In a database that is made for it and dropped afterwards."""
        database.drop(IMPORTED)
        try:
            call_command("load_volume", records=FEWEST, seed=size.seed, database=IMPORTED, stdout=self.stdout)
            self._turn_to(IMPORTED)
            found = [self._measure(one, rounds) for one in imports.promises(Readers(), rows) if only in one.name]
            return found + [self._told(one) for one in editions.results(min(rounds, LONG)) if only in editions.NAME]
        finally:
            connections.close_all()
            database.drop(IMPORTED)
            self._turn_to(env.db_url("DATABASE_URL")["NAME"])

    def _turn_to(self, name: str) -> None:
        for connection in connections.all():
            connection.close()
            connection.settings_dict["NAME"] = name

    def _told(self, result: Result) -> Result:
        self._say(line(result))
        return result

    def _measure(self, promise: Promise, rounds: int) -> Result:
        return self._told(measure(promise, rounds))

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
