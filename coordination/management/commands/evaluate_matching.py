"""`manage.py evaluate_matching [FILE]`: how well names are found among many, for each language of a labelled file."""

import csv
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coordination.deconfliction.matching import measuring
from coordination.deconfliction.matching.comparing import PROPOSES
from coordination.deconfliction.matching.labelled.elements import HERE
from coordination.deconfliction.matching.labelled.pool import names

HELD_OUT = HERE / "held_out.tsv"
COLUMNS = 3
HEADING = f"{'language':<10}{'n':>6}{'recall@1':>10}{'recall@10':>11}{'precision':>11}{'proposed':>10}{'ms':>8}"


class Command(BaseCommand):
    help = "Measure the matching of names: recall, precision at the threshold that proposes, time of a look-up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, default=HELD_OUT, help="tab-separated: query, language, target"
        )
        parser.add_argument("--pool", type=int, default=100_000, help="so many names to find them among")
        parser.add_argument("--seed", type=int, default=7, help="the same number gives the same pool")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")
        parser.add_argument("--misses", action="store_true", help="print what did not stand in the first place")

    def handle(self, *_args: Any, file: Path, pool: int, seed: int, **options: Any) -> None:
        pairs = read_pairs(file)
        targets = [(pair.language, pair.target) for pair in pairs]
        texts = names(targets, [pair.query for pair in pairs], pool, seed)
        with measuring.pool(texts) as look_up:
            if options["misses"]:
                self._misses(pairs, look_up)
            found = measuring.measure(pairs, look_up, PROPOSES)
        if options["json"]:
            self.stdout.write(json.dumps({"languages": {name: one.as_json() for name, one in found.items()}}))
            return
        self.stdout.write(HEADING)
        for name, one in found.items():
            precision = "-" if one.precision is None else f"{one.precision:.3f}"
            self.stdout.write(
                f"{name:<10}{one.n:>6}{one.recall_1:>10.3f}{one.recall_10:>11.3f}{precision:>11}"
                f"{one.proposed:>10.3f}{one.ms:>8.1f}"
            )

    def _misses(self, pairs: list[measuring.Pair], look_up: measuring.LookUp) -> None:
        for pair in pairs:
            answer = look_up(pair.query)
            if not answer or answer[0][0] != pair.target:
                place = next((n for n, (text, _) in enumerate(answer) if text == pair.target), None)
                first = f"{answer[0][0]} {answer[0][1]:.3f}" if answer else "nothing"
                mine = f"{answer[place][1]:.3f}" if place is not None else "-"
                self.stdout.write(f"{pair.language}\t{pair.query}\t{pair.target}\t{place} {mine}\t{first}")


def read_pairs(file: Path) -> list[measuring.Pair]:
    """The rows of a labelled file; a first row of headings is none. Raises CommandError for a row of other columns."""
    if not file.exists():
        raise CommandError(f"There is no file «{file}».")
    pairs = []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
            if (
                not row
                or not any(row)
                or [one.strip().lower() for one in row[:COLUMNS]] == ["query", "language", "target"]
            ):
                continue
            if len(row) < COLUMNS or not row[0].strip() or not row[2].strip():
                raise CommandError(f"Line {number} of «{file}» is not query, language, target with tabs between them.")
            pairs.append(measuring.Pair(row[0].strip(), row[1].strip(), row[2].strip()))
    if not pairs:
        raise CommandError(f"«{file}» holds no names.")
    return pairs
