"""Records as a graph: each with its identifiers, the place of its event, and what ties it to others (FollowTheMoney).

A person treated as a child gives nothing at all (domain.md §4). An account or a plate is a node of its own, with the
same id wherever it stands: two suspects who use one account meet in it. Nothing is called owned that is only used.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from operation.access.handling import TLP
from operation.access.principal import Principal
from operation.cases.exporting.entities import Entity, entity, marking_of, place_of, thing_of, tie_of
from operation.cases.exporting.policies import identifiers_in_file, is_child, withheld_in_file
from operation.cases.identifying.kinds import Check, IdentifierKind
from operation.cases.interchange import Tie
from operation.cases.links.kinds import LinkKind
from operation.cases.links.selectors import SeenLink
from operation.cases.records.suspect import SyndicateRole
from operation.cases.registry import RecordType, type_of

PERSONS = ("Person", "Organization")
ASSETS = ("Asset", "BankAccount", "Vehicle", "Vessel", "RealEstate")
"""What the model takes as the asset of an owner; a crypto wallet is none there."""

OWN: dict[str, tuple[str, tuple[str, ...]]] = {
    IdentifierKind.PHONE: ("phone", PERSONS),
    IdentifierKind.EMAIL: ("email", PERSONS),
    IdentifierKind.NATIONAL_ID: ("idNumber", PERSONS),
    IdentifierKind.PASSPORT: ("passportNumber", ("Person",)),
    IdentifierKind.ACCOUNT: ("accountNumber", ("BankAccount",)),
    IdentifierKind.WALLET: ("cryptoAddress", ("CryptoWallet",)),
    IdentifierKind.PLATE: ("registrationNumber", ("Vehicle", "Vessel", "RealEstate")),
}
"""Kinds that are a property of the record itself, and the schemas that have it."""

CHECKED = frozenset({IdentifierKind.PHONE, IdentifierKind.EMAIL})
"""The model takes these only as they should be; another one stands in the notes."""

APART: dict[str, tuple[str, str]] = {
    IdentifierKind.ACCOUNT: ("BankAccount", "accountNumber"),
    IdentifierKind.WALLET: ("CryptoWallet", "cryptoAddress"),
    IdentifierKind.PLATE: ("Vehicle", "registrationNumber"),
    IdentifierKind.VIN: ("Vehicle", "registrationNumber"),
    IdentifierKind.HANDLE: ("UserAccount", "username"),
}
ROLES = dict(SyndicateRole.choices)
ISSUER = {"BankAccount": "bankName", "UserAccount": "service", "CryptoWallet": "blockchain"}


def entities_of(record_type: RecordType, record: Any, principal: Principal) -> Iterator[Entity]:
    """What a record gives; nothing for a type that never leaves this way."""
    declared = record_type.interchange
    if declared is None or is_child(record_type, record):
        return
    withheld = withheld_in_file(principal, record_type, record)
    yield from _identified(thing_of(record_type, declared, record, withheld), record, withheld)
    if record.place_name and "place_name" not in withheld:
        yield from place_of(record)
    for tie, other in ties_of(record_type, record):
        if tie.field not in withheld:
            yield tie_of(record_type, tie, record, other)
    for found in record.seen_links:
        yield from _linked(found)


def other_ends(record_type: RecordType, record: Any) -> Iterator[Any]:
    """The records at the other ends of its ties, as far as they may stand there."""
    ends = [other for _tie, other in ties_of(record_type, record)]
    ends += [found.beyond(record.pk) for found in record.seen_links]
    return (other for other in ends if leaves_as_end(other))


def ties_of(record_type: RecordType, record: Any) -> list[tuple[Tie, Any]]:
    """What its fields say of others that may stand at the end of a tie."""
    if record_type.interchange is None or is_child(record_type, record):
        return []
    told = [(tie, getattr(record, tie.field)) for tie in record_type.interchange.ties]
    return [(tie, other) for tie, other in told if other is not None and leaves_as_end(other)]


def _identified(thing: Entity, record: Any, withheld: frozenset[str]) -> Iterator[Entity]:
    """The record with its identifiers, and nodes for those that may be somebody else's as well."""
    told: dict[str, list[str]] = {}
    nodes: list[Entity] = []
    for one in identifiers_in_file(record, withheld):
        property_, schemas = OWN.get(one.kind, ("", ()))
        if thing["schema"] in schemas and (one.kind not in CHECKED or one.verdict == Check.PASS):
            told.setdefault(property_, []).append(one.normalised or one.text)
        elif one.kind in APART:
            nodes += _apart(thing, record, one)
        else:
            told.setdefault("notes", []).append(f"{one.get_kind_display()}: {one.text}")
    known = thing["properties"]
    merged = {name: list(dict.fromkeys([*known.get(name, []), *texts])) for name, texts in told.items()}
    yield entity(thing["id"], thing["schema"], **known | merged)
    yield from nodes


def _apart(thing: Entity, record: Any, one: Any) -> Iterator[Entity]:
    schema, property_ = APART[one.kind]
    number = one.normalised or one.text
    key = f"{one.kind}-{sha256(f'{one.country} {number}'.encode()).hexdigest()[:24]}"
    issuer = {ISSUER[schema]: [one.issuer]} if schema in ISSUER else {}
    country = [str(one.country or "").lower()]
    node = {property_: [number], "name": [one.text], "country": country, "notes": [marking_of(record)]}
    yield entity(key, schema, **node | issuer)
    ends = {"subject": [thing["id"]], "object": [key], "description": [marking_of(record)]}
    yield entity(f"{thing['id']}-{key}", "UnknownLink", role=[str(one.get_kind_display())], **ends)


def _linked(found: SeenLink) -> Iterator[Entity]:
    """A link, where both of its records may leave this way."""
    if not (leaves_as_end(found.subject) and leaves_as_end(found.object)):
        return
    link, schema, source, target = found.link, *_edge(found)
    words = str(ROLES.get(link.role) or link.get_kind_display())
    what = {"relationship": [words]} if schema == "Family" else {"role": [words]}
    ends = {source: [str(link.subject_id)], target: [str(link.object_id)]}
    days = {"startDate": [str(link.since or "")], "endDate": [str(link.until or "")]}
    told = [str(link.get_confidence_display()), marking_of(found.subject), marking_of(found.object)]
    yield entity(f"link-{link.pk}", schema, description=list(dict.fromkeys(told)), **what, **ends, **days)


def _edge(found: SeenLink) -> tuple[str, str, str]:
    """The schema of a link and its two ends; what the model has no word for is an unknown link with its role."""
    subject, object_ = _schema_of(found.subject), _schema_of(found.object)
    if found.link.kind == LinkKind.MEMBER and subject in PERSONS and object_ == "Organization":
        return "Membership", "member", "organization"
    if found.link.kind == LinkKind.OWNS and subject in PERSONS and object_ in ASSETS:
        return "Ownership", "owner", "asset"
    if found.link.kind == LinkKind.RELATIVE and (subject, object_) == ("Person", "Person"):
        return "Family", "person", "relative"
    return "UnknownLink", "subject", "object"


def _schema_of(record: Any) -> str:
    declared = type_of(record).interchange
    return declared.schema_of(record).name if declared else ""


def leaves_as_end(record: Any) -> bool:
    """Whether a record may stand at the end of a tie: a type with a schema, not marked RED, and no child."""
    known = type_of(record)
    return known.interchange is not None and record.tlp != TLP.RED and not is_child(known, record)
