"""Reads of editions. What shows one to a person writes that into the trail first (trust.md, audit)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Sum
from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.access.scope import PAGE_SIZE, Cursor, Page, newest_first
from operation.audit import trail
from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.kernel.errors import Denied, require
from operation.oversight.pages import PAGE_SIZE as TRAIL_PAGE
from operation.oversight.pages import Page as TrailPage
from operation.oversight.pages import Place, cut
from operation.oversight.selectors import NEWEST, Reading
from operation.plan.models import Operation
from reporting.evaluation.collect_names import may_read_names
from reporting.evaluation.models import WITH_FILE, Edition, EditionFile, EditionSignature, EditionState
from reporting.evaluation.policies import may_read_downloads
from reporting.indicators.models import CLAIMS, LedgerEntry
from reporting.returns.models import NationalReturn

NEWS_FOR = timedelta(days=14)
READ_FILE = "read_file"
NAMES_RECALLED = Denied(
    _("This edition names a record that you may not read any more, or never might. Ask LMLECC for a new edition.")
)
RELATED = ("operation", "requested_by", "proposed_by", "released_by", "job", "signature", "round")


def editions(principal: Principal) -> Any:
    """What the principal may see, newest first, each with what supersedes it."""
    return Edition.objects.visible_to(principal).with_successor().select_related(*RELATED).defer("signature__content")


def page_of_editions(principal: Principal, after: Cursor | None = None) -> Page[Edition]:
    """One page of the list; one entry in the trail with the ids shown."""
    found: Page[Edition] = newest_first(editions(principal), after)
    trail.record("listed", trail.Target(Edition._meta.label), shown=[edition.pk for edition in found.records])
    return found


def open_edition(principal: Principal, edition_id: UUID) -> Edition:
    """One edition, read. Raises Edition.DoesNotExist for what the principal may not see, as for what is not there."""
    edition: Edition = editions(principal).get(pk=edition_id)
    trail.record("read", edition)
    return edition


def read_file(principal: Principal, edition_id: UUID) -> tuple[Edition, bytes]:
    """The PDF, signed once it is released, read: a disclosure with its hash in the trail.

    Raises Edition.DoesNotExist, before it is built too; NotAllowed when it names a record that the principal may no
    longer read.
    """
    edition: Edition = editions(principal).filter(state__in=WITH_FILE).get(pk=edition_id)
    require(True if may_read_names(principal, edition.named) else NAMES_RECALLED, verb=f"read {edition.reference}")
    content = bytes(EditionFile.objects.values_list("content", flat=True).get(edition=edition))
    signature = signature_of(edition)
    trail.record(READ_FILE, edition, sha256=signature.sha256 if signature else edition.sha256)
    return edition, content + bytes(signature.content) if signature else content


def signature_of(edition: Edition) -> EditionSignature | None:
    """None before it is released, and for what was released before editions were signed."""
    return getattr(edition, "signature", None)


def downloads(principal: Principal, edition: Edition, after: Place | None = None) -> TrailPage[Reading]:
    """Who got the file, newest first; that one looked is told too. Raises NotAllowed."""
    require(may_read_downloads(principal), verb=f"read downloads of {edition.reference}")
    found = AuditEntry.objects.filter(verb=READ_FILE, target_id=edition.pk)
    if after:
        found = found.filter(after.behind())
    entries = found.order_by(*NEWEST)[: TRAIL_PAGE + 1]
    trail.record("read readings", edition)
    return cut(
        [Reading(one.lane, one.n, one.at, one.verb, one.channel, one.actor_id, one.organisation_id) for one in entries]
    )


def as_response(edition: Edition, content: bytes) -> HttpResponse:
    """The file for a browser's own reader or a program; a policy of the pages does not fit it, nothing keeps it."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file_name(edition)}"'
    response["Cache-Control"] = "private, no-store"
    return response


def file_name(edition: Edition) -> str:
    """A name for the download, without anything personal: seagull-evaluation-member-3-en.pdf."""
    words = f"{edition.operation.code} {edition.kind} {edition.audience} {edition.number} {edition.language}"
    return f"{slugify(words)}.pdf"


def waiting_for_second_person(principal: Principal) -> Any:
    """Releases on which the principal may decide."""
    if not principal.holds("report.confirm_release"):
        return Edition.objects.none()
    return editions(principal).filter(state=EditionState.PROPOSED).exclude(proposed_by_id=principal.user_id)


def newly_released(principal: Principal) -> list[Edition]:
    """Released to the principal in the last two weeks, and its file not opened yet."""
    since = clock.now() - NEWS_FOR
    fresh = editions(principal).filter(state=EditionState.RELEASED, released_at__gte=since).order_by("-released_at")
    found: list[Edition] = list(fresh[:PAGE_SIZE])
    keys = [edition.pk for edition in found]
    read = AuditEntry.objects.filter(verb=READ_FILE, actor_id=principal.user_id, target_id__in=keys)
    opened = set(read.values_list("target_id", flat=True))
    return [edition for edition in found if edition.pk not in opened]


def is_demonstration(operation: Operation) -> bool:
    """Whether the operation's figures are invented: everything made from them says so."""
    return bool(settings.DEMO_TODAY) or NationalReturn.objects.filter(operation=operation, is_synthetic=True).exists()


def results_of_action_days(principal: Principal, operation: Operation, as_known: date, country: str = "") -> Any:
    """(action day, indicator, value) of all claims whose records carry an action day; or of one country's alone."""
    own = {"agency__country": country} if country else {}
    return (
        LedgerEntry.objects.visible_to(principal)
        .filter(operation=operation, source__in=CLAIMS, action_day_id__isnull=False, **own)
        .known_on(as_known)
        .values_list("action_day_id", "indicator")
        .annotate(value=Sum("delta"))
        .filter(value__gt=0)
        .order_by("indicator")
    )
