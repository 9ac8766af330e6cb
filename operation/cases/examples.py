"""The least that makes a record of a type: for the example in a template, and for tests."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from operation.cases.registry import RecordType


def least_of(record_type: RecordType) -> dict[str, Any]:
    """The values without which a record is refused: the first code, a one, a word; then what the type says itself."""
    fields: list[Any] = list(record_type.model._meta.concrete_fields)
    asked = [field for field in fields if field.name in record_type.form_fields]
    required = [field for field in asked if not field.blank and not field.has_default()]
    return {field.name: _least(field) for field in required} | dict(record_type.example)


def _least(field: Any) -> Any:
    if field.choices:
        return field.flatchoices[0][0]
    return 1 if isinstance(field, models.DecimalField | models.IntegerField) else _("sample")
