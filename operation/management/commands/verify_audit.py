"""`manage.py verify_audit`: is the trail what was written? Ends with 1 and names each break if not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operation.audit import chain


class Command(BaseCommand):
    help = "Verify the chain of the audit trail."

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = list(chain.breaks())
        for place in found:
            self.stdout.write(f"lane {place.lane}, entry {place.n}, {place.at:%Y-%m-%d %H:%M:%S %Z}: {place.what}")
        if found:
            raise CommandError(f"{len(found)} breaks in {chain.length()} entries")
        self.stdout.write(f"{chain.length()} entries, no break")
