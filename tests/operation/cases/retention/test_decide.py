"""Keep longer, hold, purge: who decides, what is gone afterwards, what stays."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from operation.audit.models import AuditEntry
from operation.cases.drafts import NameDraft
from operation.cases.facts import CaseFact
from operation.cases.records.suspect import Suspect
from operation.cases.registry import all_types
from operation.cases.retention.actions import hold_record, keep_record, lift_hold, purge_records
from operation.cases.retention.models import LegalHold, Tombstone
from operation.cases.sharing import release_records
from operation.cases.vault.actions import write_identity
from operation.cases.vault.identity import Identity
from operation.kernel import clock
from operation.kernel.errors import NotAllowed, Refused
from operation.people.models import Country, User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.indicators.selectors import figures
from tests.factories.records import log, ready, step

As = Callable[[User], AbstractContextManager[None]]
SLUGS = [kind.slug for kind in all_types()]
KEEPING = ("operation_auditentry", "reporting_ledgerentry", "reporting_measureentry")
OUTSIDERS = ("officer_th", "protection_th", "coordinator_kh", "director", "dpo", "admin", "stranger")


@pytest.fixture
def suspect(cast: SimpleNamespace, as_: As) -> Any:
    with as_(cast.officer_th):
        return log("suspects", cast.officer_th)


def purge(record: Any, by: User, words: str = "no longer needed") -> list[Tombstone]:
    return purge_records(principal=principal_of(by), records=[record], rule="review", words=words)


def test_keeping_moves_the_review_and_edits_nothing(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.supervisor_th):
        until = keep_record(principal=principal_of(cast.supervisor_th), record=suspect, years=2, words="appeal")
        kept = Suspect.objects.get(pk=suspect.pk)
    assert until == kept.review_on == clock.today() + timedelta(days=730)
    assert (kept.version, kept.changed_by_id) == (suspect.version, suspect.changed_by_id)
    assert AuditEntry.objects.get(verb="kept longer").details == {"until": str(until), "words": "appeal"}


@pytest.mark.parametrize(("years", "words", "says"), [(0, "w", "1 to 5"), (6, "w", "1 to 5"), (1, " ", "Say why")])
def test_keeping_has_bounds_and_a_reason(
    cast: SimpleNamespace, as_: As, suspect: Any, years: int, words: str, says: str
) -> None:
    with as_(cast.coordinator_th), pytest.raises(Refused, match=says):
        keep_record(principal=principal_of(cast.coordinator_th), record=suspect, years=years, words=words)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_others_decide_nothing(cast: SimpleNamespace, as_: As, suspect: Any, who: str) -> None:
    principal = principal_of(getattr(cast, who))
    with as_(getattr(cast, who)):
        for decide in (
            lambda: keep_record(principal=principal, record=suspect, years=1, words="w"),
            lambda: hold_record(principal=principal, record=suspect, words="w"),
            lambda: lift_hold(principal=principal, record=suspect, words="w"),
            lambda: purge_records(principal=principal, records=[suspect], rule="review", words="w"),
        ):
            with pytest.raises(NotAllowed):
                decide()


def test_a_supervisor_holds_and_does_not_purge(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.supervisor_th):
        hold_record(principal=principal_of(cast.supervisor_th), record=suspect, words="trial")
        with pytest.raises(NotAllowed):
            purge(suspect, cast.supervisor_th)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_purge_leaves_a_line_and_nothing_else(cast: SimpleNamespace, as_: As, slug: str) -> None:
    with as_(cast.coordinator_th):
        principal = principal_of(cast.coordinator_th)
        record = ready(log(slug, cast.coordinator_th), cast.coordinator_th)
        release_records(principal=principal, records=[record], to=[cast.officer_kh.organisation], purpose="joint")
        if slug == "rescued-laborers":
            write_identity(principal=principal, record=record, identity=Identity(names=(NameDraft("ก"),)))
        (stone,) = purge(record, cast.coordinator_th, "logged for a drill")
        assert not type(record).objects.filter(pk=record.pk).exists()
        assert not CaseFact.objects.filter(pk=record.pk).exists()
        assert (stone.reference, stone.originator_id, stone.purged_by_id) == (
            record.reference,
            record.originator_id,
            cast.coordinator_th.pk,
        )
    assert AuditEntry.objects.get(verb="purged").details == {"rule": "review", "words": "logged for a drill"}
    for who in ("coordinator_th", "protection_th", "coordinator_kh"):
        with as_(getattr(cast, who)):
            assert rows_about(record) == ({"operation_tombstone": 1} if who.endswith("th") else {})


def rows_about(record: Any) -> dict[str, int]:
    """Tables in which the record's key or reference stands, in the present context.

    The trail says what was done; the ledger and the account of measures keep the bare key.
    """
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tablename ~ '^(operation|reporting)_'")
        for (table,) in [row for row in cursor.fetchall() if row[0] not in KEEPING]:
            cursor.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s OR t::text LIKE %s",
                [f"%{record.pk}%", f"%{record.reference}%"],
            )
            if count := cursor.fetchone()[0]:
                found[table] = count
    return found


def test_nothing_under_legal_hold_is_purged(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    principal = principal_of(cast.coordinator_th)
    with as_(cast.coordinator_th):
        other = log("suspects", cast.coordinator_th)
        hold_record(principal=principal, record=suspect, words="trial")
        with pytest.raises(Refused, match="under legal hold already"):
            hold_record(principal=principal, record=suspect, words="trial")
        with pytest.raises(Refused, match="is under legal hold"):
            purge_records(principal=principal, records=[other, suspect], rule="review", words="w")
        with pytest.raises(DatabaseError, match="under legal hold"), transaction.atomic(), connection.cursor() as raw:
            raw.execute("SELECT case_erase('operation_suspect', %s, true)", [suspect.pk])
        assert Suspect.objects.count() == 2
        lift_hold(principal=principal, record=suspect, words="judgment is final")
        with pytest.raises(Refused, match="no legal hold"):
            lift_hold(principal=principal, record=suspect, words="again")
        purge_records(principal=principal, records=[other, suspect], rule="review", words="w")
        assert Suspect.objects.count() == 0
        assert [hold.lifted_by_id for hold in LegalHold.objects.all()] == [cast.coordinator_th.pk]


def test_figures_stay_as_they_were_counted(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    def arrests() -> Any:
        total = figures(principal_of(cast.coordinator_th), Operation.objects.get(code="seagull")).total("P02")
        return total and total.total

    with as_(cast.coordinator_th):
        step(suspect, "arrest", cast.coordinator_th, date(2024, 10, 1))
        assert arrests() == 1
        purge(Suspect.objects.get(pk=suspect.pk), cast.coordinator_th)
        assert arrests() == 1


def test_what_referred_to_it_no_longer_does(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.coordinator_th):
        group = log("syndicates", cast.coordinator_th)
        member = log("suspects", cast.coordinator_th, syndicate=group)
        purge(group, cast.coordinator_th)
        assert Suspect.objects.get(pk=member.pk).syndicate_id is None


@pytest.mark.parametrize("last", ["acquit", "eliminate"])
def test_whoever_is_cleared_is_due_by_the_national_rule(
    cast: SimpleNamespace, as_: As, suspect: Any, last: str
) -> None:
    Country.objects.filter(pk="TH").update(purge_after_days=30)
    day = date(2024, 10, 1)
    with as_(cast.officer_th):
        for name in ("arrest", "prosecute", "acquit") if last == "acquit" else ("eliminate",):
            suspect = step(suspect, name, cast.officer_th, day)
        assert Suspect.objects.get(pk=suspect.pk).review_on == date(2024, 10, 31)
        other = log("suspects", cast.officer_th)
        other = step(other, "arrest", cast.officer_th, day)
        assert other.review_on > date(2028, 1, 1)


def test_tombstones_stay(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.coordinator_th):
        purge(suspect, cast.coordinator_th)
        for change in (Tombstone.objects.all().delete, lambda: Tombstone.objects.update(words="")):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
    with as_(cast.coordinator_kh):
        assert Tombstone.objects.count() == 0
