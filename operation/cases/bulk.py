"""Bulk actions: what can be done with the records chosen in a list, offered by the features that do it.

A feature registers `BulkAction(label, route, offered)` in its subscriptions; its route takes the slug of the type alone
and leads to a `BulkPage` (views_bulk.py), or to any page that asks `chosen_records` which records are meant.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.cases.arrangement import BESIDE
from operation.cases.filters import filters_of
from operation.cases.registry import RecordType
from operation.cases.selectors import choose_records, list_records
from operation.kernel.errors import Refused, Text, Verdict

AT_MOST = 500
ALL, AMONG = "all", "among"
TOO_MANY = _("More than %(most)s records fit these filters. Narrow them down, and do it in several goes.")


Offered = Callable[[Principal, RecordType], Verdict | bool]


@dataclass(frozen=True)
class BulkAction:
    """A button below every list. `offered` says who sees it, for which types; the page behind it decides.

    `place` orders them: what is done every day comes first, what takes away comes last.
    """

    label: Text
    route: str
    offered: Offered
    icon: str = ""
    place: int = 50


def whoever_may(permission: str) -> Offered:
    """Offered in every list to whose role carries the permission."""
    return lambda principal, _type: principal.holds(permission)


_actions: list[BulkAction] = []


def register(action: BulkAction) -> None:
    _actions.append(action)


def actions_for(principal: Principal, record_type: RecordType) -> list[BulkAction]:
    """What the principal may do with several records of the type, in their order."""
    offered = [action for action in _actions if action.offered(principal, record_type)]
    return sorted(offered, key=lambda action: action.place)


def chosen_records(principal: Principal, record_type: RecordType, asked: QueryDict) -> list[Any]:
    """The records that a list's form names, newest first: those ticked (`id`), or with `all` what its filters find.

    `among` is the address of the list, its query alone. Both ways are in the trail with the ids. Raises Http404 when
    one that was ticked is not the principal's to read, Refused for filters that cannot be read or find too many.
    """
    if not asked.get(ALL):
        keys = asked.getlist("id")
        return choose_records(principal, record_type, keys) if keys else []
    filters = filters_of(record_type)(QueryDict(asked.get(AMONG, "")), principal, beside=BESIDE)
    if not filters.is_valid():
        raise Refused([error for errors in filters.form.errors.as_data().values() for error in errors])
    found = list_records(principal, record_type, filters, None, size=AT_MOST)
    if found.next is not None:
        raise Refused(TOO_MANY, "many", {"most": AT_MOST})
    return found.records
