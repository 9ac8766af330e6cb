"""`manage.py bench --settings=benchmarks.settings`: measures every promise, prints the table and keeps it."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from benchmarks import imports, lists, searches
from benchmarks.measure import Promise, measure
from benchmarks.readers import Readers
from benchmarks.report import HEADING, line, write
from reporting.demo.volume.sizes import Size

RESULTS = Path(__file__).parents[2] / "results.json"


class Command(BaseCommand):
    help = "Measure the promises on a volume of records, which is loaded first where it is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--records", type=int, default=1_000_000, help="the volume: as many records, once loaded")
        parser.add_argument("--seed", type=int, default=7, help="the volume's seed")
        parser.add_argument("--rounds", type=int, default=25, help="how often each thing and its floor are timed")
        parser.add_argument("--only", default="", help="promises whose name holds this text; nothing is written then")

    def handle(self, *_args: Any, records: int, seed: int, rounds: int, only: str, **_options: Any) -> None:
        call_command("load_volume", records=records, seed=seed, if_missing=True, stdout=self.stdout)
        size = Size(records, seed)
        self._turn_to(size)
        results = []
        self._say(HEADING)
        for promise in self._promises(only):
            results.append(measure(promise, rounds))
            self._say(line(results[-1]))
        if not only:
            write(RESULTS, results, size)

    def _turn_to(self, size: Size) -> None:
        for connection in connections.all():
            connection.close()
            connection.settings_dict["NAME"] = size.database

    def _promises(self, only: str) -> Iterator[Promise]:
        readers = Readers()
        for source in (lists, searches, imports):
            yield from (promise for promise in source.promises(readers) if only in promise.name)

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
