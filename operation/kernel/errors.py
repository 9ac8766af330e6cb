"""What can go wrong when a person does something, each with the words to show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.core.exceptions import PermissionDenied, ValidationError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise
else:
    from django.utils.functional import Promise as StrPromise

Text = str | StrPromise


@dataclass(frozen=True)
class Denied:
    """A «no» that says why. Falsy, so that a policy reads `if not may_release(...)`."""

    reason: Text

    def __bool__(self) -> Literal[False]:
        return False


Verdict = Literal[True] | Denied


class NotAllowed(PermissionDenied):
    """An action was refused by its policy; the reason is shown to the user (403) and logged."""

    def __init__(self, denied: Denied, *, verb: str = "") -> None:
        super().__init__(denied.reason)
        self.denied = denied
        self.verb = verb


class Conflict(Exception):
    """Somebody else changed the same thing since it was read (409). `both` holds what the two versions differ in."""

    def __init__(self, *words: Any, both: Mapping[str, Any] | None = None) -> None:
        super().__init__(*words)
        self.both: Mapping[str, Any] = both or {}


class Refused(ValidationError):
    """The input or the state does not allow it: field, value and way out (400)."""


def require(verdict: Verdict, *, verb: str = "") -> None:
    """Go on only if the policy said yes. Raises NotAllowed with its reason."""
    if isinstance(verdict, Denied):
        raise NotAllowed(verdict, verb=verb)
