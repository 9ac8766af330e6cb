"""Removals in the menu of the exchange and on the desk; what is erased of a suspect is erased of his removal."""

from django.utils.translation import gettext_lazy as _

from coordination import frame
from coordination.messages import talkable
from coordination.removals.desk import removals_waiting
from coordination.removals.erasing import forget
from coordination.removals.models import Removal
from coordination.removals.owed import removals_owed
from coordination.supervision import owed
from operation.cases.events import RecordErased
from operation.kernel.events import subscribe
from operation.people.desk import DeskSource, register

frame.register(frame.Page(30, _("Removals"), "removals", "removal.read"))
talkable.register(talkable.between("removal", "removals", Removal, "removal", _("Removal")))
owed.register(owed.Source(16, _("Removals"), removals_owed))
register(DeskSource(_("Removal"), removals_waiting))


@subscribe(RecordErased)
def forget_person(event: RecordErased) -> None:
    forget(event.record)
