"""Removals in the menu of the exchange and on the desk; what is erased of a suspect is erased of his removal."""

from django.utils.translation import gettext_lazy as _

from coordination import frame
from coordination.removals.desk import removals_waiting
from coordination.removals.erasing import forget
from operation.cases.events import RecordErased
from operation.kernel.events import subscribe
from operation.people.desk import DeskSource, register

frame.register(frame.Page(30, _("Removals"), "removals", "removal.read"))
register(DeskSource(_("Removal"), removals_waiting))


@subscribe(RecordErased)
def forget_person(event: RecordErased) -> None:
    forget(event.record)
