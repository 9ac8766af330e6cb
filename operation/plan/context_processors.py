"""The name of the operation, beside the mark on every page."""

from typing import Any

from django.utils.functional import SimpleLazyObject

from operation.plan.selectors import operation_name


def operation(request: Any) -> dict[str, Any]:
    """Asked of the database only by a page that shows it."""
    return {"operation_name": SimpleLazyObject(operation_name)}
