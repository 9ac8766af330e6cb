"""The administration in the menu, and cover on the desks of both."""

from django.utils.translation import gettext_lazy as _

from operation.administration.appointments.selectors import cover_told
from operation.people import desk
from operation.people.navigation import Entry, register

register(Entry(90, _("Administration"), "appointments", "/administration/", "appointment.read"))
desk.register(desk.DeskSource(_("Cover"), cover_told))
