"""Messages on records and actions, on the desk, in the exchange's menu; the second wall learns what there is."""

from typing import Any

from django.apps import apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from coordination import frame
from coordination.messages import on_actions, panels
from coordination.messages.desk import unread_messages
from coordination.messages.on_records import record_talkables
from coordination.messages.talkable import all_talkables, register_many
from coordination.messages.walls import know_things
from operation.people.desk import DeskSource, register
from operation.plan import ways

register_many(record_talkables)
register(DeskSource(_("Message"), unread_messages))
frame.register(frame.Page(40, _("Messages"), "messages", "message.read"))

ways.register(ways.ActionWay(_("Messages"), on_actions.talk_url))


def learn_things(*, using: str, **_signal: Any) -> None:
    """A new kind's table is where its messages are asked for (walls.py)."""
    know_things(all_talkables(), using)


post_migrate.connect(learn_things, sender=apps.get_app_config("coordination"))

__all__ = ["on_actions", "panels"]
