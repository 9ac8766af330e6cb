"""What other features add to the pages of the plan: parts of a meeting's page, things to do, where an action is from.

The plan knows none of them; each registers in its `subscriptions.py` and gives only what the reader may read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from operation.access.principal import Principal
from operation.kernel.errors import Text
from operation.plan.models import Meeting, OperationalAction


@dataclass(frozen=True)
class Part:
    """A part of a meeting's page: a template, what it shows (as `part`), and what may be done (components/action.html).

    `actions` may be given without a template, where there is nothing to show.
    """

    template: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    actions: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Origin:
    """Where an action of the plan comes from."""

    label: Text
    url: str


MeetingSource = Callable[[Principal, Meeting], Part]
ListSource = Callable[[Principal], Sequence[Mapping[str, Any]]]
OriginSource = Callable[[Principal, Sequence[UUID]], Mapping[UUID, Origin]]

_meeting_parts: list[MeetingSource] = []
_list_actions: list[ListSource] = []
_origins: list[OriginSource] = []


def register_meeting_part(source: MeetingSource) -> None:
    _meeting_parts.append(source)


def register_list_actions(source: ListSource) -> None:
    """What may be done on the list of meetings."""
    _list_actions.append(source)


def register_origins(source: OriginSource) -> None:
    _origins.append(source)


def parts_of(principal: Principal, meeting: Meeting) -> list[Part]:
    """All parts of a meeting's page, in the order in which they registered."""
    return [source(principal, meeting) for source in _meeting_parts]


def list_actions(principal: Principal) -> list[Mapping[str, Any]]:
    return [action for source in _list_actions for action in source(principal)]


def origins_of(principal: Principal, actions: Iterable[OperationalAction]) -> dict[UUID, Origin]:
    """Where each of these actions comes from, as far as the reader may know; one question for each source."""
    keys = [action.pk for action in actions]
    return {key: origin for source in _origins for key, origin in source(principal, keys).items()} if keys else {}
