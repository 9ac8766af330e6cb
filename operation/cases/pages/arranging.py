"""What stands around the rows of a list: saved views, columns to choose, the other order."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from operation.cases.arrangement import ALL, BESIDE, COLUMNS, OLDEST, ORDER, VIEW, Arrangement, choosable
from operation.cases.bulk import AMONG
from operation.cases.registry import RecordType
from operation.cases.saved_views.actions import plain
from operation.cases.values import label_of
from operation.cases.views import Context
from operation.kernel.lists import CURSOR, without


def around(record_type: RecordType, asked: QueryDict, arrangement: Arrangement, views: Sequence[Any]) -> Context:
    saving = {AMONG: without(asked, VIEW)}
    return {
        "tabs": tabs(views, asked),
        "views_url": f"{reverse('record-views', args=[record_type.slug])}?{urlencode(saving)}",
        "columns": [
            {"name": name, "label": label_of(record_type, name), "chosen": name in arrangement.columns}
            for name in choosable(record_type)
        ],
        "kept": pairs(asked, COLUMNS, VIEW),
        "arranged": [pair for pair in pairs(asked, VIEW) if pair[0] in BESIDE],
        "oldest_first": arrangement.oldest_first,
        "other_order_url": other_order(asked, arrangement),
    }


def tabs(views: Sequence[Any], asked: QueryDict) -> list[Context]:
    """«All», and each saved view; none while there are none. The one that is shown is marked."""
    if not views:
        return []
    now = plain(asked)
    made = [{"label": view.name, "url": f"?{view.query}", "current": now == view.query} for view in views]
    return [{"label": _("All"), "url": f"?{ALL}", "current": not now}, *made]


def pairs(asked: QueryDict, *but: str) -> list[tuple[str, str]]:
    """(name, value) of everything in the address but these and the page: what a form of the list carries on."""
    return [(name, value) for name, values in asked.lists() for value in values if name not in (*but, CURSOR)]


def other_order(asked: QueryDict, arrangement: Arrangement) -> str:
    left = without(asked, ORDER)
    turned = "" if arrangement.oldest_first else f"{ORDER}={OLDEST}"
    return f"?{'&'.join(part for part in (left, turned) if part) or ALL}"
