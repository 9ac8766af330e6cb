"""The OpenAPI file is where the rules for each field are written down: none that one may write is without any."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from drf_spectacular.generators import SchemaGenerator

from operation.cases.registry import all_types

RULES = {"maxLength", "enum", "format", "pattern", "description"}
FREE_TEXT = {"narrative"}
COMPARED_ALONE = {"version", "size"}
"""With what is stored, and with what arrives of a file: kept nowhere as they are sent."""


def written() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Schema, name and rules of each field in the body of a request."""
    schema: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    for path in schema["paths"].values():
        for operation in path.values():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            kind = body.get("$ref", "").rpartition("/")[2]
            fields = schema["components"]["schemas"].get(kind, {}).get("properties", {})
            yield from ((kind, name, rules) for name, rules in fields.items() if not rules.get("readOnly"))


def test_each_text_that_one_may_write_has_its_rule() -> None:
    found = list(written())
    texts = {(kind, name): rules for kind, name, rules in found if rules.get("type") == "string"}
    assert len(texts) > 40
    assert {name for (_kind, name), rules in texts.items() if not RULES & set(rules)} == FREE_TEXT


def test_each_figure_that_one_may_write_has_its_bounds() -> None:
    figures = [(name, rules) for _kind, name, rules in written() if rules.get("type") in ("integer", "number")]
    fields = [field for known in all_types() for field in known.model._meta.concrete_fields]
    counts = {field.name for field in fields if isinstance(field, models.PositiveIntegerField)}
    bounded = {name for name, rules in figures if {"minimum", "maximum"} <= set(rules)}
    assert bounded - COMPARED_ALONE == counts - COMPARED_ALONE
    assert {name for name, rules in figures if "maximum" not in rules} == COMPARED_ALONE
