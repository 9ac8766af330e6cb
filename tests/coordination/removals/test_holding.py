"""One suspect is on one removal at a time, among those that were sent; whoever is second is refused and learns no more.

Cambodia and Thailand ask, Viet Nam holds.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import date
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection

from coordination.removals import answering, asking, naming
from coordination.removals.asking import RemovalDraft
from coordination.removals.holding import ELSEWHERE, NOT_AT_PRESENT, store_held
from coordination.removals.models import Removal, RemovalPerson
from operation.access.context import acting_as
from operation.cases.sharing import release_records
from operation.kernel.errors import Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.factories import removals
from tests.factories.people import make_cast
from tests.factories.records import ready
from tests.factories.removals import fresh, held, match, people, taken

As = Callable[[User], AbstractContextManager[None]]
ON = date(2024, 10, 10)


def released(cast: SimpleNamespace) -> Any:
    """A suspect whom Viet Nam holds and shows to both others."""
    by = cast.coordinator_vn
    with acting_as(principal_of(by), channel="test"):
        record = ready(held(by), by)
        to = [cast.coordinator_kh.organisation, cast.coordinator_th.organisation]
        release_records(principal=principal_of(by), records=[record], to=to, purpose="joint inquiry")
    return record


def listed(removal: Removal, by: User, record: Any) -> RemovalPerson:
    with acting_as(principal_of(by), channel="test"):
        current = fresh(removal, by)
        return naming.list_person(
            principal=principal_of(by), removal=current, version=current.version, record=record.pk
        )


def draft_of(cast: SimpleNamespace, by: User, record: Any) -> Removal:
    """A draft to Viet Nam that names a suspect of Viet Nam's."""
    with acting_as(principal_of(by), channel="test"):
        made = asking.ask_removal(
            principal=principal_of(by),
            operation=Operation.objects.get(code="seagull"),
            to=cast.coordinator_vn.organisation,
            draft=RemovalDraft("extradition", removals.REQUEST),
        )
    listed(made, by, record)
    return fresh(made, by)


def words_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        call()
    return " ".join(refusal.value.messages)


def test_a_draft_of_the_asking_side_holds_up_nobody(cast: SimpleNamespace) -> None:
    record, vn = released(cast), cast.coordinator_vn
    drafts = [draft_of(cast, getattr(cast, f"coordinator_{code}"), record) for code in ("kh", "th")]
    asked = removals.acknowledged(cast)
    match(asked, vn, people(asked, vn)[0], record)
    assert people(asked, vn)[0].held_record == record.pk
    other = removals.acknowledged(cast)
    assert words_of(lambda: listed(other, vn, record)) == str(ELSEWHERE)
    for draft, code in zip(drafts, ("kh", "th"), strict=True):
        by = getattr(cast, f"coordinator_{code}")
        told = words_of(lambda draft=draft, by=by: taken(draft, by, asking.send_removal, ON))  # type: ignore[misc]
        assert "cannot be listed now. Take the person off the list." in told
        assert fresh(draft, by).state == "draft"


def test_who_is_second_learns_nothing_of_a_third_country(cast: SimpleNamespace) -> None:
    """Nor by what he reads, nor by the words with which he is refused."""
    record, kh, th = released(cast), cast.coordinator_kh, cast.coordinator_th
    first = taken(draft_of(cast, th, record), th, asking.send_removal, ON)
    second = draft_of(cast, kh, record)
    told = words_of(lambda: taken(second, kh, asking.send_removal, ON))
    assert told == f"«{people(second, kh)[0].name}» cannot be listed now. Take the person off the list."
    assert first.reference not in told
    taken(first, cast.coordinator_vn, answering.refuse_removal, ON, "no", ground="ongoing")
    assert taken(second, kh, asking.send_removal, ON).state == "requested"
    assert people(second, kh)[0].under_way


def test_own_removals_under_way_are_told_at_once(cast: SimpleNamespace) -> None:
    record, kh = released(cast), cast.coordinator_kh
    taken(draft_of(cast, kh, record), kh, asking.send_removal, ON)
    assert words_of(lambda: draft_of(cast, kh, record)) == str(NOT_AT_PRESENT)


def test_nobody_is_on_the_same_list_twice(cast: SimpleNamespace) -> None:
    record, kh = released(cast), cast.coordinator_kh
    draft = draft_of(cast, kh, record)
    assert "on the list already" in words_of(lambda: listed(draft, kh, record))
    own = removals.wanted(kh)
    listed(draft, kh, own)
    assert "on the list already" in words_of(lambda: listed(draft, kh, own))


def test_another_constraint_is_not_taken_for_it(cast: SimpleNamespace, as_: As) -> None:
    removal = removals.begun(cast)
    [person] = people(removal, cast.coordinator_kh)
    with as_(cast.coordinator_kh):
        copy = RemovalPerson(pk=person.pk, removal=removal, listed_by=removal.sender)
        copy._state.adding = True
        with pytest.raises(IntegrityError):
            store_held(principal_of(cast.coordinator_kh), removal, copy, None)


@pytest.fixture
def everybody(committed: str) -> SimpleNamespace:
    """The cast in a database where everything is committed for real."""
    return make_cast(Operation.objects.get(code="seagull"))


def test_of_two_who_send_at_once_one_is_refused(everybody: SimpleNamespace) -> None:
    record = released(everybody)
    users = (everybody.coordinator_kh, everybody.coordinator_th)
    drafts = [draft_of(everybody, by, record) for by in users]
    begins = Barrier(2)

    def send(by: User, draft: Removal) -> str:
        try:
            begins.wait(timeout=60)
            return str(taken(draft, by, asking.send_removal, ON).state)
        except Refused as refused:
            return " ".join(refused.messages)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(send, users, drafts))
    assert told[0] == "requested"
    assert "cannot be listed now" in told[1]
    live = [person for by, draft in zip(users, drafts, strict=True) for person in people(draft, by) if person.under_way]
    assert len(live) == 1
