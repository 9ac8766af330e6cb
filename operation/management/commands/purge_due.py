"""`manage.py purge_due [--dry-run]`: purge the cleared after their country's time, and what was deleted for long."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from operation.cases.drafting.actions import sweep_drafts
from operation.cases.retention.rule import count_due, purge_by_rule


class Command(BaseCommand):
    help = (
        "Purge suspects acquitted or eliminated whose national period is over, and records that were deleted and not "
        "given back in time; other records are for people to review. Drafts of forms that nobody touched go too."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what is due and change nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["dry_run"]:
            for due in count_due():
                self.stdout.write(f"{due.agency.code}: {due.by_rule} to purge by rule, {due.to_review} to review")
            return
        purged = 0
        for done in purge_by_rule():
            purged += done.by_rule
            self.stdout.write(f"{done.agency.code}: {done.by_rule} purged")
        self.stdout.write(f"{purged} purged in all")
        if swept := sweep_drafts():
            self.stdout.write(f"{swept} drafts swept")
