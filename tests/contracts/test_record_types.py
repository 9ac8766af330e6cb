"""Every record type keeps these promises: who reads it through which door, and that its registration is true."""

import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

from django.test import Client

from operation.access.roles import PERMISSIONS
from operation.cases.filters import filters_of
from operation.cases.form_fields import field_for
from operation.cases.registry import RecordType, all_types
from operation.cases.serializers import serializer_of
from operation.cases.sharing import recall_records, release_records
from operation.cases.values import EVENT_DATE
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.templatetags.icons import SHAPES
from tests.factories.records import ready

ClientOf = Callable[[User], Client]
As = Callable[[User], AbstractContextManager[None]]

OWN = ("officer_th", "supervisor_th", "coordinator_th", "protection_th")
COMMON = ("coordinator_kh", "officer_vn", "director", "desk_supervision", "officer_la2")
NONE = ("observer_unodc", "observer_interpol", "dpo", "admin", "stranger")
RECIPIENTS = ("coordinator_kh", "director")


def in_turn(record_type: RecordType, people: Sequence[str], count: int = 2) -> list[str]:
    """Whom a type is held against: the next ones with every type. The access matrix asks everybody of everything."""
    begin = all_types().index(record_type) * count
    return [people[(begin + place) % len(people)] for place in range(min(count, len(people)))]


def doors(record_type: RecordType, record: Any) -> dict[str, str]:
    """Every address that shows something of one record."""
    page, api = f"/records/{record_type.slug}/{record.pk}/", f"/api/v1/{record_type.slug}/{record.pk}/"
    first = record_type.states.from_state(record.status)[0].name
    more = {name: f"{page}{name}/" for name in ("edit", "share", "recall", f"step/{first}")}
    return {"page": page, "api": api} | more


def release(cast: SimpleNamespace, as_: As, record: Any, to: User) -> None:
    with as_(cast.coordinator_th):
        principal = principal_of(cast.coordinator_th)
        records = [ready(record, cast.coordinator_th)]
        release_records(principal=principal, records=records, to=[to.organisation], purpose="joint inquiry")  # type: ignore[list-item]


def recall(cast: SimpleNamespace, as_: As, record: Any) -> None:
    with as_(cast.coordinator_th):
        recall_records(principal=principal_of(cast.coordinator_th), records=[record], reason="no longer needed")


def test_the_originator_reads_it(
    cast: SimpleNamespace, client_of: ClientOf, record_type: RecordType, record: Any
) -> None:
    for reader in in_turn(record_type, OWN):
        client = client_of(getattr(cast, reader))
        listed = client.get(f"/records/{record_type.slug}/")
        assert listed.status_code == 200
        assert record.reference in listed.content.decode()
        page = client.get(doors(record_type, record)["page"])
        assert page.status_code == 200
        assert record.reference in page.content.decode()
        assert client.get(doors(record_type, record)["api"]).json()["reference"] == record.reference
        assert [one["id"] for one in client.get(f"/api/v1/{record_type.slug}/").json()["results"]] == [str(record.pk)]


def test_its_coordinator_opens_every_form(
    cast: SimpleNamespace, client_of: ClientOf, record_type: RecordType, record: Any
) -> None:
    client = client_of(cast.coordinator_th)
    for door, address in doors(record_type, record).items():
        assert client.get(address).status_code == 200, door
    assert client.get(f"/records/{record_type.slug}/new/").status_code == 200


def test_others_meet_nothing(cast: SimpleNamespace, client_of: ClientOf, record_type: RecordType, record: Any) -> None:
    for reader in in_turn(record_type, COMMON):
        client = client_of(getattr(cast, reader))
        for door, address in doors(record_type, record).items():
            assert client.get(address).status_code == 404, door
        for address in (
            f"/records/{record_type.slug}/",
            f"/api/v1/{record_type.slug}/",
            f"/records/{record_type.slug}/?id={record.pk}",
        ):
            listed = client.get(address)
            assert listed.status_code == 200
            assert record.reference not in listed.content.decode()


def test_who_has_no_part_in_records_meets_none(
    cast: SimpleNamespace, client_of: ClientOf, record_type: RecordType, record: Any
) -> None:
    for reader in in_turn(record_type, NONE):
        client = client_of(getattr(cast, reader))
        for door, address in doors(record_type, record).items():
            assert client.get(address).status_code == 404, door
        for address in ("/records/", f"/records/{record_type.slug}/", f"/records/{record_type.slug}/new/"):
            refused = client.get(address)
            assert refused.status_code == 403
            assert 'href="/records/"' not in refused.content.decode()
        assert client.get(f"/api/v1/{record_type.slug}/").status_code == 403
        assert client.post(f"/api/v1/{record_type.slug}/", {}, content_type="application/json").status_code in (
            400,
            403,
        )


