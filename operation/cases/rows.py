"""Rows of a list: one record as its reader may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.masking import NAMES, why_masked, withheld_from
from operation.cases.registry import RecordType
from operation.cases.selectors import released_to
from operation.cases.values import SHORT_DAYS, Shown, day_words, label_of, primary_name, shown, state_of
from operation.kernel.errors import Text

SHORT: dict[str, Text] = {"place_name": _("Place"), "nationalities": _("Citizen"), "citizenship": _("Citizen")}


@dataclass(frozen=True)
class Row:
    """A record in a list. `name` is None for a type without names, and where `why_masked` says why."""

    record: CaseRecord
    url: str
    name: Any | None
    why_masked: Text
    state: Text
    drawing: str
    cells: list[Shown]
    recipients: list[str]
    changed: str
    tags: Sequence[str] = ()


def rows_of(
    record_type: RecordType,
    records: Sequence[CaseRecord],
    principal: Principal,
    columns: Sequence[str] = (),
    tags: Mapping[UUID, Sequence[str]] = MappingProxyType({}),
) -> list[Row]:
    """Rows with the columns of the type, or with those that the reader chose."""
    labels = {name: label_of(record_type, name) for name in columns or record_type.columns}
    states = {state: state_of(record_type, state) for state in {record.status for record in records}}
    rows = [_row(record_type, record, principal, labels, states) for record in records]
    return [replace(row, tags=tags[row.record.pk]) if row.record.pk in tags else row for row in rows]


def _row(
    record_type: RecordType,
    record: CaseRecord,
    principal: Principal,
    labels: Mapping[str, str],
    states: Mapping[str, str],
) -> Row:
    withheld = withheld_from(principal, record_type, record)
    return Row(
        record=record,
        url=reverse("record", args=[record_type.slug, record.pk]),
        name=None if NAMES in withheld else primary_name(record_type, record),
        why_masked=why_masked(principal, record_type, record),
        state=states[record.status],
        drawing=record_type.drawings.get(record.status, "idle"),
        cells=[
            shown(record_type, record, name, withheld=withheld, label=label, days=SHORT_DAYS)
            for name, label in labels.items()
        ],
        recipients=recipients_of(record),
        changed=day_words(timezone.localdate(record.changed_at), SHORT_DAYS),
    )


def recipients_of(record: CaseRecord) -> list[str]:
    """Codes of the countries to which a record is released, LMLECC by its name; each once, in their order."""
    organisations = [grant.group.organisation for grant in released_to(record)]
    return list(dict.fromkeys(one.country_id or one.short_name for one in organisations))


def headings(record_type: RecordType, columns: Sequence[str] = ()) -> list[Text]:
    """Words above the columns: short where the field's own label is long."""
    words = SHORT | dict(record_type.headings)
    return [words.get(name) or label_of(record_type, name) for name in columns or record_type.columns]
