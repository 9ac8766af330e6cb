"""How a list is arranged: its columns and its order, in its address beside the filters."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from operation.cases.registry import RecordType
from operation.cases.values import EVENT_DATE

COLUMNS, ORDER, VIEW = "columns", "order", "view"
OLDEST = "oldest"
BESIDE = (COLUMNS, ORDER, VIEW)
ALL = f"{VIEW}=all"
"""The address of a list that opens with no view: everything, newest first."""

COLUMNS_AT_MOST = 12


@dataclass(frozen=True)
class Arrangement:
    """The columns in their order, and which end comes first. Any other order would need an index for each reader."""

    columns: tuple[str, ...]
    oldest_first: bool = False


@cache
def choosable(record_type: RecordType) -> tuple[str, ...]:
    """Fields that can be a column: those of the list first, then all others that are no long text."""
    fields: dict[str, Any] = {field.name: field for field in record_type.model._meta.concrete_fields}
    named = (*record_type.columns, *record_type.content_fields, *record_type.settled_fields)
    return tuple(name for name in dict.fromkeys(named) if name == EVENT_DATE or _is_short(fields.get(name)))


def _is_short(field: Any) -> bool:
    return field is not None and not isinstance(field, models.TextField)


def arranged(record_type: RecordType, asked: QueryDict) -> tuple[Arrangement, list[str]]:
    """What the address asks for, and why it cannot be had; without a word in it the columns of the type."""
    columns = tuple(dict.fromkeys(asked.getlist(COLUMNS))) or record_type.columns
    problems = [*_strange(record_type, columns), *_strange_order(asked.get(ORDER, ""))]
    if len(columns) > COLUMNS_AT_MOST:
        problems.append(_("Choose %(most)s columns at most.") % {"most": COLUMNS_AT_MOST})
    if problems:
        return Arrangement(record_type.columns), problems
    return Arrangement(columns, asked.get(ORDER) == OLDEST), []


def _strange(record_type: RecordType, columns: Sequence[str]) -> list[str]:
    known = choosable(record_type)
    words = _("There is no column «%(value)s». There are: %(known)s.")
    return [words % {"value": name, "known": ", ".join(known)} for name in columns if name not in known]


def _strange_order(order: str) -> list[str]:
    if order in ("", OLDEST):
        return []
    return [_("«%(value)s» is no order. A list is newest first, or «oldest».") % {"value": order}]
