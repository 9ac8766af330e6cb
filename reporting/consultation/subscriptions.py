"""Reports on desks and among what is owed."""

from django.utils.translation import gettext_lazy as _

from coordination.supervision import owed
from operation.people.desk import DeskSource, register
from reporting.consultation import kinds as _kinds
from reporting.consultation.desk import consultations_waiting, sections_to_write
from reporting.consultation.owed import answers_owed

__all__ = ["_kinds"]

owed.register(owed.Source(15, _("Consultations on reports"), answers_owed))
register(DeskSource(_("Section of a report"), sections_to_write))
register(DeskSource(_("Consultation on a report"), consultations_waiting))
