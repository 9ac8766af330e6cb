"""Before a request leaves, everybody on it is looked at once more; a refused one is asked again once at a time."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from coordination.removals import answering, asking, naming
from coordination.removals.models import Removal
from coordination.removals.policies import MARKED, may_explain, may_list, may_prepare, may_step
from operation.access.handling import TLP, HandlingCode
from operation.access.roles import PERMISSIONS, Role
from operation.audit.models import AuditEntry
from operation.cases.drafts import NameDraft
from operation.cases.records.suspect import Suspect
from operation.cases.sharing import recall_records, release_records
from operation.kernel.dates import parse
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories import removals
from tests.factories.records import log, ready
from tests.factories.removals import fresh, held, order, people, taken

As = Callable[[User], AbstractContextManager[None]]
ON = date(2024, 10, 10)


def unsendable(removal: Removal, by: User) -> str:
    """Why it is not sent; nothing was told then."""
    with pytest.raises(Refused) as refusal:
        taken(removal, by, asking.send_removal, ON)
    assert fresh(removal, by).state == "draft"
    assert not AuditEntry.objects.filter(verb="disclosed for removal").exists()
    return " ".join(refusal.value.messages)


def take_off(removal: Removal, by: User, as_: As) -> None:
    current = fresh(removal, by)
    with as_(by):
        naming.take_off(
            principal=principal_of(by),
            removal=current,
            version=current.version,
            person=people(removal, by)[0].pk,
            why="not any more",
        )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"tlp": TLP.RED, "named_readers": "nobody else"}, "not among those"),
        ({"tlp": TLP.AMBER_STRICT}, "marked stricter"),
        ({"handling_code": HandlingCode.H2}, "stricter handling code"),
        ({"treated_as_child": True}, "may be under 18"),
        ({"born_on": parse("2015-01-01")}, "may be under 18"),
    ],
)
def test_what_changed_since_the_listing_stops_it(
    values: dict[str, Any], words: str, cast: SimpleNamespace, as_: As
) -> None:
    removal, by = removals.begun(cast, persons=2), cast.coordinator_kh
    [person, _other] = people(removal, by)
    given = values | ({"named_readers": [cast.protection_kh.pk]} if "named_readers" in values else {})
    with as_(cast.protection_kh):
        Suspect.objects.filter(pk=person.asking_record).update(**given)
    told = unsendable(removal, by)
    assert words in told
    assert told.startswith(f"«{person.name}»")
    assert told.endswith("Take the person off the list.")
    take_off(removal, by, as_)
    assert taken(removal, by, asking.send_removal, ON).heads == 1


def test_what_was_recalled_since_is_not_passed_on(cast: SimpleNamespace, as_: As) -> None:
    kh, vn = cast.coordinator_kh, cast.coordinator_vn
    removal = removals.begun(cast, persons=0)
    with as_(vn):
        record = ready(held(vn), vn)
        release_records(principal=principal_of(vn), records=[record], to=[kh.organisation], purpose="inquiry")
    current = fresh(removal, kh)
    with as_(kh):
        naming.list_person(principal=principal_of(kh), removal=current, version=current.version, record=record.pk)
    with as_(vn):
        recall_records(principal=principal_of(vn), records=[record], from_=[kh.organisation], reason="wrong unit")
    assert "not among those" in unsendable(removal, kh)


def test_words_of_h3_that_came_since_are_confirmed_first(cast: SimpleNamespace, as_: As) -> None:
    kh, vn = cast.coordinator_kh, cast.coordinator_vn
    removal = removals.begun(cast, persons=0)
    with as_(vn):
        record = ready(held(vn), vn)
        release_records(principal=principal_of(vn), records=[record], to=[kh.organisation], purpose="inquiry")
    current = fresh(removal, kh)
    with as_(kh):
        naming.list_person(principal=principal_of(kh), removal=current, version=current.version, record=record.pk)
    with as_(vn):
        Suspect.objects.filter(pk=record.pk).update(handling_code="H3", handling_text="ask first")
    assert "confirm its handling" in unsendable(removal, kh)


def test_a_name_that_was_marked_since_is_not_passed_on(cast: SimpleNamespace, as_: As) -> None:
    by = cast.coordinator_kh
    removal = removals.begun(cast)
    [person] = people(removal, by)
    with as_(by):
        Suspect.objects.get(pk=person.asking_record).names.update(tlp="amber_strict")
    assert "marked stricter by now" in unsendable(removal, by)


def test_who_is_asked_for_again_is_looked_at_too(cast: SimpleNamespace, as_: As) -> None:
    first, by = removals.sent(cast), cast.coordinator_kh
    taken(first, cast.coordinator_vn, answering.refuse_removal, ON, "no", ground="ongoing")
    with as_(by):
        again = asking.ask_again(principal=principal_of(by), removal=fresh(first, by))
        [person] = again.persons.all()
        Suspect.objects.filter(pk=person.asking_record).update(treated_as_child=True)
    with pytest.raises(Refused, match="Take the person off the list"):
        taken(again, by, asking.send_removal, ON)


def test_a_suspect_of_the_other_side_is_asked_for_again_as_theirs(cast: SimpleNamespace, as_: As) -> None:
    kh, vn = cast.coordinator_kh, cast.coordinator_vn
    removal = removals.begun(cast, persons=0)
    with as_(vn):
        record = ready(held(vn), vn)
        release_records(principal=principal_of(vn), records=[record], to=[kh.organisation], purpose="inquiry")
    current = fresh(removal, kh)
    with as_(kh):
        naming.list_person(principal=principal_of(kh), removal=current, version=current.version, record=record.pk)
    taken(removal, kh, asking.send_removal, ON)
    taken(removal, vn, answering.refuse_removal, ON, "no", ground="ongoing")
    with as_(kh):
        again = asking.ask_again(principal=principal_of(kh), removal=fresh(removal, kh))
    assert taken(again, kh, asking.send_removal, ON).state == "requested"
    assert [(one.asking_record, one.held_record) for one in people(again, kh)] == [(None, record.pk)]


def test_a_refused_request_is_asked_again_one_at_a_time(cast: SimpleNamespace, as_: As) -> None:
    first, by = removals.sent(cast), cast.coordinator_kh
    taken(first, cast.coordinator_vn, answering.refuse_removal, ON, "no", ground="ongoing")

    def again() -> Removal:
        with as_(by):
            return asking.ask_again(principal=principal_of(by), removal=fresh(first, by))

    made = again()
    for act in (None, asking.send_removal):
        if act:
            taken(made, by, act, ON)
        with pytest.raises(Refused, match=made.reference):
            again()
    taken(made, by, asking.withdraw_removal, ON, "found at home")
    assert again().repeats_id == first.pk


def test_only_who_asked_asks_again_and_in_the_version_that_he_saw(cast: SimpleNamespace, as_: As) -> None:
    first, by = removals.sent(cast), cast.coordinator_kh
    seen = fresh(first, by)
    taken(first, cast.coordinator_vn, answering.refuse_removal, ON, "no", ground="ongoing")
    with as_(by), pytest.raises(Conflict):
        asking.ask_again(principal=principal_of(by), removal=seen)
    vn = cast.coordinator_vn
    with as_(vn), pytest.raises(NotAllowed):
        asking.ask_again(principal=principal_of(vn), removal=fresh(first, vn))


def test_nobody_steps_in_what_he_does_not_read(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PERMISSIONS, "record.read_strict", frozenset({Role.COORDINATOR}))
    removal = removals.sent(cast, tlp="amber_strict")
    asked = principal_of(cast.supervisor_vn)
    for verdict in (
        may_step(asked, removal, "acknowledge"),
        may_list(asked, removal),
        may_prepare(asked, removal),
        may_explain(asked, removal),
        may_step(principal_of(cast.supervisor_kh), removal, "withdraw"),
    ):
        assert verdict is MARKED
    assert may_step(principal_of(cast.coordinator_vn), removal, "acknowledge") is True
    seen = order(removal, cast.supervisor_vn, ON)
    with pytest.raises(NotAllowed):
        answering.acknowledge_removal(order=seen)


def test_a_marked_name_that_was_not_copied_stops_nobody(cast: SimpleNamespace, as_: As) -> None:
    removal, by = removals.begun(cast, persons=0), cast.coordinator_kh
    current = fresh(removal, by)
    with as_(by):
        names = (NameDraft("ចាន់ គំរូ"), NameDraft("សម្ងាត់", kind="alias", tlp="amber_strict"))
        record = log("suspects", by, names=names)
        naming.list_person(principal=principal_of(by), removal=current, version=current.version, record=record.pk)
    assert taken(removal, by, asking.send_removal, ON).state == "requested"