def test_nobody_is_asked_to_sign_in(record_type: RecordType, record: Any) -> None:
    client = Client()
    for address in ("/records/", f"/records/{record_type.slug}/", doors(record_type, record)["page"]):
        asked = client.get(address)
        assert asked.status_code == 302
        assert asked.headers["Location"].startswith("/sign-in/")
    assert client.get(f"/api/v1/{record_type.slug}/").status_code == 401
    assert client.get(doors(record_type, record)["api"]).status_code == 401


def test_a_recipient_reads_it_until_it_is_recalled(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, record_type: RecordType, record: Any
) -> None:
    for reader in in_turn(record_type, RECIPIENTS, 1):
        user = getattr(cast, reader)
        client, doorways = client_of(user), doors(record_type, record)
        release(cast, as_, record, user)
        assert client.get(doorways["page"]).status_code == 200
        assert client.get(doorways["api"]).json()["originator"] == "th-rtp"
        assert record.reference in client.get(f"/records/{record_type.slug}/").content.decode()
        assert client.get(doorways["edit"]).status_code == 403
        assert client.get(doorways["share"]).status_code == 403
        recall(cast, as_, record)
        for door, address in doorways.items():
            assert client.get(address).status_code == 404, door
        assert record.reference not in client.get(f"/records/{record_type.slug}/").content.decode()


def test_a_recipient_is_told_of_its_own_release_alone(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, record_type: RecordType, record: Any
) -> None:
    for user in (cast.coordinator_kh, cast.coordinator_vn):
        release(cast, as_, record, user)
    told = client_of(cast.coordinator_kh).get(doors(record_type, record)["api"]).json()
    assert told["released_to"] == ["KH"]
    page = client_of(cast.coordinator_kh).get(doors(record_type, record)["page"]).content.decode()
    assert "MPS Viet Nam" not in page
    assert client_of(cast.coordinator_th).get(doors(record_type, record)["api"]).json()["released_to"] == ["KH", "VN"]


def test_what_is_hidden_answers_as_what_does_not_exist(
    cast: SimpleNamespace, client_of: ClientOf, record_type: RecordType, record: Any
) -> None:
    client = client_of(cast.coordinator_kh)
    nowhere = "018f0000-0000-7000-8000-000000000000"
    for address in doors(record_type, record).values():
        hidden, missing = client.get(address), client.get(address.replace(str(record.pk), nowhere))
        assert hidden.status_code == missing.status_code == 404
        assert words(hidden).replace(str(record.pk), nowhere) == words(missing)


def words(answer: Any) -> str:
    """What is told, without the token and the minute, which are new in every answer."""
    return re.sub(r'figures known on [^<]*|(?<=name="csrfmiddlewaretoken" value=")[^"]+', "", answer.content.decode())


def test_everything_declared_exists(cast: SimpleNamespace, record_type: RecordType) -> None:
    fields = {field.name for field in record_type.model._meta.get_fields()} | {EVENT_DATE}
    declared = {*record_type.columns, *record_type.filters, *record_type.form_fields, *record_type.personal}
    declared |= {*record_type.units, *record_type.headings} | {record_type.child_field} - {""}
    assert declared <= fields
    principal = principal_of(cast.coordinator_th)
    for name in record_type.form_fields:
        assert field_for(record_type, name, principal).label
    told = {*record_type.form_fields, *record_type.settled_fields, *record_type.columns}
    assert told <= set(serializer_of(record_type)().fields)
    assert set(filters_of(record_type).base_filters) >= {"id", "behind", "q", "status", "country"}


def test_no_filter_looks_at_what_identifies_a_person(record_type: RecordType) -> None:
    assert not set(record_type.filters) & set(record_type.personal)


def test_the_life_cycle_knows_its_states(record_type: RecordType) -> None:
    states, known = record_type.states, set(record_type.state_labels)
    mentioned = {states.initial, *states.line, *states.closed, *states.beside, *record_type.drawings}
    for step in states.transitions:
        mentioned |= {step.target, *step.sources}
        assert step.permission in PERMISSIONS
        assert {*step.needs, *([step.stamps] if step.stamps else [])} <= {
            f.name for f in record_type.model._meta.get_fields()
        }
    assert mentioned <= known
    assert set(states.beside.values()) <= set(states.line)
    assert states.line[0] == states.initial
    assert set(record_type.drawings.values()) <= set(SHAPES)
    names = [step.name for step in states.transitions]
    assert len(names) == len(set(names))


def test_every_verb_is_in_the_table_of_rights(record_type: RecordType) -> None:
    for verb in ("open", "amend", "transition", "delete"):
        assert record_type.permission(verb) in PERMISSIONS
