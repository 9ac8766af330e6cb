"""The conversations about a record on its page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.messages.policies import may_write
from coordination.messages.rows import talk_rows
from coordination.messages.selectors import Talk, choice_of, talks_of
from coordination.messages.talkable import Talkable, by_kind
from coordination.messages.wording import audience_words, known_organisations
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.panels import Part, register_part
from operation.cases.registry import type_of


@register_part
def messages_part(principal: Principal, record: CaseRecord) -> Part | None:
    """How much was said, by whom it is read, and the way to say more; no text stands there."""
    talkable = by_kind(type_of(record).code)
    if talkable is None or not principal.holds("message.read"):
        return None
    talks = talks_of(principal, talkable, record)
    may_say = any(may_write(principal, talkable, record, talk.audience) for talk in talks)
    write_url = reverse("talk", args=[talkable.slug, record.pk]) if may_say else ""
    context = {"rows": talk_rows(principal, talks), "write_url": write_url}
    return Part("messages", _("Messages"), "messages/_section.html", context)


def begun_by(principal: Principal, talkable: Talkable, thing: Any, talks: list[Talk]) -> list[tuple[str, str]]:
    """With whom the principal may talk about a thing, as choices of a form."""
    organisations = known_organisations()
    return [
        (choice_of(principal, talk), audience_words(principal, talk.audience, organisations))
        for talk in talks
        if may_write(principal, talkable, thing, talk.audience)
    ]
