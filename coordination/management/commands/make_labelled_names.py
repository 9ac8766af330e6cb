"""`manage.py make_labelled_names FILE`: labelled pairs of names, made by rule of the elements of one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from coordination.deconfliction.matching.labelled.pool import pairs

HEADING = "query\tlanguage\ttarget\n"


class Command(BaseCommand):
    help = "Write labelled pairs of names, as evaluate_matching reads them; the same seed gives the same pairs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where they are written")
        parser.add_argument("--elements", choices=("tuned", "held_out"), default="held_out", help="what of")
        parser.add_argument("--each", type=int, default=100, help="so many of each language")
        parser.add_argument("--seed", type=int, default=11)

    def handle(self, *_args: Any, file: Path, elements: str, each: int, seed: int, **_options: Any) -> None:
        rows = ("\t".join(pair) + "\n" for pair in pairs(elements, each, seed))
        file.write_text(HEADING + "".join(rows), encoding="utf-8")
