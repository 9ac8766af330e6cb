"""Returns on the desks of those for whom they wait."""

from django.utils.translation import gettext_lazy as _

from operation.people.desk import DeskSource, register
from reporting.returns.desk import returns_due, returns_to_verify

register(DeskSource(_("Weekly return"), returns_due))
register(DeskSource(_("Weekly return"), returns_to_verify))
