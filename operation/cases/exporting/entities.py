"""Records as entities of FollowTheMoney: dictionaries with `id`, `schema` and lists of texts by property.

Written by hand: the library is heavy, and only the suite needs it, to check what is written here against its model.
Words follow the active language, which is English: the model's own (formats/ftm.py).
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django_countries.fields import CountryField

from operation.access.handling import TLP, HandlingCode
from operation.cases.exporting.policies import names_in_file
from operation.cases.interchange import Interchange, Tie
from operation.cases.names import NameKind
from operation.cases.registry import RecordType, type_of
from operation.cases.values import plainly

Entity = dict[str, Any]
NEVER = frozenset({"privateKey", "password"})
"""Properties of the model that open something by themselves: whatever a type declares, they do not leave."""

KNOWN = {"gender": ("male", "female", "other")}
"""Properties whose values the model lists; what is «not known» is left out."""

AS_NAME = {
    NameKind.ALIAS: "alias",
    NameKind.ROMANISED: "alias",
    NameKind.NICKNAME: "weakAlias",
    NameKind.FORMER: "previousName",
}


def stub_of(record: Any) -> Entity:
    """The other end of a tie, known by its reference alone. Raises KeyError for a type that never leaves this way."""
    declared = type_of(record).interchange
    if declared is None:
        raise KeyError(type_of(record).slug)
    return entity(str(record.pk), declared.schema_of(record).name, name=[record.reference])


def entity(key: str, schema: str, **properties: list[str]) -> Entity:
    """An entity without its empty properties, and without those that never leave."""
    told = {name: texts for name, found in properties.items() if (texts := [one for one in found if one])}
    return {"id": key, "schema": schema, "properties": {name: told[name] for name in told if name not in NEVER}}


def thing_of(record_type: RecordType, declared: Interchange, record: Any, withheld: frozenset[str]) -> Entity:
    """The record itself: what its type declares, its names, how it may be handled."""
    schema = declared.schema_of(record)
    told: dict[str, list[str]] = {}
    for name, property_ in schema.properties.items():
        if name not in withheld:
            texts = [text for text in texts_of(record_type, record, name) if text in KNOWN.get(property_, (text,))]
            told[property_] = told.get(property_, []) + texts
    names = _names(declared, record, withheld)
    return entity(str(record.pk), schema.name, **told | names | _handling(record_type, record))


def _names(declared: Interchange, record: Any, withheld: frozenset[str]) -> dict[str, list[str]]:
    """Each name in its own script, romanisations as aliases; without any, a title or the reference."""
    told: dict[str, list[str]] = {}
    for name in names_in_file(record, withheld):
        kind = "name" if name.is_primary else AS_NAME.get(name.kind, "alias")
        told.setdefault(kind, []).append(name.text)
        told.setdefault("alias", []).append(name.romanisation)
    if "name" not in told:
        titles = [str(getattr(record, title)) for title in declared.titles if title not in withheld]
        told["name"] = [next((title for title in titles if title), record.reference)]
    return told


def _handling(record_type: RecordType, record: Any) -> dict[str, list[str]]:
    state = capfirst(str(record_type.state_label(record.status)))
    return {
        "notes": [f"{record.reference}: {state}", marking_of(record)],
        "publisher": [str(record.originator)],
        "modifiedAt": [record.changed_at.date().isoformat()],
    }


def marking_of(record: Any) -> str:
    words = record.handling_text or HandlingCode(record.handling_code).label
    return f"{TLP(record.tlp).label} · {record.handling_code} {words}"


def place_of(record: Any) -> Iterator[Entity]:
    """The place of its event, and that it is the place of that."""
    key, country = f"{record.pk}-place", [str(record.place_country or "").lower()]
    yield entity(
        key,
        "Address",
        full=[record.place_name],
        country=country,
        state=[record.place_subdivision],
        notes=[marking_of(record)],
    )
    day = [str(record.event_date)] if record.event_date else []
    ends = {"subject": [str(record.pk)], "object": [key]}
    yield entity(f"{key}-link", "UnknownLink", role=["place of the event"], date=day, **ends)


def tie_of(record_type: RecordType, tie: Tie, record: Any, other: Any) -> Entity:
    """What a field says of two records, as an entity between them."""
    role = texts_of(record_type, record, tie.role) if tie.role else []
    ends = {tie.source: [str(record.pk)], tie.target: [str(other.pk)]}
    return entity(f"{record.pk}-{tie.field}", tie.schema, role=role, description=[marking_of(record)], **ends)


def texts_of(record_type: RecordType, record: Any, name: str) -> list[str]:
    """The value of a field as the model writes it: ISO dates, small country codes, plain numbers, codes in words."""
    value = getattr(record, name)
    if value is None or value in ("", []):
        return []
    field: Any = record_type.model._meta.get_field(name)
    if isinstance(field, CountryField):
        return [str(getattr(code, "code", code)).lower() for code in (value if field.multiple else [value])]
    labels = dict(getattr(field, "base_field", field).flatchoices)
    return [_text(one, labels) for one in (value if isinstance(value, list) else [value])]


def _text(value: Any, labels: dict[Any, Any]) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plainly(value)
    return str(labels.get(value, value))
