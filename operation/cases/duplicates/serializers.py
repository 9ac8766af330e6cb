"""Records that a new one may be, as the API tells them beside it."""

from collections.abc import Sequence
from typing import Any

from operation.cases.duplicates.selectors import Likeness


def told_alike(found: Sequence[Likeness]) -> list[dict[str, Any]]:
    return [
        {"id": str(one.record.pk), "reference": one.record.reference, "reasons": [str(why) for why in one.reasons]}
        for one in found
    ]
