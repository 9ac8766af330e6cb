"""`manage.py recount_figures`: all figures counted again from the histories, beside what the ledger keeps."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operation.people.models import Organisation
from operation.plan.models import Operation
from operation.plan.selectors import current_operation
from reporting.recounting.comparing import Difference, counted_before, differences, kept
from reporting.recounting.histories import Histories, read_histories
from reporting.recounting.recount import recount


class Command(BaseCommand):
    help = "Count all figures again from the histories of records and returns, and name every difference to the ledger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--operation", default="", help="its code (the current one)")
        parser.add_argument("--as-known", type=_day, help="as known at the end of this day in Kunming, as 2024-11-09")
        parser.add_argument(
            "--rule", action="append", default=[], type=_version, help="an indicator by an earlier rule, as P02:1"
        )

    def handle(self, *_args: Any, as_known: date | None, **options: Any) -> None:
        operation = _operation(options["operation"])
        try:
            histories = read_histories(operation, dict(options["rule"]))
        except LookupError as unknown:
            raise CommandError(f"There is no rule «{unknown.args[0]}». Each rule's file names its versions.") from None
        now, again = kept(operation, as_known), recount(operation, as_known, histories=histories)
        found = differences(now, again)
        self._print(found, histories)
        if before := {key for key, _indicator in counted_before(now, again)}:
            self.stdout.write(
                f"{len(before)} records were counted before currencies were kept: their money is compared in USD alone."
            )
        if found and not options["rule"]:
            raise CommandError(f"{len(found)} differences between the ledger and the recount.")
        self.stdout.write(f"{len(histories.references)} records recounted, {len(found)} differences.")

    def _print(self, found: list[Difference], histories: Histories) -> None:
        codes = dict(Organisation.objects.values_list("pk", "code"))
        for one in found:
            indicator, agency, week = one.where.cell
            self.stdout.write(
                f"{indicator} {codes[agency]} {week:%G-W%V} {one.where.source} {one.where.standing}: "
                f"kept {one.kept.value}, recounted {one.recounted.value}"
            )
            for key, kept_value, value in one.records:
                name = histories.references.get(key, key)
                self.stdout.write(f"    {name}: kept {kept_value.value}, recounted {value.value}")
            for currency, kept_value, value in one.money:
                self.stdout.write(f"    {currency}: kept {kept_value.original}, recounted {value.original}")
        if histories.erased:
            self.stdout.write(
                f"{len(histories.erased)} records were erased since: what they count is taken from the ledger."
            )


def _operation(code: str) -> Operation:
    found = Operation.objects.filter(code=code).first() if code else current_operation()
    if found is None:
        raise CommandError(f"There is no operation «{code}»." if code else "There is no operation yet.")
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"«{text}» is no day. Write it as 2024-11-09.") from None


def _version(text: str) -> tuple[str, int]:
    code, _colon, version = text.partition(":")
    if not version.isdigit():
        raise CommandError(f"«{text}» names no version. Write indicator and version, as P02:1.")
    return code, int(version)
