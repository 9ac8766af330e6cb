"""Keyset pages of the trail, newest first: entries are known by moment, lane and number."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

PAGE_SIZE = 50


E = TypeVar("E")


@dataclass(frozen=True)
class Place:
    """Where a page begins: behind this entry."""

    at: datetime
    lane: int
    n: int

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises ValidationError when the text is not one that `str()` made."""
        try:
            at, lane, n = urlsafe_b64decode(text.encode()).decode().split("|")
            return cls(datetime.fromisoformat(at).astimezone(UTC), int(lane), int(n))
        except (ValueError, OverflowError) as wrong:
            raise ValidationError(_("This page of the list does not exist. Start from the first.")) from wrong

    def __str__(self) -> str:
        return urlsafe_b64encode(f"{self.at.isoformat()}|{self.lane}|{self.n}".encode()).decode()

    def behind(self) -> Q:
        """Entries older than this one, in a form that uses the index."""
        same = Q(at=self.at) & (Q(lane__lt=self.lane) | Q(lane=self.lane, n__lt=self.n))
        return Q(at__lte=self.at) & (Q(at__lt=self.at) | same)

    def upto(self) -> Q:
        """This entry and those that are newer, in a form that uses the index."""
        return Q(at__gte=self.at) & ~self.behind()


@dataclass(frozen=True)
class Page(Generic[E]):
    """Entries newest first, and where the next page begins, if there is one."""

    entries: Sequence[E]
    next: Place | None


def cut(found: Sequence[E]) -> Page[E]:
    """A page of what was asked for with one entry more than it holds."""
    shown = found[:PAGE_SIZE]
    last: Any = shown[-1] if len(found) > PAGE_SIZE else None
    return Page(shown, Place(last.at, last.lane, last.n) if last else None)
