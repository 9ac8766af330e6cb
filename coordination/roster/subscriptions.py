"""The roster in the menu of supervision and on desks."""

from django.utils.translation import gettext_lazy as _

from coordination.roster.desk import duty_note, notes_to_confirm
from coordination.supervision.frame import Page
from coordination.supervision.frame import register as register_page
from operation.people.desk import DeskSource, register, register_note

register_page(Page(30, _("Contacts and duty"), "roster", "roster.read"))
register(DeskSource(_("Hand-over"), notes_to_confirm))
register_note(duty_note)
