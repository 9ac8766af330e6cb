"""Who acts, through which channel: set for every request, task and command, read by the trail."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Actor:
    """The one who acts, as the trail keeps it. Work without a person names a system actor in `channel`."""

    user_id: UUID | None
    organisation_id: UUID | None
    channel: str
    address: str = ""


_actor: ContextVar[Actor | None] = ContextVar("actor", default=None)


def current_actor() -> Actor:
    """The actor of this work. Work that nobody announced is never skipped: it is the shell's."""
    return _actor.get() or Actor(None, None, "shell")


@contextmanager
def actor(who: Actor) -> Iterator[None]:
    token = _actor.set(who)
    try:
        yield
    finally:
        _actor.reset(token)
