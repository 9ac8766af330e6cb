"""Custody: from hand to hand without a gap, set-wise; corrections are rows that are added."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from operation.access.principal import Principal
from operation.audit.models import AuditEntry
from operation.cases.base import CaseRecord
from operation.cases.custody.actions import HandoverDraft, correct_handover, hand_over
from operation.cases.custody.selectors import chain_of, chains_of
from operation.cases.erasure import erase_record
from operation.cases.registry import all_types
from operation.cases.sharing import release_records
from operation.kernel import clock
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, log_many

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
HELD = [known.slug for known in all_types() if known.custody]
AT = datetime(2024, 9, 20, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SEIZURE = HandoverDraft("Patrol 4", AT, "Mae Sai", "storage", seal="0001", given_by="a vehicle")
STORE = HandoverDraft("Evidence room 2", AT + DAY, "Chiang Rai", "storage", seal="0001")
COURT = HandoverDraft("Court registry", AT + DAY * 2, "Chiang Rai", "court", seal="0002")
FORM = {"on_0": "2024-09-20", "on_1": "gregorian", "hour": "10:30", "place": "Mae Sai", "purpose": "storage"}


@pytest.fixture
def officer(cast: SimpleNamespace) -> Principal:
    return principal_of(cast.officer_th)


@pytest.fixture
def asset(cast: SimpleNamespace, as_: As) -> Any:
    with as_(cast.officer_th):
        return log("seized-assets", cast.officer_th)


def give(principal: Principal, record: CaseRecord, *drafts: HandoverDraft) -> None:
    for draft in drafts:
        chain = chain_of(record)
        after = chain[-1].key if chain else None
        hand_over(principal=principal, records=[record], draft=draft, after=[after])


def told(record: CaseRecord) -> list[tuple[str, str]]:
    return [(entry.now.given_by, entry.now.taken_by) for entry in chain_of(record)]


def test_each_hand_over_begins_where_the_last_one_ended(
    cast: SimpleNamespace, as_: As, officer: Any, asset: Any
) -> None:
    with as_(cast.officer_th):
        give(officer, asset, SEIZURE, STORE, COURT)
        assert told(asset) == [
            ("a vehicle", "Patrol 4"),
            ("Patrol 4", "Evidence room 2"),
            ("Evidence room 2", "Court registry"),
        ]
    entries = AuditEntry.objects.filter(target_id=asset.pk, verb="handed over")
    assert [entry.details for entry in entries.order_by("at")] == [
        {"purpose": p} for p in ("storage", "storage", "court")
    ]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(STORE, at=AT - DAY), "at"),
        (replace(STORE, at=clock.now() + DAY), "at"),
        (replace(STORE, given_by="somebody else"), "given_by"),
        (replace(STORE, taken_by=""), "taken_by"),
        (replace(STORE, purpose="pleasure"), "purpose"),
        (replace(STORE, place=""), "place"),
    ],
)
def test_a_gap_is_refused(
    cast: SimpleNamespace, as_: As, officer: Any, asset: Any, draft: HandoverDraft, field: str
) -> None:
    with as_(cast.officer_th):
        give(officer, asset, SEIZURE)
        with pytest.raises(Refused) as refused:
            give(officer, asset, draft)
        assert set(refused.value.message_dict) == {field}
        assert len(chain_of(asset)) == 1


def test_a_chain_begins_with_somebody(cast: SimpleNamespace, as_: As, officer: Any, asset: Any) -> None:
    with as_(cast.officer_th), pytest.raises(Refused, match="given_by"):
        give(officer, asset, replace(SEIZURE, given_by=""))


def test_two_people_do_not_hand_over_the_same_thing(cast: SimpleNamespace, as_: As, officer: Any, asset: Any) -> None:
    with as_(cast.officer_th):
        give(officer, asset, SEIZURE)
        with pytest.raises(Conflict):
            hand_over(principal=officer, records=[asset], draft=STORE, after=[None])
        first = chain_of(asset)[0].now
        give(officer, asset, STORE)
        with pytest.raises(DatabaseError), transaction.atomic():
            type(first).objects.create(  # type: ignore[attr-defined]
                record_id=asset.pk,
                previous=first,
                given_by="Patrol 4",
                taken_by="a thief",
                at=AT,
                place="x",
                purpose="storage",
                logged_by=cast.officer_th,
            )


def test_many_go_from_their_own_holders_to_one_or_none_does(cast: SimpleNamespace, as_: As, officer: Any) -> None:
    with as_(cast.officer_th):
        phones: list[Any] = log_many("seized-assets", cast.officer_th, 30, asset_class="phone")
        give(officer, phones[0], SEIZURE)
        lasts = [chain_of(phones[0])[0].key, *[None] * 29]
        late = replace(STORE, given_by="Patrol 9", at=AT - DAY)
        with pytest.raises(Refused):
            hand_over(principal=officer, records=phones, draft=late, after=lasts)
        assert sum(map(len, chains_of(phones).values())) == 1
        fresh = phones[1:]
        hand_over(principal=officer, records=fresh, draft=replace(STORE, given_by="Patrol 9"), after=[None] * 29)
        assert {told(phone)[0] for phone in fresh} == {("Patrol 9", "Evidence room 2")}


def test_a_correction_is_a_row_in_the_place_of_another(
    cast: SimpleNamespace, as_: As, officer: Any, asset: Any
) -> None:
    with as_(cast.officer_th):
        give(officer, asset, SEIZURE, STORE)
        key = chain_of(asset)[1].key
        right = replace(STORE, taken_by="Evidence room 3")
        correct_handover(principal=officer, record=asset, entry=key, draft=right, why="misread")
        last = chain_of(asset)[1]
        assert [row.taken_by for row in last.rows] == ["Evidence room 2", "Evidence room 3"]
        assert (last.key, last.now.why, len(chain_of(asset))) == (key, "misread", 2)
        give(officer, asset, COURT)
        assert told(asset)[-1] == ("Evidence room 3", "Court registry")


def test_what_follows_is_corrected_with_it(cast: SimpleNamespace, as_: As, officer: Any, asset: Any) -> None:
    with as_(cast.officer_th):
        give(officer, asset, SEIZURE, STORE, COURT)
        first, second, _third = chain_of(asset)
        right = replace(SEIZURE, taken_by="Patrol 5", given_by="a house")
        correct_handover(principal=officer, record=asset, entry=first.key, draft=right, why="another patrol")
        assert told(asset)[:2] == [("a house", "Patrol 5"), ("Patrol 5", "Evidence room 2")]
        assert len(chain_of(asset)[1].rows) == 2
        with pytest.raises(Refused, match="behind the next"):
            late = replace(STORE, at=AT + DAY * 5)
            correct_handover(principal=officer, record=asset, entry=second.key, draft=late, why="wrong day")


def test_nothing_of_a_chain_is_changed_or_removed(cast: SimpleNamespace, as_: As, officer: Any, asset: Any) -> None:
    with as_(cast.officer_th):
        give(officer, asset, SEIZURE)
        table = chain_of(asset)[0].now._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET taken_by = 'a thief'")
            assert cursor.rowcount == 0
            cursor.execute(f"DELETE FROM {table}")
            assert cursor.rowcount == 0


def test_who_reads_the_record_reads_its_chain_and_its_originator_alone_adds(
    cast: SimpleNamespace, as_: As, officer: Any, asset: Any
) -> None:
    khmer = principal_of(cast.coordinator_kh)
    with as_(cast.officer_th):
        give(officer, asset, SEIZURE)
    with as_(cast.coordinator_kh):
        assert chain_of(asset) == []
    with as_(cast.coordinator_th):
        to = [cast.officer_kh.organisation]
        release_records(principal=principal_of(cast.coordinator_th), records=[asset], to=to, purpose="joint inquiry")
    with as_(cast.coordinator_kh):
        assert len(chain_of(asset)) == 1
        with pytest.raises(NotAllowed):
            give(khmer, asset, STORE)


def test_a_purge_takes_the_chain_along(cast: SimpleNamespace, as_: As, officer: Any, asset: Any) -> None:
    with as_(cast.officer_th):
        give(officer, asset, SEIZURE, STORE)
        table = chain_of(asset)[0].now
        correct_handover(principal=officer, record=asset, entry=chain_of(asset)[0].key, draft=SEIZURE, why="again")
        erase_record(asset)
        assert not type(table).objects.exists()  # type: ignore[attr-defined]


def test_a_type_that_nobody_holds_has_no_chain(
    cast: SimpleNamespace, as_: As, officer: Any, client_of: ClientOf
) -> None:
    with as_(cast.officer_th):
        suspect: Any = log("suspects", cast.officer_th)
        with pytest.raises(NotAllowed):
            hand_over(principal=officer, records=[suspect], draft=SEIZURE, after=[None])
        assert chain_of(suspect) == []
    thai = client_of(cast.officer_th)
    assert 'id="custody"' not in thai.get(f"/records/suspects/{suspect.pk}/").content.decode()
    assert thai.get(f"/records/suspects/{suspect.pk}/custody/new/").status_code == 404
    assert thai.get("/records/suspects/hand-over/").status_code == 404


@pytest.mark.parametrize("slug", HELD)
def test_the_pages_hand_over_and_correct(cast: SimpleNamespace, as_: As, client_of: ClientOf, slug: str) -> None:
    with as_(cast.officer_th):
        record: Any = log(slug, cast.officer_th)
    thai, page = client_of(cast.officer_th), f"/records/{slug}/{record.pk}/"
    assert "No hand-over is logged" in thai.get(page).content.decode()
    assert 'name="given_by"' in thai.get(f"{page}custody/new/").content.decode()
    begun = thai.post(f"{page}custody/new/", FORM | {"given_by": "a vehicle", "taken_by": "Patrol 4", "after": ""})
    assert begun.headers["Location"] == f"{page}#custody"
    shown = thai.get(page).content.decode()
    assert "Now with: Patrol 4" in shown
    assert 'name="given_by"' not in thai.get(f"{page}custody/new/").content.decode()
    again = thai.post(f"{page}custody/new/", FORM | {"taken_by": "Patrol 5", "after": ""})
    assert (again.status_code, "Somebody handed it over" in again.content.decode()) == (400, True)
    with as_(cast.officer_th):
        key = chain_of(record)[0].key
    correct = f"{page}custody/{key}/"
    assert "Patrol 4" in thai.get(correct).content.decode()
    body = FORM | {"given_by": "a vehicle", "taken_by": "Patrol 6", "why": "misread"}
    assert thai.post(correct, body).status_code == 302
    shown = thai.get(page).content.decode()
    assert "<s>Patrol 4</s>" in shown
    assert "Now with: Patrol 6" in shown


def test_the_time_is_that_of_the_account(cast: SimpleNamespace, as_: As, client_of: ClientOf, asset: Any) -> None:
    page = f"/records/seized-assets/{asset.pk}/custody/new/"
    client_of(cast.officer_th).post(page, FORM | {"given_by": "a", "taken_by": "b", "after": ""})
    bad = client_of(cast.officer_th).post(page, FORM | {"hour": "half past ten", "taken_by": "c"})
    assert "Write the time as 14:30." in bad.content.decode()
    with as_(cast.officer_th):
        assert chain_of(asset)[0].now.at == datetime(2024, 9, 20, 2, 30, tzinfo=UTC), (
            "of an account with Kunming's time"
        )


def test_what_is_chosen_in_the_list_goes_together(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.officer_th):
        phones: list[Any] = log_many("seized-assets", cast.officer_th, 3, asset_class="phone")
    thai, keys = client_of(cast.officer_th), [str(phone.pk) for phone in phones]
    asked = thai.get("/records/seized-assets/hand-over/", {"id": keys}).content.decode()
    assert "Hand over 3 records" in asked
    body = FORM | {"given_by": "a house", "taken_by": "Evidence room 2", "id": keys}
    assert thai.post("/records/seized-assets/hand-over/", body).status_code == 302
    with as_(cast.officer_th):
        assert {told(phone)[0] for phone in phones} == {("a house", "Evidence room 2")}


def test_the_api_reads_adds_and_corrects(cast: SimpleNamespace, client_of: ClientOf, asset: Any) -> None:
    thai, chain = client_of(cast.officer_th), f"/api/v1/seized-assets/{asset.pk}/custody/"

    def post(address: str, **body: Any) -> Any:
        return thai.post(address, body, content_type="application/json")

    given = {"taken_by": "Patrol 4", "at": "2024-09-20T10:00:00+07:00", "place": "Mae Sai", "purpose": "storage"}
    assert thai.get(chain).json() == []
    assert post(chain, **given, given_by="a vehicle").json()["after"]
    begun = post(chain, **given, given_by="a vehicle", after=None)
    assert (begun.status_code, begun.json()[0]["given_by"]) == (201, "a vehicle")
    assert post(chain, **given, after=None).status_code == 409
    key = begun.json()[0]["id"]
    assert "given_by" in post(chain, **given, given_by="another", after=key).json()
    assert "colour" in post(chain, **given, colour="red", after=key).json()
    right = post(f"{chain}{key}/correct/", **given | {"taken_by": "Patrol 5"}, given_by="a vehicle", why="misread")
    assert (right.json()[0]["taken_by"], right.json()[0]["corrected"]) == ("Patrol 5", 1)
