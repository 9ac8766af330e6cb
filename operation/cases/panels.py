"""Panels of a record's page that the features above add: what it counts as, where it was matched, what waits for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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


Provide = Callable[[Principal, CaseRecord], Panel | None]

_providers: list[Provide] = []


def register(provide: Provide) -> Provide:
    """Decorator: ask this function for a panel whenever a record's page is shown; None shows nothing."""
    _providers.append(provide)
    return provide


def panels_of(principal: Principal, record: CaseRecord) -> list[Panel]:
    """The panels of a record that the principal reads, in the order of their registration."""
    return [panel for provide in _providers if (panel := provide(principal, record)) is not None]
