"""Two persons release an edition; what it is before and after, to whom (domain.md §7, trust.md 8 and 21)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from types import SimpleNamespace

import psycopg
import pytest
from django.db import connection

from operation.access.context import acting_as
from operation.access.roles import PERMISSIONS, Role
from operation.audit.models import AuditAnchor, AuditEntry
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import Appointment, User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.evaluation import actions
from reporting.evaluation.models import Edition, EditionFile, EditionSignature, ReleaseStep
from reporting.evaluation.selectors import editions, newly_released, read_file, waiting_for_second_person
from tests import database
from tests.factories.editions import asked_for, built, proposed, released
from tests.factories.people import make_cast

As = Callable[[User], AbstractContextManager[None]]


def propose(user: User, edition: Edition) -> Edition:
    return actions.propose_release(principal=principal_of(user), edition=edition)


def confirm(user: User, edition: Edition) -> Edition:
    return actions.confirm_release(principal=principal_of(user), edition=edition)


def decline(user: User, edition: Edition, reason: str = "a figure is wrong") -> Edition:
    return actions.decline_release(principal=principal_of(user), edition=edition, reason=reason)


def withdraw(user: User, edition: Edition, reason: str = "a name slipped in") -> Edition:
    return actions.withdraw_release(principal=principal_of(user), edition=edition, reason=reason)


def seen_by(user: User) -> set[Edition]:
    return set(editions(principal_of(user)))


def test_the_director_proposes_and_a_desk_confirms(cast: SimpleNamespace) -> None:
    edition = propose(cast.director, built(cast.director))
    assert edition.state == "proposed"
    assert edition.proposed_by == cast.director
    edition = confirm(cast.desk_communication, edition)
    assert edition.state == "released"
    assert edition.released_by == cast.desk_communication
    assert [step.name for step in edition.steps.all()] == ["propose", "confirm"]
    verbs = AuditEntry.objects.filter(target_id=edition.pk, verb__startswith="report_").order_by("at")
    assert [entry.verb for entry in verbs] == ["report_requested", "report_propose", "report_confirm"]


def test_a_release_is_anchored_with_it(cast: SimpleNamespace) -> None:
    edition = propose(cast.director, built(cast.director))
    before = AuditAnchor.objects.count()
    confirm(cast.desk_communication, edition)
    anchor = AuditAnchor.objects.latest("number")
    assert AuditAnchor.objects.count() == before + 1
    entry = AuditEntry.objects.get(verb="report_confirm")
    assert any(lane == entry.lane and n >= entry.n for lane, n, _hash in anchor.heads)


def test_no_other_step_takes_an_anchor(cast: SimpleNamespace) -> None:
    decline(cast.desk_communication, propose(cast.director, built(cast.director)))
    assert not AuditAnchor.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["coordinator_th", "supervisor_th", "desk_supervision", "desk_information", "observer_unodc", "dpo", "admin"],
)
def test_nobody_but_the_director_proposes(cast: SimpleNamespace, name: str) -> None:
    edition = built(cast.director)
    with pytest.raises(NotAllowed, match="director"):
        propose(getattr(cast, name), edition)


@pytest.mark.parametrize(
    "name", ["coordinator_th", "director", "desk_information", "desk_investigation", "observer_unodc", "dpo", "admin"]
)
def test_nobody_but_the_two_desks_confirms(cast: SimpleNamespace, name: str) -> None:
    edition = proposed(cast)
    for step in (confirm, decline):
        with pytest.raises(NotAllowed):
            step(getattr(cast, name), edition)


def test_a_director_who_also_holds_a_desk_is_not_the_second_person(cast: SimpleNamespace, seagull: Operation) -> None:
    Appointment.objects.create(
        user=cast.director, operation=seagull, role=Role.DESK_SUPERVISION, starts_on="2024-08-01"
    )
    edition = proposed(cast)
    with pytest.raises(NotAllowed, match="Somebody else"):
        confirm(cast.director, edition)


def test_a_declined_release_says_why_and_may_be_proposed_again(cast: SimpleNamespace) -> None:
    edition = decline(cast.desk_supervision, proposed(cast))
    assert (edition.state, edition.proposed_by) == ("built", None)
    assert [step.reason for step in edition.steps.all()] == ["", "a figure is wrong"]
    assert propose(cast.director, edition).state == "proposed"


def test_no_reason_no_decline_and_no_withdrawal(cast: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="Say why"):
        decline(cast.desk_supervision, proposed(cast), " ")
    with pytest.raises(Refused, match="Say why"):
        withdraw(cast.director, released(cast), "")


def test_a_step_from_another_state_is_a_conflict(cast: SimpleNamespace) -> None:
    edition = asked_for(cast.director)
    for step, user in ((propose, cast.director), (confirm, cast.desk_supervision), (withdraw, cast.director)):
        with pytest.raises(Conflict, match="being built"):
            step(user, edition)
    assert not ReleaseStep.objects.exists()


@pytest.mark.parametrize("audience", ["member", "observer"])
def test_before_release_only_lmlecc_sees_it(cast: SimpleNamespace, audience: str) -> None:
    outside = [cast.coordinator_th, cast.officer_kh, cast.observer_unodc, cast.dpo, cast.admin, cast.stranger]
    for edition in (asked_for(cast.director, audience), built(cast.director, audience), proposed(cast, audience)):
        assert edition in seen_by(cast.director)
        assert edition in seen_by(cast.desk_information)
        assert not any(seen_by(user) for user in outside)


def test_after_release_members_read_both_and_observers_theirs(cast: SimpleNamespace) -> None:
    for_members, for_observers = released(cast), released(cast, "observer")
    for name in ("officer_th", "supervisor_kh", "coordinator_vn", "protection_la", "dpo"):
        assert seen_by(getattr(cast, name)) == {for_members, for_observers}
    for name in ("observer_unodc", "observer_interpol"):
        assert seen_by(getattr(cast, name)) == {for_observers}
    assert seen_by(cast.admin) == seen_by(cast.stranger) == set()


def test_a_withdrawn_edition_is_gone_at_once(cast: SimpleNamespace) -> None:
    edition = withdraw(cast.director, released(cast, "observer"))
    assert edition.state == "withdrawn"
    assert seen_by(cast.observer_unodc) == seen_by(cast.coordinator_th) == set()
    with pytest.raises(Edition.DoesNotExist):
        read_file(principal_of(cast.observer_unodc), edition.pk)
    assert read_file(principal_of(cast.director), edition.pk)


def test_only_the_director_withdraws(cast: SimpleNamespace) -> None:
    edition = released(cast)
    for name in ("desk_supervision", "desk_communication", "coordinator_th", "observer_unodc"):
        with pytest.raises(NotAllowed, match="director"):
            withdraw(getattr(cast, name), edition)


def test_a_file_never_changes(cast: SimpleNamespace) -> None:
    edition = released(cast)
    with acting_as(principal_of(cast.director), channel="test"):
        assert EditionFile.objects.filter(edition=edition).exists()
        assert EditionFile.objects.filter(edition=edition).update(content=b"other") == 0
        assert EditionFile.objects.filter(edition=edition).delete()[0] == 0
    assert read_file(principal_of(cast.director), edition.pk)[1].startswith(b"%PDF")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE reporting_editionfile SET content = 'other'",
        "UPDATE reporting_editionfile SET edition_id = edition_id",
        "DELETE FROM reporting_editionfile",
    ],
)
def test_nor_by_the_hand_of_the_owner(committed: str, change: str) -> None:
    """Whom no privilege and no policy stops: the trigger does, and says why."""
    edition = released(make_cast(Operation.objects.get(code="seagull")))
    with database.owner(committed) as owner:
        with pytest.raises(psycopg.errors.RestrictViolation, match="the file of an edition never changes"):
            owner.execute(change)
        kept = owner.execute("SELECT count(*) FROM reporting_editionfile WHERE edition_id = %s", [edition.pk])
        assert kept.fetchone() == (1,)


def test_reading_the_file_is_in_the_trail(cast: SimpleNamespace, as_: As) -> None:
    edition = released(cast, "observer")
    with as_(cast.observer_unodc):
        read_file(principal_of(cast.observer_unodc), edition.pk)
    entry = AuditEntry.objects.get(verb="read_file")
    assert (entry.target_id, entry.actor_id) == (edition.pk, cast.observer_unodc.pk)
    assert entry.details == {"sha256": EditionSignature.objects.get(edition=edition).sha256}


def test_the_desks_know_what_waits_for_them(cast: SimpleNamespace, as_: As) -> None:
    edition = proposed(cast, "observer")
    assert list(waiting_for_second_person(principal_of(cast.desk_supervision))) == [edition]
    assert not waiting_for_second_person(principal_of(cast.director))
    confirm(cast.desk_supervision, edition)
    observer = principal_of(cast.observer_unodc)
    assert newly_released(observer) == [edition]
    with as_(cast.observer_unodc):
        read_file(observer, edition.pk)
    assert newly_released(observer) == []


def test_the_table_of_permissions_separates_the_two_persons() -> None:
    assert not PERMISSIONS["report.propose_release"] & PERMISSIONS["report.confirm_release"]


def test_fifty_confirm_at_the_same_time_and_one_does(committed: str) -> None:
    """One transition, one step, one entry in the trail; all others learn that it was done."""
    cast = make_cast(Operation.objects.get(code="seagull"))
    edition = proposed(cast)
    desks = [principal_of(cast.desk_supervision), principal_of(cast.desk_communication)]

    def attempt(number: int) -> str:
        try:
            with acting_as(desks[number % 2], channel="test"):
                return actions.confirm_release(principal=desks[number % 2], edition=edition).state
        except Conflict:
            return "conflict"
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        found = list(pool.map(attempt, range(50)))
    assert sorted(found) == ["conflict"] * 49 + ["released"]
    with acting_as(desks[0], channel="test"):
        assert ReleaseStep.objects.filter(name="confirm").count() == 1
    assert AuditEntry.objects.filter(verb="report_confirm").count() == 1
