"""`manage.py build_report evaluation --audience … --cutoff … --output FILE`: collect and print here and now, to a file.

No edition is kept: this is the draft that one looks at. The same figures, rights and trail as an edition's.
"""

import os
import resource
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.access.roles import Role
from operation.audit import trail
from operation.kernel.errors import NotAllowed
from operation.people.models import Appointment, User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from operation.plan.selectors import current_operation
from reporting.evaluation.actions import next_number
from reporting.evaluation.collect import collect
from reporting.evaluation.content import KIND, Evaluation
from reporting.evaluation.orders import Order, read_order
from reporting.evaluation.render import Rendered, RenderFailed, render_pdf


class Command(BaseCommand):
    help = "Build a report and write its PDF to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("report", help=f"which report: {KIND}")
        parser.add_argument("--audience", required=True, help="member or observer")
        parser.add_argument("--language", default="en", help="of the report's own words: en, th, …")
        parser.add_argument(
            "--cutoff", required=True, help="figures known by the end of this day in Kunming: 2025-01-10"
        )
        parser.add_argument("--output", required=True, type=Path, help="the file to write; an older one is replaced")
        parser.add_argument("--user", default="", help="whose rights it is built with; without it the director's")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["report"] != KIND:
            raise CommandError(f"report: «{options['report']}» is not known. Choose one of: {KIND}.")
        operation = _operation()
        order = _order(operation, options)
        output: Path = options["output"]
        _require_writable(output)
        principal = principal_of(_user(options["user"], operation))
        try:
            content, rendered = _build(principal, operation, order)
        except NotAllowed as refused:
            raise CommandError(f"user: {principal.name or options['user']}: {refused}") from refused
        except RenderFailed as failed:
            raise CommandError(str(failed)) from failed
        with acting_as(principal, channel="command"):
            trail.record(
                "exported", operation, report=KIND, edition=content.edition, cutoff=order.cutoff, sha256=rendered.sha256
            )
            _write(output, rendered.pdf)
        self._tell(output, rendered)

    def _tell(self, output: Path, rendered: Rendered) -> None:
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.stdout.write(f"{output}: {rendered.pages} pages, {len(rendered.pdf):,} bytes")
        self.stdout.write(f"seconds: {rendered.seconds:.1f}")
        peak = rendered.peak_memory_mb + own
        self.stdout.write(f"peak memory: {peak:.0f} MB (layout {rendered.peak_memory_mb:.0f}, this command {own:.0f})")
        self.stdout.write(f"sha256: {rendered.sha256}")
        for complaint in rendered.complaints:
            self.stderr.write(f"layout: {complaint}")


def _operation() -> Operation:
    operation = current_operation()
    if operation is None:
        raise CommandError("No operation is loaded. Load one with: manage.py load_operation FILE")
    return operation


def _order(operation: Operation, options: dict[str, Any]) -> Order:
    try:
        return read_order(
            operation, audience=options["audience"], language=options["language"], cutoff=options["cutoff"]
        )
    except ValidationError as refused:
        lines = [f"{field}: {' '.join(words)}" for field, words in refused.message_dict.items()]
        raise CommandError("\n".join(lines)) from refused


def _user(name: str, operation: Operation) -> User:
    """The account that was named, or the director's whose appointment holds today."""
    if name:
        user = User.objects.select_related("organisation").filter(username=name).first()
        if user is None:
            raise CommandError(f"user: There is no user «{name}».")
        return user
    today = timezone.now().date()
    directors = Appointment.objects.filter(operation=operation, role=Role.DIRECTOR, starts_on__lte=today)
    for appointment in directors.select_related("user__organisation").order_by("-starts_on"):
        if principal_of(appointment.user).holds("report.build"):
            return appointment.user
    raise CommandError("user: Nobody is the director today. Name an account with --user.")


def _build(principal: Principal, operation: Operation, order: Order) -> tuple[Evaluation, Rendered]:
    with acting_as(principal, channel="command"):
        content = collect(principal, operation, order, number=next_number(operation))
    return content, render_pdf(content)


def _require_writable(output: Path) -> None:
    """Before the work, not after it. Raises CommandError with the path and the way out."""
    if output.is_dir():
        raise CommandError(f"output: «{output}» is a folder. Name a file in it.")
    folder = output.parent
    if not folder.is_dir():
        raise CommandError(f"output: the folder «{folder}» does not exist. Make it, or name another one.")
    if not os.access(folder, os.W_OK):
        raise CommandError(f"output: the folder «{folder}» cannot be written to. Name another one.")


def _write(output: Path, pdf: bytes) -> None:
    """Whole or not at all: beside its place, then moved there."""
    beside = output.with_name(f".{output.name}.{secrets.token_hex(4)}")
    try:
        beside.write_bytes(pdf)
        beside.replace(output)
    except OSError as fault:
        beside.unlink(missing_ok=True)
        raise CommandError(f"output: «{output}» cannot be written: {fault.strerror}.") from fault
