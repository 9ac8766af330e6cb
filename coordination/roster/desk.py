"""What waits for somebody about the roster: a hand-over note to confirm; and who is on duty, for everybody's desk."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.roster.models import HandoverNote
from coordination.roster.selectors import names, on_duty
from operation.access.handling import TLP
from operation.access.principal import Principal
from operation.people.desk import Note, Waiting
from operation.plan.selectors import current_operation


def notes_to_confirm(principal: Principal) -> Iterator[Waiting]:
    """One query."""
    waiting = HandoverNote.objects.visible_to(principal).filter(successor_id=principal.user_id, confirmed_at=None)
    for note in waiting.select_related("giver"):
        words = _("Hand-over note of %(name)s") % {"name": note.giver}
        yield Waiting(words, _("Read it and confirm that you take over."), _url(note), _("Read"), tlp=TLP.AMBER)


def duty_note(principal: Principal) -> Note | None:
    """Who is on duty at LMLECC now. Two queries."""
    operation = current_operation() if principal.holds("roster.read") else None
    duty = on_duty(principal, operation) if operation else []
    if not duty:
        return None
    return Note(_("On duty at LMLECC now"), ", ".join(names(duty)), reverse("roster"))


def _url(note: HandoverNote) -> str:
    return reverse("handover", args=[note.pk])
