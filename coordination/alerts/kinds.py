"""The kinds of alerts: what they are called, whether they are urgent, and which way they go unless one chooses another.

A feature registers its own kind in its `subscriptions.py` if it is none of these.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.kernel.errors import Text


class Channel(models.TextChoices):
    DESK = "desk", _("on the desk alone")
    AT_ONCE = "at_once", _("by e-mail, at once")
    DIGEST = "digest", _("by e-mail, in the digest")


class Rhythm(models.TextChoices):
    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("every Monday")
    NEVER = "never", _("never")


@dataclass(frozen=True)
class Kind:
    """One kind. `label` is all that an e-mail tells of it: no name, no reference, no country."""

    code: str
    label: Text
    is_urgent: bool = False
    default: Channel = Channel.DIGEST

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The ways it can go. What is urgent waits for no digest."""
        return (Channel.AT_ONCE, Channel.DESK) if self.is_urgent else tuple(Channel)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known, once. Raises ValueError for a second one with the same code."""
    if kind.code in _kinds:
        raise ValueError(f"kind of alert {kind.code} is registered twice")
    _kinds[kind.code] = kind
    return kind


def all_kinds() -> tuple[Kind, ...]:
    return tuple(_kinds.values())


def kind_of(code: str) -> Kind:
    """Raises KeyError for a kind that nobody registered."""
    return _kinds[code]


DANGER_TO_LIFE = register(Kind("danger_to_life", _("Danger to life"), is_urgent=True, default=Channel.AT_ONCE))
MATCH = register(Kind("match", _("Match that waits for you"), is_urgent=True, default=Channel.AT_ONCE))
CLOCK = register(Kind("clock", _("Clock that runs out"), is_urgent=True, default=Channel.AT_ONCE))
ESCALATION = register(Kind("escalation", _("Escalation of a request"), default=Channel.AT_ONCE))
MENTION = register(Kind("mention", _("You are mentioned in a message"), default=Channel.AT_ONCE))
RELEASE = register(Kind("release", _("Released to you")))
