"""How lower code reaches upper code: an action publishes what it did, in its transaction; features above subscribe.

Subscriptions live in each feature's `subscriptions.py`, found at start. A failing subscriber rolls the action back.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E")

_subscribers: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Decorator: call the function with every published event of this type, in order of registration."""

    def register(handler: Callable[[E], None]) -> Callable[[E], None]:
        _subscribers[event].append(handler)
        return handler

    return register


def publish(event: object) -> None:
    """Tell all subscribers of the event's type, now, in the caller's transaction."""
    for handler in _subscribers[type(event)]:
        handler(event)
