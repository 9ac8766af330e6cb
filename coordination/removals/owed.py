"""What removals are owed, for the pages of supervision: the next step, by the side that takes it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.removals.models import Removal, RemovalState
from coordination.removals.states import UNDER_WAY
from coordination.supervision.owed import Owed
from operation.access.principal import Principal
from operation.plan.models import Operation

S = RemovalState


def removals_owed(principal: Principal, operation: Operation) -> Iterator[Owed]:
    """Removals that are not over: by the asked side until the hand-over, then by the asking side. One query."""
    seen = Removal.objects.visible_to(principal).select_related("sender", "recipient")
    for one in seen.filter(operation=operation, state__in=(*UNDER_WAY, S.HANDED_OVER)):
        asking, asked = str(one.sender.country_id), str(one.recipient.country_id)
        words = {"reference": one.reference, "state": one.get_state_display()}
        what = _("Removal %(reference)s: %(state)s") % words
        by, to = (asking, asked) if one.state == S.HANDED_OVER else (asked, asking)
        yield Owed(by, to, what, reverse("removal", args=[one.pk]))
