"""Knowledge in the menu and on desks."""

from django.utils.translation import gettext_lazy as _

from coordination.knowledge.desk import knowledge_waiting
from coordination.knowledge.frame import ROOT
from operation.people import navigation
from operation.people.desk import DeskSource, register

navigation.register(navigation.Entry(55, _("Knowledge"), "knowledge", ROOT, "knowledge.read"))
register(DeskSource(_("Knowledge"), knowledge_waiting))
