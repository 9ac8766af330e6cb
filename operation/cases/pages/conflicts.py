"""Two people on one record: what collides is chosen field by field, whatever does not collide is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from operation.cases.base import CaseRecord
from operation.cases.form_rows import ROWS, Rows, mark_of, rows_of, seen, words_of
from operation.cases.forms import RecordForm, values_of
from operation.cases.registry import type_of
from operation.cases.values import IDENTIFIERS, NAMES, Shown, label_of, present

TAKE, PRESENT = "take-", "present"
"""A choice is sent as `take-<field>`; `present` takes what stands there now."""


@dataclass(frozen=True)
class Difference:
    """A field with the value that stands there now, and the one that this person entered."""

    name: str
    present: Shown
    entered: Shown

    @property
    def choice(self) -> str:
        return f"{TAKE}{self.name}"


@dataclass(frozen=True)
class Comparison:
    """What a person entered against what stands there now.

    `collisions` were changed by both, `kept` by this person alone. `entered` are his values for the new form, and
    `rows` his names and identifiers, where he touched them.
    """

    collisions: Sequence[Difference]
    kept: Sequence[Difference]
    entered: Mapping[str, Any]
    rows: Mapping[str, Rows]


def left_as_it_is(data: Mapping[str, Any], form: RecordForm, names: Any) -> set[str]:
    """Fields whose present value was chosen, and rows that were not touched since the form was opened."""
    left = {name.removeprefix(TAKE) for name in data if name.startswith(TAKE) and data[name] == PRESENT}
    entered = _entered_rows(form, names)
    return left | {kind for kind in ROWS if kind not in entered or mark_of(entered[kind]) == _seen_rows(form, kind)}


def _entered_rows(form: RecordForm, names: Any) -> dict[str, Rows]:
    identifiers = form.identifier_drafts
    sent = {NAMES: names.drafts()} if names else {}
    return sent if identifiers is None else sent | {IDENTIFIERS: identifiers}


def _seen_rows(form: RecordForm, kind: str) -> str:
    return str(form.cleaned_data.get(seen(kind), ""))


def compare(data: Mapping[str, Any], record: CaseRecord, form: RecordForm, names: Any) -> Comparison:
    """Three versions of each field: the one that this person saw, his own, and the present one of `record`.

    Where the version that he saw can no longer be found, whatever is not as he entered it collides.
    """
    left = left_as_it_is(data, form, names)
    collisions: list[Difference] = []
    kept: list[Difference] = []
    entered = _compare_fields(record, form, left, collisions, kept)
    rows = {kind: given for kind, given in _entered_rows(form, names).items() if kind not in left}
    for kind, given in rows.items():
        now = rows_of(record, kind)
        if mark_of(now) != mark_of(given):
            ours_alone = mark_of(now) == _seen_rows(form, kind)
            (kept if ours_alone else collisions).append(_rows_apart(record, kind, now, given))
    return Comparison(collisions, kept, entered, rows)


def _compare_fields(
    record: CaseRecord, form: RecordForm, left: set[str], collisions: list[Difference], kept: list[Difference]
) -> dict[str, Any]:
    was, now, entered = _seen(record, form), values_of(type_of(record), record), {}
    for name, value in form.values.items():
        mine = getattr(value, "pk", value)
        if name in left or mine == now[name] or (was and mine == was[name]):
            continue
        entered[name] = mine
        (kept if was and was[name] == now[name] else collisions).append(_difference(record, name, value))
    return entered


def _seen(record: CaseRecord, form: RecordForm) -> Mapping[str, Any] | None:
    """The values of the version from which this person began."""
    asked = form.cleaned_data["version"] or 0
    snapshot = record.events.filter(version=asked).order_by("pgh_id").last()  # type: ignore[attr-defined]
    if snapshot is None:
        return None
    names = [field.attname for field in record._meta.concrete_fields if hasattr(snapshot, field.attname)]
    return values_of(type_of(record), type(record)(**{name: getattr(snapshot, name) for name in names}))


def _difference(record: CaseRecord, name: str, value: Any) -> Difference:
    kind = type_of(record)
    return Difference(name, present(kind, name, getattr(record, name), record), present(kind, name, value, record))


def _rows_apart(record: CaseRecord, kind: str, now: Rows, entered: Rows) -> Difference:
    label = label_of(type_of(record), kind)
    return Difference(kind, Shown(kind, label, words_of(now)), Shown(kind, label, words_of(entered)))
