"""What features add to a record's page: panels at its side, and parts of its main column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.kernel.errors import Text


@dataclass(frozen=True)
class Line:
    """One line of a panel, drawn by components/gate.html. Tones: ok, work, due, late, idle."""

    label: Text
    text: Text = ""
    tone: str = "ok"
    icon: str = "ok"
    url: str = ""
    link_label: Text = ""


@dataclass(frozen=True)
class Panel:
    title: Text
    lines: Sequence[Line]
    note: Text = ""


@dataclass(frozen=True)
class Part:
    """A section of the main column: where the page's menu leads, its title, its template and what that shows.

    The template finds `context` as `part`; it is drawn as a <section> with the anchor as its id.
    """

    anchor: str
    title: Text
    template: str
    context: Mapping[str, Any]


Provide = Callable[[Principal, CaseRecord], Panel | None]
ProvidePart = Callable[[Principal, CaseRecord], Part | None]

_providers: list[Provide] = []
_part_providers: list[ProvidePart] = []


def register(provide: Provide) -> Provide:
    """Decorator: ask this function for a panel whenever a record's page is shown; None shows nothing."""
    _providers.append(provide)
    return provide


def panels_of(principal: Principal, record: CaseRecord) -> list[Panel]:
    """The panels of a record that the principal reads, in the order of their registration."""
    return [panel for provide in _providers if (panel := provide(principal, record)) is not None]


def register_part(provide: ProvidePart) -> ProvidePart:
    """Decorator: ask this function for a part of the main column; None shows nothing."""
    _part_providers.append(provide)
    return provide


def parts_of(principal: Principal, record: CaseRecord) -> list[Part]:
    """The parts of a record that the principal reads, in the order of their registration."""
    return [part for provide in _part_providers if (part := provide(principal, record)) is not None]
