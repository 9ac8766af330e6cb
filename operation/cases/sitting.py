"""Entries of one sitting: what the next record takes over from the one before, so that nobody writes it twenty times.

The address of the form names that record (`?like=suspects:<id>`) and none of its values: where a person was found stays
out of addresses. What is taken over stands in the form and is said above it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.forms import values_of
from operation.cases.registry import RecordType, by_slug, type_of
from operation.cases.selectors import read_record
from operation.cases.values import EVENT_DATE, Shown, shown

LIKE = "like"
TAKEN_OVER = (EVENT_DATE, "place_name", "place_country", "place_subdivision", "action_day")


@dataclass(frozen=True)
class Before:
    """The record before, with what is taken over: values for the form, and the same as one reads them."""

    record: CaseRecord
    values: Mapping[str, Any]
    words: tuple[Shown, ...]


def before(principal: Principal, asked: QueryDict) -> Before | None:
    """What the address names; None without a name. The reading of that record is in the trail.

    Raises Http404 for what is no record of the principal's own agency.
    """
    slug, _colon, key = asked.get(LIKE, "").partition(":")
    if not slug:
        return None
    record_type = by_slug(slug)
    if record_type is None:
        raise Http404
    record = read_record(principal, record_type, key)
    if record.originator_id != principal.organisation_id:
        raise Http404
    known = {name: value for name, value in values_of(record_type, record).items() if name in TAKEN_OVER and value}
    return Before(record, known, tuple(shown(record_type, record, name) for name in known))


def like(record: CaseRecord) -> str:
    """The query of an address that takes over from this record."""
    return f"{LIKE}={type_of(record).slug}:{record.pk}"


def asks_for_it(record_type: RecordType) -> bool:
    """Whether records of the type happen at a place on a day, so that one can follow another there."""
    return {EVENT_DATE, "place_name"} <= set(record_type.form_fields)
