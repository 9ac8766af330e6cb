"""The operation in the menu, and what the plan itself puts on the timeline."""

from django.utils.translation import gettext_lazy as _

from operation.people.navigation import Entry
from operation.people.navigation import register as register_entry
from operation.plan.selectors import action_day_moments, deadline_moments, meeting_moments, phase_moments
from operation.plan.timeline import register

register_entry(Entry(10, _("Operation"), "operation", "/operation/", "plan.read"))

for source in (phase_moments, meeting_moments, action_day_moments, deadline_moments):
    register(source)
