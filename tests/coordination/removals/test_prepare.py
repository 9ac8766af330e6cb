"""Before the hand-over: who can be listed, the checklist, the manifest, what stands in the way of a schedule."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from coordination.removals import answering, asking, checking, handing, naming
from coordination.removals.asking import RemovalDraft
from coordination.removals.checking import Answer, ItemDraft
from coordination.removals.listing import candidates
from coordination.removals.models import Removal, RemovalPerson
from operation.audit.models import AuditEntry
from operation.cases.drafts import IdentifierDraft, NameDraft
from operation.cases.moves import move_records
from operation.cases.records.suspect import STATES as SUSPECT_STATES
from operation.cases.records.suspect import Suspect
from operation.cases.registry import by_slug
from operation.cases.sharing import release_records
from operation.cases.stepping import steps_for
from operation.cases.undoing.actions import undo_last
from operation.kernel.dates import parse
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.factories import removals
from tests.factories.records import log, step
from tests.factories.removals import check, crossing, fresh, held, item, match, order, people, taken, wanted

As = Callable[[User], AbstractContextManager[None]]
ON = date(2024, 10, 10)


def listing(removal: Removal, by: User, record: Any, as_: As) -> RemovalPerson:
    with as_(by):
        current = fresh(removal, by)
        return naming.list_person(
            principal=principal_of(by), removal=current, version=current.version, record=record.pk
        )


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        call()
    return " ".join(refusal.value.messages)


def test_a_person_is_written_as_he_stands_then(cast: SimpleNamespace, as_: As) -> None:
    by = cast.coordinator_kh
    with as_(by):
        record = log(
            "suspects",
            by,
            names=(
                NameDraft("ចាន់ គំរូ", romanisation="Chan Kumru"),
                NameDraft("សម្ងាត់", kind="alias", tlp="amber_strict"),
            ),
            identifiers=(
                IdentifierDraft("phone", "+85512345678"),
                IdentifierDraft("passport", "N0123456", country="KH"),
            ),
            born_on=parse("1990-05"),
            nationalities=["KH", "VN"],
            sex="male",
        )
    person = listing(removals.begun(cast, persons=0), by, record, as_)
    assert (person.name, person.lang, person.romanised, person.sex) == ("ចាន់ គំរូ", "km", "Chan Kumru", "male")
    assert (person.born, person.nationalities, person.document) == ("1990-05", "KH, VN", "N0123456")
    assert (person.asking_record, person.held_record) == (record.pk, None)


def test_a_name_with_a_mark_of_its_own_is_not_passed_on(cast: SimpleNamespace, as_: As) -> None:
    person = listing(removals.begun(cast, persons=0), cast.coordinator_kh, wanted(cast.coordinator_kh), as_)
    assert "សម្ងាត់" not in str(vars(person))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"treated_as_child": True}, "may be under 18"),
        ({"born_on": parse("2015-01-01")}, "may be under 18"),
        ({"tlp": "amber_strict"}, "marked stricter"),
        ({"handling_code": "H2"}, "stricter handling code"),
    ],
)
def test_who_is_not_listed(values: dict[str, Any], words: str, cast: SimpleNamespace, as_: As) -> None:
    by = cast.coordinator_kh
    removal = removals.begun(cast, persons=0)
    with as_(by):
        record = log("suspects", by, **values)
    assert words in refused(lambda: listing(removal, by, record, as_))


def test_what_a_third_country_released_is_not_passed_on(cast: SimpleNamespace, as_: As) -> None:
    removal = removals.begun(cast, persons=0)
    with as_(cast.coordinator_th):
        record = log("suspects", cast.coordinator_th)
        to = [cast.coordinator_kh.organisation]
        release_records(principal=principal_of(cast.coordinator_th), records=[record], to=to, purpose="joint inquiry")
    with as_(cast.coordinator_kh):
        assert record.pk in {one.pk for one in Suspect.objects.visible_to(principal_of(cast.coordinator_kh))}
        assert candidates(principal_of(cast.coordinator_kh), removal) == []
    assert "not among those" in refused(lambda: listing(removal, cast.coordinator_kh, record, as_))


def test_a_suspect_is_found_by_reference_and_by_name(cast: SimpleNamespace, as_: As) -> None:
    by, removal = cast.coordinator_kh, removals.begun(cast, persons=0)
    one, other = wanted(by, "ចាន់ គំរូ"), wanted(by, "សុខ ឧទាហរណ៍")
    with as_(by):
        principal = principal_of(by)
        assert {found.pk for found in candidates(principal, removal)} == {one.pk, other.pk}
        assert [found.pk for found in candidates(principal, removal, one.reference[-6:])] == [one.pk]
        assert [found.pk for found in candidates(principal, removal, "សុខ")] == [other.pk]


def test_each_disclosure_is_in_the_trail_with_its_recipient(cast: SimpleNamespace) -> None:
    removal = removals.begun(cast)
    [person] = people(removal, cast.coordinator_kh)
    assert not AuditEntry.objects.filter(verb="disclosed for removal").exists()
    taken(removal, cast.coordinator_kh, asking.send_removal, ON)
    entry = AuditEntry.objects.get(verb="disclosed for removal")
    assert (entry.target_id, entry.details["to"]) == (person.asking_record, [cast.coordinator_vn.organisation.code])


def test_what_the_asked_side_adds_is_told_to_the_asking_one(cast: SimpleNamespace, as_: As) -> None:
    removal, by = removals.acknowledged(cast), cast.coordinator_vn
    person = listing(removal, by, held(by), as_)
    assert (person.asking_record, person.held_record is None) == (None, False)
    entry = AuditEntry.objects.filter(verb="disclosed for removal", target_id=person.held_record).get()
    assert entry.details["to"] == [cast.coordinator_kh.organisation.code]
    assert fresh(removal, by).heads == 2


def test_the_list_is_shut_in_time(cast: SimpleNamespace, as_: As) -> None:
    removal = removals.sent(cast)
    for by in (cast.coordinator_kh, cast.coordinator_vn):
        record = held(by)
        assert "cannot be changed" in refused(partial(listing, removal, by, record, as_))


def test_one_suspect_is_on_one_removal_at_a_time(cast: SimpleNamespace, as_: As) -> None:
    by = cast.coordinator_vn
    first, second, record = removals.acknowledged(cast), removals.acknowledged(cast), held(by)
    listing(first, by, record, as_)
    assert "another removal" in refused(lambda: listing(second, by, record, as_))
    taken(first, by, answering.refuse_removal, ON, "no", ground="ongoing")
    assert listing(second, by, record, as_).held_record == record.pk


def test_in_custody_needs_an_own_suspect_who_is(cast: SimpleNamespace, as_: As) -> None:
    by = cast.coordinator_vn
    removal = taken(removals.acknowledged(cast), by, answering.locate_persons, date(2024, 10, 3))
    [person] = people(removal, by)

    def hold() -> object:
        return taken(removal, by, answering.hold_persons, date(2024, 10, 4))

    assert "has no suspect of yours" in refused(hold)
    with as_(by):
        free = log("suspects", by)
    match(removal, by, person, free)
    assert "is not in custody" in refused(hold)
    match(removal, by, person, held(by))
    assert hold().state == "in_custody"  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["legal_basis", "non_refoulement", "victim_screening", "consular_contact"])
def test_each_question_stands_in_the_way(kind: str, cast: SimpleNamespace) -> None:
    """Unanswered or «no», nobody is scheduled; consular contact may be declined."""
    by, removal = cast.coordinator_vn, removals.granted(cast)
    [person] = people(removal, by)
    item(removal, by)

    def schedule() -> object:
        return taken(removal, by, answering.schedule_removal, ON, crossing=crossing())

    assert "not cleared" in refused(schedule)
    check(removal, by, person, **{kind: "no"})
    assert "not cleared" in refused(schedule)
    if kind == "consular_contact":
        check(removal, by, person, **{kind: "declined"})
    else:
        check(removal, by, person)
    assert schedule().state == "scheduled"  # type: ignore[attr-defined]


def test_an_answer_needs_words_and_a_day(cast: SimpleNamespace, as_: As) -> None:
    by, removal = cast.coordinator_vn, removals.granted(cast)
    [person] = people(removal, by)
    wrong = {
        "legal_basis": Answer("yes", " ", ON),
        "non_refoulement": Answer("yes", "seen", None),
        "victim_screening": Answer("declined", "seen", ON),
        "consular_contact": Answer("yes", "seen", date(2099, 1, 1)),
        "weather": Answer("yes", "seen", ON),
    }
    with as_(by), pytest.raises(Refused) as refusal:
        current = fresh(removal, by)
        checking.answer_checks(
            principal=principal_of(by), removal=current, version=current.version, person=person.pk, answers=wrong
        )
    assert set(refusal.value.message_dict) == set(wrong)


def test_a_schedule_needs_escort_crossing_time_and_zone(cast: SimpleNamespace) -> None:
    by, removal = cast.coordinator_vn, removals.granted(cast)
    [person] = people(removal, by)
    check(removal, by, person)
    assert "Nobody escorts" in refused(lambda: taken(removal, by, answering.schedule_removal, ON, crossing=crossing()))
    item(removal, by)
    yesterday = datetime.now(UTC) - timedelta(days=2)
    for wrong, words in (
        (crossing(place=" "), "which border crossing"),
        (crossing(zone="Asia/Nowhere"), "time zone"),
        (crossing(at=None), "at what time"),
        (crossing(at=yesterday), "not past"),
    ):
        told = refused(partial(taken, removal, by, answering.schedule_removal, ON, crossing=wrong))
        assert words in told


def test_a_suspect_waits_from_the_schedule_on_and_nobody_takes_that_step_himself(
    cast: SimpleNamespace, as_: As
) -> None:
    by = cast.coordinator_vn
    removals.scheduled(cast)
    with as_(by):
        record = Suspect.objects.get(originator=by.organisation)
        assert (record.status, record.status_on) == ("removal_pending", ON)
        names = {step.name for step in steps_for(principal_of(by), by_slug("suspects"), record)}  # type: ignore[arg-type]
        assert names == {"decease"}
        with pytest.raises(NotAllowed):
            undo_last(principal=principal_of(by), record=record, version=record.version, reason="mistake")
        arrest, stay = SUSPECT_STATES.named("arrest"), SUSPECT_STATES.named("stay")
        assert arrest
        assert stay
        with pytest.raises(LookupError):
            move_records(principal=principal_of(by), records=[record], step=arrest, on=ON, because="x")
        assert move_records(principal=principal_of(by), records=[], step=stay, on=ON, because="x") == []


@pytest.mark.parametrize("name", ["withdraw", "lapse"])
def test_what_comes_to_nothing_gives_everybody_back(name: str, cast: SimpleNamespace, as_: As) -> None:
    removal = removals.scheduled(cast)
    by = cast.coordinator_kh if name == "withdraw" else cast.coordinator_vn
    action = asking.withdraw_removal if name == "withdraw" else answering.lapse_removal
    assert "Say why" in refused(lambda: taken(removal, by, action, date(2024, 10, 12)))
    ended = taken(removal, by, action, date(2024, 10, 12), "not needed any more")
    assert ended.state == {"withdraw": "withdrawn", "lapse": "lapsed"}[name]
    with as_(cast.coordinator_vn):
        assert Suspect.objects.get(originator=cast.coordinator_vn.organisation).status == "detained"
    entry = AuditEntry.objects.get(verb="stay")
    assert (entry.actor_id, entry.details["because"]) == (cast.coordinator_vn.pk, removal.reference)
    assert entry.channel == ("removal" if name == "withdraw" else "test")


def test_whoever_was_accused_stays_accused(cast: SimpleNamespace, as_: As) -> None:
    by = cast.coordinator_vn
    removal = taken(removals.acknowledged(cast), by, answering.locate_persons, date(2024, 10, 3))
    [person] = people(removal, by)
    with as_(by):
        record = step(held(by), "prosecute", by, date(2024, 9, 25))
    match(removal, by, person, record)
    removal = taken(removal, by, answering.hold_persons, date(2024, 10, 4))
    removal = taken(removal, by, answering.grant_removal, date(2024, 10, 5), "granted")
    check(removal, by, person)
    item(removal, by)
    removal = taken(removal, by, answering.schedule_removal, ON, crossing=crossing())
    taken(removal, by, answering.lapse_removal, ON, "the time limit ran out")
    with as_(by):
        assert Suspect.objects.get(pk=record.pk).status == "prosecuted"


def test_taken_off_stays_written_and_stays_behind(cast: SimpleNamespace, as_: As) -> None:
    by, removal = cast.coordinator_vn, removals.scheduled(cast, persons=2)
    first, second = people(removal, by)

    def off(person: RemovalPerson, why: str) -> object:
        with as_(by):
            current = fresh(removal, by)
            return naming.take_off(
                principal=principal_of(by), removal=current, version=current.version, person=person.pk, why=why
            )

    assert "Say why" in refused(lambda: off(first, " "))
    off(first, "in hospital")
    assert "not on the list" in refused(lambda: off(first, "again"))
    assert fresh(removal, by).heads == 1
    with as_(by):
        assert Suspect.objects.get(pk=first.held_record).status == "detained"
        assert Suspect.objects.get(pk=second.held_record).status == "removal_pending"


def test_a_no_after_the_schedule_stops_that_person(cast: SimpleNamespace) -> None:
    by, removal = cast.coordinator_vn, removals.scheduled(cast, persons=2)
    first, second = people(removal, by)
    check(removal, by, first, victim_screening="no")
    everybody = [first.pk, second.pk]
    told = refused(lambda: taken(removal, by, handing.hand_over_persons, removals.HANDED_ON, persons=everybody))
    assert "victim screening" in told
    handed = taken(removal, by, handing.hand_over_persons, removals.HANDED_ON, persons=[second.pk])
    assert handed.heads_sent == 1


def test_the_manifest_is_written_while_it_is_prepared(cast: SimpleNamespace, as_: As) -> None:
    by, removal = cast.coordinator_vn, removals.cleared(cast)
    item(removal, by, "Hộ chiếu", "document")
    with as_(by):
        [_escort, passport] = sorted(removal.items.all(), key=lambda one: one.created_at)
        current = fresh(removal, by)
        checking.remove_item(principal=principal_of(by), removal=current, version=current.version, item=passport.pk)
        assert removal.items.count() == 1
        for draft, words in ((ItemDraft("weapon", "x"), "Choose what"), (ItemDraft("escort", " "), "Write the name")):
            current = fresh(removal, by)
            shared = {"principal": principal_of(by), "removal": current, "version": current.version}
            told = refused(partial(checking.add_item, draft=draft, **shared))  # type: ignore[arg-type]
            assert words in told
    sent = removals.sent(cast)
    assert "between the acknowledgement" in refused(lambda: item(sent, by))


def test_a_request_says_of_whom_and_why(cast: SimpleNamespace, as_: As) -> None:
    by = cast.coordinator_kh
    operation = Operation.objects.get(code="seagull")
    draft = RemovalDraft("extradition", " ", handling_code="H3")
    with as_(by), pytest.raises(Refused) as refusal:
        asking.ask_removal(principal=principal_of(by), operation=operation, to=by.organisation, draft=draft)
    assert set(refusal.value.message_dict) == {"to", "request", "handling_text"}


def test_a_request_without_a_person_is_not_sent(cast: SimpleNamespace) -> None:
    removal = removals.begun(cast, persons=0)
    assert "at least one person" in refused(lambda: taken(removal, cast.coordinator_kh, asking.send_removal, ON))


def test_only_a_refused_request_is_asked_again(cast: SimpleNamespace, as_: As) -> None:
    removal, by = removals.sent(cast), cast.coordinator_kh
    with as_(by):
        told = refused(lambda: asking.ask_again(principal=principal_of(by), removal=fresh(removal, by)))
    assert "Only a refused request" in told


def test_days_run_forward_and_not_into_the_future(cast: SimpleNamespace) -> None:
    removal, by = removals.sent(cast), cast.coordinator_vn
    assert "run backwards" in refused(lambda: taken(removal, by, answering.acknowledge_removal, date(2024, 9, 30)))
    assert "in the future" in refused(lambda: taken(removal, by, answering.acknowledge_removal, date(2099, 1, 1)))
    assert "not possible from there" in refused(lambda: taken(removal, by, answering.hold_persons, ON))
    assert "ground" in refused(lambda: taken(removal, by, answering.refuse_removal, ON, "no", ground="weather"))


def test_who_saw_an_older_version_is_told(cast: SimpleNamespace, as_: As) -> None:
    removal, by = removals.sent(cast), cast.coordinator_vn
    seen = order(removal, by, ON)
    taken(removal, by, answering.acknowledge_removal, ON)
    with as_(by), pytest.raises(Conflict):
        answering.refuse_removal(order=seen, ground="ongoing")


def test_a_suspect_is_found_by_his_name_as_it_is_written(cast: SimpleNamespace, as_: As) -> None:
    """With its marks, without them, in part; and by nothing that he is not called."""
    by, removal = cast.coordinator_vn, removals.acknowledged(cast)
    record = removals.held(by, "Trần Văn Mẫu")
    with as_(by):
        for text in ("Trần Văn", "tran van mau", "TRẦN"):
            assert [one.pk for one in candidates(principal_of(by), removal, text) if one.pk == record.pk], text
        assert candidates(principal_of(by), removal, "Nguyễn") == []
