"""Appeals for people whose life is in danger stand on the desk before everything else (domain.md §4)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.cases.records.rescue_appeal import OPEN, RESCUE_APPEAL, RescueAppeal
from operation.people.desk import Waiting

AT_MOST = 20


def lives_in_danger(principal: Principal) -> Iterator[Waiting]:
    """Own and released ones, the oldest first, until a rescue or a closure; one query. Who it is about stands there."""
    if not (principal.is_member and principal.holds(RESCUE_APPEAL.permission("transition"))):
        return
    waiting = RescueAppeal.objects.visible_to(principal).filter(danger_to_life=True, status__in=OPEN)
    for appeal in waiting.order_by("created_at")[:AT_MOST]:
        state = capfirst(str(RESCUE_APPEAL.state_label(appeal.status)))
        yield Waiting(
            what=_("Danger to life: %(reference)s") % {"reference": appeal.reference},
            detail=(state, capfirst(_("reported by %(whom)s") % {"whom": appeal.get_reported_by_display()})),
            url=reverse("record", args=[RESCUE_APPEAL.slug, appeal.pk]),
            verb=_("Open it"),
            at_once=True,
            tlp=appeal.tlp,
            handling_code=appeal.handling_code,
        )
