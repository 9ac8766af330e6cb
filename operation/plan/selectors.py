"""Reads of the operation."""

from django.conf import settings

from operation.plan.models import Operation


def current_operation() -> Operation | None:
    """The operation of this installation (`OPERATION`), or None before one is loaded."""
    return Operation.objects.filter(code=settings.OPERATION).first()
