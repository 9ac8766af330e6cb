"""The one door to records: own, or released; up to what TLP permits (domain.md §10)."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from operation.access.grants import grant_model, live
from operation.access.handling import TLP, WITHIN_AN_ORGANISATION
from operation.access.principal import Principal

R = TypeVar("R", bound=models.Model)
PAGE_SIZE = 50
NEWEST_FIRST, OLDEST_FIRST = ("-sorted_at", "-pk"), ("sorted_at", "pk")


class RecordQuerySet(models.QuerySet[R], Generic[R]):
    """Records of one type. Everything a person sees starts from `visible_to`; no arm holds what was deleted."""

    def visible_to(self, principal: Principal) -> Self:
        """What the principal may read, for single look-ups and counts. Lists page with `page` (two arms, no cliff)."""
        if not principal.reads_records:
            return self.none()
        grants = grant_model(self.model)._default_manager
        released = grants.filter(content_object=OuterRef("pk"), group_id=principal.group_id).filter(live())
        mine = Q(originator_id=principal.organisation_id) | Exists(released)
        return self.filter(mine, deleted_at=None).filter(ceiling(principal))

    def own(self, principal: Principal) -> Self:
        """The first arm: what the principal's own organisation logged."""
        if not principal.reads_records:
            return self.none()
        return self.filter(ceiling(principal), originator_id=principal.organisation_id, deleted_at=None).annotate(
            sorted_at=F("created_at")
        )

    def released(self, principal: Principal) -> Self:
        """The second arm: what others released to the principal's organisation."""
        if not principal.reads_records:
            return self.none()
        return (
            self.filter(live("grants__"), ceiling(principal), grants__group_id=principal.group_id, deleted_at=None)
            .exclude(originator_id=principal.organisation_id)
            .annotate(sorted_at=F("grants__sorted_at"))
        )

    def deleted(self, principal: Principal) -> Self:
        """What the principal's own organisation took out of use; seen behind the second wall as «deletion» alone."""
        if not principal.reads_records:
            return self.none()
        return self.filter(ceiling(principal), originator_id=principal.organisation_id, deleted_at__isnull=False)


def ceiling(principal: Principal) -> Q:
    """TLP is a ceiling, never a grant (domain.md §10): an unknown mark is read by nobody.

    Up to AMBER whoever reads the organisation's records; AMBER+STRICT its supervisors, coordinators, focal points and
    LMLECC, and who logged it; RED the persons named on it, in the own country too.
    """
    strict = Q(tlp=TLP.AMBER_STRICT)
    if not principal.holds("record.read_strict"):
        strict &= Q(created_by_id=principal.user_id)
    named = Q(tlp=TLP.RED, named_readers__contains=[principal.user_id])
    return Q(tlp__in=WITHIN_AN_ORGANISATION) | strict | named


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: behind this record, in the order of the list."""

    created_at: datetime
    id: UUID

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises ValidationError when the text is not one that `str()` made."""
        try:
            moment, key = urlsafe_b64decode(text.encode()).decode().split("|")
            return cls(datetime.fromisoformat(moment).astimezone(UTC), UUID(key))
        except (ValueError, OverflowError) as wrong:
            raise ValidationError(
                _("«%(value)s» is not a page of this list. Start again from its first page."), "cursor", {"value": text}
            ) from wrong

    def __str__(self) -> str:
        return urlsafe_b64encode(f"{self.created_at.isoformat()}|{self.id}".encode()).decode()


@dataclass(frozen=True)
class Page(Generic[R]):
    """Records in their order, and the cursor of the next page, if there is one."""

    records: list[R]
    next: Cursor | None


Narrow = Callable[[Any], Any]


def newest_first(rows: models.QuerySet[R], after: Cursor | None) -> Page[R]:
    """One keyset page of rows that began at `visible_to`. Lists of records take `page`, which has no cliff."""
    if after:
        behind = Q(created_at__lt=after.created_at) | Q(pk__lt=after.id)
        rows = rows.filter(behind, created_at__lte=after.created_at)
    found = list(rows.order_by("-created_at", "-pk")[: PAGE_SIZE + 1])
    shown, more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
    return Page(shown, Cursor(shown[-1].created_at, shown[-1].pk) if more else None)  # type: ignore[attr-defined]


def page(
    records: RecordQuerySet[R],
    principal: Principal,
    *,
    narrow: Narrow = lambda arm: arm,
    after: Cursor | None = None,
    size: int = PAGE_SIZE,
    oldest_first: bool = False,
) -> Page[R]:
    """One keyset page of what the principal may read: two arms joined by UNION ALL, each cut by its own index.

    `narrow` filters an arm (a union cannot be filtered afterwards). `records` brings its own prefetches. Oldest first
    reads the same indexes from their other end.
    """
    bare = records.model._default_manager
    order = OLDEST_FIRST if oldest_first else NEWEST_FIRST
    cut = [_behind(narrow(arm), after, oldest_first) for arm in (bare.own(principal), bare.released(principal))]  # type: ignore[attr-defined]
    arms = [arm.order_by(*order).values_list("pk", "sorted_at")[: size + 1] for arm in cut]
    keys = arms[0].union(arms[1], all=True).order_by(*order)[: size + 1]
    ids = [pk for pk, _moment in keys]
    found = {record.pk: record for record in records.filter(pk__in=ids[:size])}
    rows = [found[pk] for pk in ids[:size] if pk in found]
    more = len(ids) > size and bool(rows)
    return Page(rows, Cursor(rows[-1].created_at, rows[-1].pk) if more else None)  # type: ignore[attr-defined]


def _behind(arm: Any, after: Cursor | None, oldest_first: bool) -> Any:
    if after is None:
        return arm
    way = "gt" if oldest_first else "lt"
    behind = Q(**{f"sorted_at__{way}": after.created_at}) | Q(**{f"pk__{way}": after.id})
    return arm.filter(Q(**{f"sorted_at__{way}e": after.created_at}) & behind)
