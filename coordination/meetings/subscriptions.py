"""What meetings add to the pages of the plan, and to desks."""

from django.utils.translation import gettext_lazy as _

from coordination.meetings.desk import minutes_waiting
from coordination.meetings.panels import list_actions, meeting_part, origins
from operation.people.desk import DeskSource, register
from operation.plan.parts import register_list_actions, register_meeting_part, register_origins

register_meeting_part(meeting_part)
register_list_actions(list_actions)
register_origins(origins)
register(DeskSource(_("Minutes"), minutes_waiting))
