"""`manage.py verify_audit [--anchor FILE]`: is the trail what was written? Ends with 1 and names each place if not."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operation.audit import anchors, chain, signing, verification
from operation.audit.models import AuditAnchor


class Command(BaseCommand):
    help = "Verify the audit trail: its lanes, its anchors, and with --anchor one that was held outside."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anchor", type=Path, metavar="FILE", help="an anchor that was downloaded before")
        parser.add_argument(
            "--trust", action="append", default=[], metavar="FINGERPRINT", help="of an earlier key; may be repeated"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        outside = _read(options["anchor"]) if options["anchor"] else None
        trusted = {signing.fingerprint(signing.public_key()), *options["trust"]}
        found = 0
        with chain.whole_trail():
            for words in verification.findings(outside, trusted):
                found += 1
                self.stdout.write(words)
            length = chain.length()
            self._say_tail("the newest stored anchor", anchors.newest())
            if outside:
                self._say_tail(f"anchor {outside.number} held outside", outside)
        if found:
            raise CommandError(f"{found} findings in {length} entries")
        self.stdout.write(f"{length} entries, no break")

    def _say_tail(self, whose: str, anchor: AuditAnchor | None) -> None:
        tail = verification.tail(anchor)
        self.stdout.write(f"not covered by {whose}: {tail.seconds:.0f} s, {tail.entries} entries")


def _read(path: Path) -> AuditAnchor:
    try:
        return anchors.from_file(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, anchors.BadAnchor) as wrong:
        raise CommandError(f"{path}: {wrong}") from wrong
