"""Supervision in the menu, on desks, and what it knows itself to be owed."""

from django.utils.translation import gettext_lazy as _

from coordination.supervision import owed
from coordination.supervision.desk import overdue_actions, overdue_recommendations, visits_waiting
from coordination.supervision.sources import actions_owed, recommendations_owed, visits_owed
from operation.people.desk import DeskSource, register
from operation.people.navigation import Entry
from operation.people.navigation import register as register_entry

register_entry(Entry(50, _("Supervision"), "supervision", ("/supervision/", "/roster/"), "supervision.read"))

for label, find in (
    (_("Action of the plan"), overdue_actions),
    (_("Recommendation"), overdue_recommendations),
    (_("Inspection"), visits_waiting),
):
    register(DeskSource(label, find))

for source in (
    owed.Source(20, _("Actions of the plan"), actions_owed),
    owed.Source(30, _("Inspections"), visits_owed),
    owed.Source(31, _("Recommendations"), recommendations_owed),
):
    owed.register(source)
