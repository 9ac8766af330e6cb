"""Who writes an identity, who opens it, for how long; and that nothing else gets it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from operation.audit.models import AuditEntry
from operation.cases.sharing import release_records
from operation.cases.vault.actions import OPEN_FOR, amend_identity, close_identity, open_identity, write_identity
from operation.cases.vault.identity import Identity
from operation.cases.vault.models import VaultEntry, VaultIdentity
from operation.cases.vault.selectors import open_until, read_identity, state_of
from operation.kernel.errors import NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log
from tests.operation.cases.vault.conftest import CANARY

As = Callable[[User], AbstractContextManager[None]]
COUNTRY = ("officer", "supervisor", "coordinator", "protection")
STRANGERS = ("officer_kh", "protection_kh", "protection_la", "director", "desk_supervision", "dpo", "admin", "stranger")


def sealed_rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(content) FROM operation_vaultidentity")
        return int(cursor.fetchone()[0])


def release(cast: SimpleNamespace, as_: As, record: Any, to: User) -> None:
    with as_(cast.coordinator_th):
        principal = principal_of(cast.coordinator_th)
        release_records(principal=principal, records=[record], to=[to.organisation], purpose="referral")  # type: ignore[list-item]


@pytest.mark.parametrize("who", [f"{name}_th" for name in COUNTRY])
def test_whoever_logs_laborers_writes_it(cast: SimpleNamespace, as_: As, laborer: Any, who: str) -> None:
    with as_(getattr(cast, who)):
        write_identity(principal=principal_of(getattr(cast, who)), record=laborer, identity=CANARY)
        assert state_of(laborer).held
    assert AuditEntry.objects.filter(verb="wrote identity", target_id=laborer.pk).count() == 1


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_does(cast: SimpleNamespace, as_: As, laborer: Any, who: str) -> None:
    user = getattr(cast, who)
    with as_(user), pytest.raises(NotAllowed):
        write_identity(principal=principal_of(user), record=laborer, identity=CANARY)


def test_it_is_written_once(cast: SimpleNamespace, as_: As, sealed: Any) -> None:
    with as_(cast.supervisor_th), pytest.raises(Refused, match="focal point of your agency amends it"):
        write_identity(principal=principal_of(cast.supervisor_th), record=sealed, identity=CANARY)


def test_an_empty_one_is_refused_and_one_of_documents_alone_is_taken(
    cast: SimpleNamespace, as_: As, laborer: Any
) -> None:
    principal = principal_of(cast.officer_th)
    with as_(cast.officer_th):
        with pytest.raises(Refused, match="at least a name"):
            write_identity(principal=principal, record=laborer, identity=Identity(names=()))
        write_identity(principal=principal, record=laborer, identity=Identity((), documents=CANARY.documents))
        assert state_of(laborer).held


def test_what_is_not_there_is_not_opened(cast: SimpleNamespace, as_: As, laborer: Any) -> None:
    with as_(cast.protection_th), pytest.raises(Refused, match="no identity in the vault"):
        open_identity(principal=principal_of(cast.protection_th), record=laborer, reason="safety", words="threats")


def test_each_record_has_an_identity_of_its_own(cast: SimpleNamespace, as_: As, opened: Any) -> None:
    """What is written, opened and amended of one says and changes nothing of another."""
    with as_(cast.officer_th):
        other, empty = (log("rescued-laborers", cast.officer_th) for _record in range(2))
        write_identity(principal=principal_of(cast.officer_th), record=other, identity=CANARY)
    focal, corrected = principal_of(cast.protection_th), Identity(names=CANARY.names[:1])
    with as_(cast.protection_th):
        assert [(state_of(one).held, state_of(one).openings) for one in (opened, other, empty)] == [
            (True, 1),
            (True, 0),
            (False, 0),
        ]
        assert open_until(focal, other) is None
        amend_identity(principal=focal, record=opened, identity=corrected)
        open_identity(principal=focal, record=other, reason="safety", words="threats were made")
        assert [read_identity(focal, one) for one in (opened, other)] == [corrected, CANARY]


def test_the_focal_point_reads_what_was_written(cast: SimpleNamespace, as_: As, opened: Any) -> None:
    with as_(cast.protection_th):
        assert read_identity(principal_of(cast.protection_th), opened) == CANARY
    opening = AuditEntry.objects.get(verb="opened identity", target_id=opened.pk)
    assert opening.actor_id == cast.protection_th.pk
    assert (opening.details["reason"], opening.details["words"]) == ("safety", "threats were made")
    assert AuditEntry.objects.filter(verb="read identity", target_id=opened.pk).count() == 1


@pytest.mark.parametrize("who", ["officer_th", "supervisor_th", "coordinator_th", *STRANGERS])
def test_nobody_else_opens_it(cast: SimpleNamespace, as_: As, opened: Any, who: str) -> None:
    user = getattr(cast, who)
    principal = principal_of(user)
    with as_(user):
        with pytest.raises(NotAllowed):
            open_identity(principal=principal, record=opened, reason="safety", words="let me see")
        with pytest.raises(NotAllowed):
            read_identity(principal, opened)
        assert sealed_rows() == 0


def test_a_release_of_the_record_releases_no_identity(cast: SimpleNamespace, as_: As, opened: Any) -> None:
    release(cast, as_, opened, cast.protection_kh)
    principal = principal_of(cast.protection_kh)
    with as_(cast.protection_kh):
        assert state_of(opened).openings == 1
        assert sealed_rows() == 0
        with pytest.raises(NotAllowed):
            open_identity(principal=principal, record=opened, reason="safety", words="let me see")


def test_without_a_context_the_vault_is_empty(opened: Any) -> None:
    assert sealed_rows() == VaultEntry.objects.count() == 0


def test_the_writer_may_add_and_not_look_or_change(cast: SimpleNamespace, as_: As, sealed: Any) -> None:
    with as_(cast.officer_th):
        assert sealed_rows() == 0
        assert VaultIdentity.objects.update(content=b"") == 0
    with as_(cast.protection_th):
        assert sealed_rows() == 1


@pytest.mark.parametrize("who", ["officer_kh", "protection_kh"])
def test_nobody_seals_one_for_anothers_record(cast: SimpleNamespace, as_: As, laborer: Any, who: str) -> None:
    user = getattr(cast, who)
    for originator in (user.organisation_id, laborer.originator_id):
        row = VaultIdentity(record_id=laborer.pk, originator_id=originator, key_id="k", content=b"x")
        with as_(user), pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)


def test_an_opening_needs_words(cast: SimpleNamespace, as_: As, sealed: Any) -> None:
    principal = principal_of(cast.protection_th)
    with as_(cast.protection_th):
        with pytest.raises(Refused, match="what you open it for"):
            open_identity(principal=principal, record=sealed, reason="safety", words="  ")
        assert state_of(sealed).openings == 0


def test_it_closes_after_ten_minutes(
    cast: SimpleNamespace, as_: As, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    principal, real = principal_of(cast.protection_th), timezone.now
    with as_(cast.protection_th):
        until = open_until(principal, opened)
        assert until is not None
        assert timedelta(0) < until - timezone.now() <= OPEN_FOR
        monkeypatch.setattr(timezone, "now", lambda: real() + OPEN_FOR + timedelta(seconds=1))
        with pytest.raises(NotAllowed, match="closed"):
            read_identity(principal, opened)
        with pytest.raises(NotAllowed, match="closed"):
            amend_identity(principal=principal, record=opened, identity=CANARY)


def test_it_can_be_closed_before(cast: SimpleNamespace, as_: As, opened: Any) -> None:
    principal = principal_of(cast.protection_th)
    with as_(cast.protection_th):
        close_identity(principal=principal, record=opened)
        close_identity(principal=principal, record=opened)
        with pytest.raises(NotAllowed, match="closed"):
            read_identity(principal, opened)
    assert AuditEntry.objects.filter(verb="closed identity").count() == 1


def test_it_is_open_to_one_person(cast: SimpleNamespace, as_: As, opened: Any) -> None:
    """A colleague with the same role opens it for herself, with a reason of her own."""
    colleague = User.objects.create(username="colleague", organisation=cast.protection_th.organisation)
    cast.protection_th.appointments.update(user=colleague)
    with as_(colleague), pytest.raises(NotAllowed, match="closed"):
        read_identity(principal_of(colleague), opened)


def test_a_focal_point_amends_while_it_is_open(cast: SimpleNamespace, as_: As, opened: Any) -> None:
    principal, other = principal_of(cast.protection_th), Identity(names=CANARY.names[:1], notes="corrected")
    with as_(cast.protection_th):
        amend_identity(principal=principal, record=opened, identity=other)
        assert read_identity(principal, opened) == other
        assert [entry.verb for entry in VaultEntry.objects.order_by("at", "id")] == ["written", "opened", "amended"]


def test_what_was_done_is_not_undone(cast: SimpleNamespace, as_: As, opened: Any) -> None:
    with as_(cast.protection_th):
        for change in (VaultEntry.objects.all().delete, lambda: VaultEntry.objects.update(verb="written")):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
