"""What sharing puts on the desk: released to you and not opened yet; recalled or regraded, and not noted yet."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operation.access.handling import strictest_code, strictest_tlp
from operation.access.principal import Principal
from operation.cases.notices import NoticeKind, SharingNotice
from operation.cases.registry import RecordType, by_code
from operation.people.desk import Waiting

AT_MOST = 200
NAMED = 5
"""So many stand on a desk as they came; what is left stands there once for each type."""
Key = tuple[str, UUID, str]


def released_to_you(principal: Principal) -> Iterator[Waiting]:
    """One line for what came together, until somebody of the organisation has opened it; only what one may open.

    One query, and one for each type that is on the desk.
    """
    told = _unseen(principal).filter(kind=NoticeKind.RELEASED).select_related("originator")
    groups: dict[Key, list[SharingNotice]] = defaultdict(list)
    for notice in told[:AT_MOST]:
        groups[notice.record_type, notice.originator_id, notice.purpose].append(notice)
    seen = _visible(principal, [notice for group in groups.values() for notice in group])
    for group in _gathered(groups.values()):
        known = by_code(group[0].record_type)
        open_to_me = [notice for notice in group if notice.record_id in seen]
        if known and open_to_me:
            yield _waiting(known, open_to_me, [seen[key] for key in (one.record_id for one in open_to_me) if key])


def _gathered(groups: Iterable[list[SharingNotice]]) -> Iterator[list[SharingNotice]]:
    """The newest as they came, the others by type: whoever was away for a week finds a desk and not a heap."""
    newest, left = list(groups), defaultdict[str, list[SharingNotice]](list)
    for group in newest[NAMED:]:
        left[group[0].record_type] += group
    yield from newest[:NAMED]
    yield from left.values()


def changed_for_you(principal: Principal) -> Iterator[Waiting]:
    """One line for all that was recalled or regraded; what it was is on its page, without content."""
    count = _unseen(principal).exclude(kind=NoticeKind.RELEASED).count()
    if count:
        words = ngettext(
            "%(count)s record was recalled or regraded", "%(count)s records were recalled or regraded", count
        )
        yield Waiting(
            what=words % {"count": count},
            detail=_("By its originator, after it was released to you."),
            url=reverse("record-notices"),
            verb=_("Take note"),
        )


def _unseen(principal: Principal) -> Any:
    return SharingNotice.objects.visible_to(principal).unseen().order_by("-created_at")


def _visible(principal: Principal, told: Sequence[SharingNotice]) -> dict[UUID, tuple[str, str]]:
    """The marking of each record that the principal may open, by its key."""
    found: dict[UUID, tuple[str, str]] = {}
    for code in {notice.record_type for notice in told}:
        known = by_code(code)
        if known is not None:
            keys = [notice.record_id for notice in told if notice.record_type == code]
            rows = known.model._default_manager.visible_to(principal).filter(pk__in=keys)
            found |= {pk: (tlp, handling) for pk, tlp, handling in rows.values_list("pk", "tlp", "handling_code")}
    return found


def _waiting(record_type: RecordType, told: Sequence[SharingNotice], markings: Collection[tuple[str, str]]) -> Waiting:
    first, count = told[0], len(told)
    originators = {notice.originator_id: notice.originator for notice in told}
    purposes = {notice.purpose for notice in told}
    address = reverse("record-list", args=[record_type.slug])
    if len(originators) == 1:
        address += f"?country={first.originator.country_id}"
    words = {"type": record_type.label, "types": record_type.label_plural, "count": count}
    what = ngettext("%(type)s: 1 record", "%(types)s: %(count)s records", count) % words
    return Waiting(
        what=what,
        detail=(*(one.short_name for one in originators.values()), *(purposes if len(purposes) == 1 else ())),
        url=reverse("record", args=[record_type.slug, first.record_id]) if count == 1 else address,
        verb=_("Read"),
        tlp=strictest_tlp(tlp for tlp, _code in markings),
        handling_code=strictest_code(code for _tlp, code in markings),
    )
