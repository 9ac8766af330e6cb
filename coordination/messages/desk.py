"""What was said and not read yet, and where one is mentioned: a line for each conversation."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.messages.rows import thread_url
from coordination.messages.selectors import things_of, unread_threads
from coordination.messages.talkable import by_kind
from coordination.messages.wording import audience_words, known_organisations
from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.people.desk import Waiting


def unread_messages(principal: Principal) -> Iterator[Waiting]:
    """No text of a message: what it is about, as far as the reader sees it. Two queries, and one for each kind."""
    threads = unread_threads(principal)
    if not threads:
        return
    things, organisations = things_of(principal, threads), known_organisations()
    for thread in threads:
        talkable = by_kind(thread.kind)
        if talkable and thread.thing_id in things:
            thing = things[thread.thing_id]
            yield Waiting(
                what=_what(thread, talkable.title(thing)),
                detail=audience_words(principal, thread.audience, organisations),
                url=thread_url(thread),
                verb=_("Read"),
                tlp=getattr(thing, "tlp", TLP.AMBER),
                handling_code=getattr(thing, "handling_code", HandlingCode.H1),
            )


def _what(thread: Any, about: str) -> str:
    if thread.mentioned:
        return _("You are mentioned: %(thing)s") % {"thing": about}
    words = ngettext("%(count)s unread message: %(thing)s", "%(count)s unread messages: %(thing)s", thread.unread)
    return words % {"count": thread.unread, "thing": about}
