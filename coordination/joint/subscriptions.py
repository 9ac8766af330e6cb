"""Joint investigations in the menu of the exchange and on desks."""

from django.utils.translation import gettext_lazy as _

from coordination.frame import Page, register
from coordination.joint.desk import actions_waiting, invitations
from operation.people import desk

register(Page(25, _("Joint investigations"), "joints", "joint.read"))
desk.register(desk.DeskSource(_("Joint investigation"), invitations))
desk.register(desk.DeskSource(_("Joint action"), actions_waiting))
