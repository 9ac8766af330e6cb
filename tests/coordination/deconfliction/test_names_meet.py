"""Names that two agencies log meet within seconds, across scripts, and each name is held against the others once."""

from types import SimpleNamespace
from typing import Any

import pytest

from coordination.deconfliction.matching.models import HeardName
from coordination.deconfliction.models import FoundBy
from coordination.deconfliction.naming import meet_names
from operation.access.context import acting_as, as_system
from operation.audit.models import AuditEntry
from operation.cases.deletion.actions import delete_records
from operation.cases.drafts import NameDraft
from operation.kernel.dates import parse
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.matches import holds, matches_of, sides_of
from tests.factories.records import log, log_many

BORN = parse("1988-04-17")
OUTSIDE = ("coordinator_th", "officer_kh", "observer_unodc", "stranger", "dpo", "admin")


def named(user: User, *names: str, **values: Any) -> Any:
    with acting_as(principal_of(user), channel="test"):
        return log("suspects", user, names=tuple(NameDraft(name) for name in names), **values)


def test_a_name_in_another_script_is_a_match_of_two_and_of_nobody_else(cast: SimpleNamespace) -> None:
    named(cast.officer_kh, "គង់ សំណាង", born_on=BORN)
    named(cast.officer_vn, "Kong Samnang", born_on=BORN)
    assert matches_of(cast.coordinator_kh) == []
    assert meet_names() == 2
    [match] = matches_of(cast.coordinator_kh)
    assert (match.found_by, set(match.kinds)) == (FoundBy.NAME, {"name", "born"})
    assert [one.pk for one in matches_of(cast.coordinator_vn)] == [match.pk]
    assert [who for who in OUTSIDE if matches_of(getattr(cast, who))] == []


def test_each_name_is_asked_for_once_and_again_when_it_is_another(cast: SimpleNamespace) -> None:
    named(cast.officer_kh, "គង់ សំណាង")
    assert (meet_names(), meet_names()) == (1, 0)
    named(cast.officer_vn, "Kong Samnang")
    assert (meet_names(), meet_names()) == (1, 0)
    assert len(matches_of(cast.coordinator_kh)) == 1


@pytest.mark.parametrize("marks", [{"tlp": "red"}, {"handling_code": "H2"}])
def test_a_guarded_name_tells_its_holder_alone(cast: SimpleNamespace, marks: dict[str, str]) -> None:
    guarded = {"named_readers": [cast.coordinator_kh.pk, cast.officer_kh.pk]} if "tlp" in marks else {}
    named(cast.officer_kh, "គង់ សំណាង", **marks, **guarded)
    named(cast.officer_vn, "Kong Samnang")
    meet_names()
    assert len(sides_of(cast.coordinator_kh)) == 1
    assert matches_of(cast.coordinator_vn) == []


@pytest.mark.parametrize("mark", ["red", "amber_strict"])
def test_a_name_with_a_mark_of_its_own_tells_its_holder_alone(cast: SimpleNamespace, mark: str) -> None:
    """An open record whose alias must not be guessed: the other side is not told that it agrees."""
    with acting_as(principal_of(cast.coordinator_kh), channel="test"):
        names = (NameDraft("សុខ ជា"), NameDraft("គង់ សំណាង", tlp=mark))
        log("suspects", cast.coordinator_kh, names=names, named_readers=[cast.coordinator_kh.pk])
    named(cast.officer_vn, "Kong Samnang")
    assert meet_names() == 3
    assert len(sides_of(cast.coordinator_kh)) == 1
    for who in ("coordinator_vn", "supervisor_vn", "desk_information", "director"):
        assert matches_of(getattr(cast, who)) == []


def test_another_name_or_another_birth_is_no_match(cast: SimpleNamespace) -> None:
    named(cast.officer_kh, "គង់ សំណាង", born_on=BORN)
    named(cast.officer_vn, "Nguyen Thi Lan", born_on=BORN)
    named(cast.officer_th, "Kong Samnang", born_on=parse("1961-11-02"))
    assert meet_names() == 3
    assert matches_of(cast.coordinator_kh) == []


def test_what_was_deleted_is_met_by_nothing(cast: SimpleNamespace) -> None:
    record = named(cast.officer_kh, "គង់ សំណាង")
    principal = principal_of(cast.coordinator_kh)
    with acting_as(principal, channel="test"):
        delete_records(principal=principal, records=[record], reason="logged twice")
    named(cast.officer_vn, "Kong Samnang")
    assert meet_names() == 2
    assert matches_of(cast.coordinator_vn) == []


def test_a_pair_is_one_match_by_number_and_by_name(cast: SimpleNamespace) -> None:
    holds(cast.officer_kh, names=(NameDraft("គង់ សំណាង"),))
    holds(cast.officer_vn, names=(NameDraft("Kong Samnang"),))
    meet_names()
    [match] = matches_of(cast.coordinator_vn)
    assert {"wallet", "name"} <= set(match.kinds)


def test_no_trail_names_a_person_for_what_the_system_found(cast: SimpleNamespace) -> None:
    named(cast.officer_kh, "គង់ សំណាង")
    named(cast.officer_vn, "Kong Samnang")
    before = AuditEntry.objects.count()
    meet_names()
    told = AuditEntry.objects.order_by("-pk")[: AuditEntry.objects.count() - before]
    assert {entry.actor_id for entry in told if entry.target_type.startswith("coordination.Match")} == {None}


def test_of_many_the_names_are_heard_once_they_are_committed(
    cast: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    principal = principal_of(cast.officer_kh)
    with django_capture_on_commit_callbacks(execute=True), acting_as(principal, channel="test"):
        log_many("suspects", cast.officer_kh, 60, names=(NameDraft("គង់ សំណាង"),))
        assert heard(cast) == 0
    assert heard(cast) == 60


def heard(cast: SimpleNamespace) -> int:
    with acting_as(principal_of(cast.officer_kh), channel="test"), as_system("matching"):
        return int(HeardName.objects.count())
