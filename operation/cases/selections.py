"""Named selections: what stands behind a figure, offered by the features above and opened in a list of records.

An address cannot carry a thousand ids. A feature registers a prefix; the list asks it for `?behind=<prefix>:<key>` and
narrows what the reader may see anyway to those records: a selection is a filter, never a grant.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from operation.access.principal import Principal
from operation.kernel.errors import Text


@dataclass(frozen=True)
class Selection:
    """Records by id (a sequence or a sub-select of one column), and the words that say which they are."""

    label: Text
    ids: Any


Resolve = Callable[[Principal, str], Selection | None]

_resolvers: dict[str, Resolve] = {}


def register(prefix: str, resolve: Resolve) -> None:
    """Offer selections whose names begin with `prefix`. `resolve` answers None for a key that it does not know."""
    _resolvers[prefix] = resolve


def find(principal: Principal, name: str) -> Selection | None:
    """The selection of this name, or None when nobody offers it to the principal."""
    prefix, _colon, key = name.partition(":")
    resolve = _resolvers.get(prefix)
    return resolve(principal, key) if resolve else None
