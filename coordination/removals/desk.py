"""What waits for somebody about removals: asked of you, to schedule, to confirm heads, to explain, to send."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.removals.models import Removal, RemovalIncident, RemovalState, RemovalTerms
from coordination.removals.panels import title_of
from operation.access.principal import Principal
from operation.people.desk import Waiting

S = RemovalState
OURS = (S.REQUESTED, S.ACKNOWLEDGED, S.LOCATED, S.IN_CUSTODY, S.DECISION, S.SCHEDULED)
THEIRS = (S.HANDED_OVER,)


def removals_waiting(principal: Principal) -> Iterator[Waiting]:
    """For who answers or confirms in an agency: the removals in which its side moves next. Three queries."""
    if not principal.is_member or not principal.holds("removal.answer"):
        return
    seen = Removal.objects.visible_to(principal).select_related("sender__country", "recipient__country")
    mine = principal.organisation_id
    open_ = list(seen.filter(state__in=[*OURS, *THEIRS, S.DRAFT, S.RECEIVED]).order_by("created_at"))
    told = _unexplained(principal, open_)
    planned = _planned(principal, open_)
    for removal in open_:
        words = _words(removal, of_us=removal.recipient_id == mine, unexplained=removal.pk in told)
        if words:
            detail, verb = words
            yield Waiting(
                title_of(removal),
                (removal.reference, detail),
                reverse("removal", args=[removal.pk]),
                verb,
                due=planned.get(removal.pk) if removal.state == S.SCHEDULED else None,
                tlp=removal.tlp,
                handling_code=removal.handling_code,
            )


def _words(removal: Removal, *, of_us: bool, unexplained: bool) -> tuple[str, str] | None:
    """What waits, and the button; None where the other side moves next."""
    if unexplained:
        return _("An incident is open: explain it"), _("Explain")
    if removal.state in OURS and of_us:
        return _ask(removal.state)
    if removal.state == S.HANDED_OVER and not of_us:
        return _("Handed over: count whom you received"), _("Confirm")
    if removal.state == S.DRAFT and not of_us:
        return _("Draft: not sent yet"), _("Open")
    return None


def _ask(state: str) -> tuple[str, str]:
    if state == S.REQUESTED:
        return _("Asked of you: acknowledge or refuse"), _("Acknowledge")
    if state == S.DECISION:
        return _("Granted: checklist, manifest and schedule are to do"), _("Schedule")
    if state == S.SCHEDULED:
        return _("Scheduled: tick whom you hand over"), _("Hand over")
    return _("Asked of you: the next step is yours"), _("Open")


def _unexplained(principal: Principal, removals: list[Removal]) -> set[object]:
    """Removals with an incident that the principal's side has not explained."""
    rows = RemovalIncident.objects.visible_to(principal).filter(removal__in=removals, resolved_on=None)
    sides = {one.pk: one.sender_id == principal.organisation_id for one in removals}
    return {
        incident.removal_id
        for incident in rows
        if not (incident.asking_words if sides[incident.removal_id] else incident.asked_words)
    }


def _planned(principal: Principal, removals: list[Removal]) -> dict[UUID, datetime]:
    rows = RemovalTerms.objects.visible_to(principal).filter(removal__in=removals, planned_at__isnull=False)
    return {terms.removal_id: terms.planned_at for terms in rows}
