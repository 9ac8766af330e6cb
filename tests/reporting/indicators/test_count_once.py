"""A person or thing that two countries confirmed to be the same counts once; the claims stay, and it can be undone."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from coordination.deconfliction.keeping import FIGURES
from coordination.deconfliction.models import Outcome
from operation.access.context import acting_as, as_system
from operation.cases.actions import amend_records
from operation.cases.deletion.actions import delete_records
from operation.cases.drafts import RecordDraft
from operation.cases.erasure import erase_content
from operation.cases.merging.actions import combine_records, separate_records
from operation.cases.reclassification.actions import reclassify_suspect
from operation.cases.records.suspect import Suspect
from operation.kernel import clock
from operation.kernel.models import new_id
from operation.people.models import Country, User
from operation.people.selectors import principal_of
from operation.plan.models import ActionDay, Operation
from reporting.indicators.actions import settle_joint_claim
from reporting.indicators.models import LedgerEntry, Source, Standing
from reporting.indicators.rules.p02 import P02
from reporting.indicators.selectors import figures
from reporting.recounting.comparing import differences, kept
from reporting.recounting.recount import recount
from tests.coordination.deconfliction.test_disclose import agree, propose
from tests.factories import removals
from tests.factories.matches import EMAIL, PHONE, WALLET, holds, matches_of
from tests.factories.records import step
from tests.factories.returns import noon, verified

As = Callable[[User], AbstractContextManager[None]]
DAY = "2024-09-10"


def arrested(by: User, *identifiers: Any, on: str = DAY, **values: Any) -> Any:
    record = holds(by, *identifiers, **values)
    with acting_as(principal_of(by), channel="test"):
        return step(record, "arrest", by, date.fromisoformat(on))


def confirm(cast: SimpleNamespace, one: str, other: str, outcome: str = Outcome.JOINT) -> Any:
    first, second = getattr(cast, f"coordinator_{one}"), getattr(cast, f"coordinator_{other}")
    [match] = [match for match in matches_of(first) if match.beyond(principal_of(first)) == second.organisation]
    return agree(second, propose(first, match, outcome))


def read(cast: SimpleNamespace, who: str = "director", code: str = "P02", on: date | None = None) -> tuple[int, ...]:
    """Sum of claims, what is claimed by two, total; how the total stands adds up."""
    reader = principal_of(getattr(cast, who))
    with acting_as(reader, channel="test"):
        found = figures(reader, Operation.objects.get(code="seagull"), on)
    claims, total = found.claims(code), found.total(code)
    if claims is None or total is None:
        return (0, 0, 0)
    assert total.total == total.verified + total.submitted + total.logged
    assert sum(one.total for one in found.by_week(code).values() if one) == total.total
    return int(claims.total), int(found.claimed_twice(code)), int(total.total)


@pytest.fixture
def both(cast: SimpleNamespace) -> tuple[Any, Any]:
    """Viet Nam arrested somebody on the 10th, Cambodia on the 18th; one wallet."""
    return arrested(cast.coordinator_vn), arrested(cast.coordinator_kh, on="2024-09-18")


@pytest.fixture(autouse=True)
def recounted(seagull: Operation) -> Any:
    """Whatever a test did, the recount agrees with the ledger."""
    yield
    assert differences(kept(seagull), recount(seagull)) == []


def test_a_match_that_is_not_confirmed_takes_nothing_off(cast: SimpleNamespace, both: Any) -> None:
    assert read(cast) == (2, 0, 2)


def test_a_confirmed_match_counts_the_person_once_and_leaves_the_claims(cast: SimpleNamespace, both: Any) -> None:
    confirm(cast, "vn", "kh")
    assert read(cast) == (2, 1, 1)
    [row] = LedgerEntry.objects.filter(source=Source.SAME)
    assert (row.record_id, row.week, row.standing) == (both[1].pk, date(2024, 9, 16), Standing.LOGGED)
    assert (int(row.delta), row.reason, row.rule_version) == (-1, "same", P02.version)


def test_taken_back_each_counts_again_and_the_past_stays_known(cast: SimpleNamespace, both: Any) -> None:
    with clock.at(noon("2024-10-01")):
        confirm(cast, "vn", "kh")
    with clock.at(noon("2024-10-08")):
        confirm(cast, "vn", "kh", Outcome.NOT_SAME)
    assert read(cast) == (2, 0, 2)
    deltas = LedgerEntry.objects.filter(source=Source.SAME).order_by("recorded_at").values_list("delta", flat=True)
    assert list(deltas) == [-1, 1]


def test_as_known_on_a_day(cast: SimpleNamespace) -> None:
    with clock.at(noon("2024-09-20")):
        arrested(cast.coordinator_vn)
        arrested(cast.coordinator_kh, on="2024-09-18")
    with clock.at(noon("2024-10-01")):
        confirm(cast, "vn", "kh")
    with clock.at(noon("2024-10-08")):
        confirm(cast, "vn", "kh", Outcome.NOT_SAME)
    days = [date(2024, 9, 30), date(2024, 10, 1), date(2024, 10, 7), date(2024, 10, 8)]
    assert [read(cast, on=day)[1] for day in days] == [0, 1, 1, 0]
    seagull = Operation.objects.get(code="seagull")
    assert [differences(kept(seagull, day), recount(seagull, day)) for day in days] == [[]] * 4


def test_over_three_countries_a_person_counts_once(cast: SimpleNamespace) -> None:
    arrested(cast.coordinator_kh, WALLET)
    arrested(cast.coordinator_vn, WALLET, PHONE)
    arrested(cast.coordinator_th, PHONE)
    confirm(cast, "vn", "kh")
    confirm(cast, "vn", "th")
    assert read(cast) == (3, 2, 1)


def test_who_is_arrested_after_the_match_is_taken_off_then(cast: SimpleNamespace, as_: As) -> None:
    arrested(cast.coordinator_vn)
    record = holds(cast.coordinator_kh)
    confirm(cast, "vn", "kh")
    assert read(cast) == (1, 0, 1)
    with as_(cast.coordinator_kh):
        step(record, "arrest", cast.coordinator_kh, date(2024, 9, 18))
    assert read(cast) == (2, 1, 1)


def test_a_deleted_claim_gives_its_place_to_the_other(cast: SimpleNamespace, as_: As, both: Any) -> None:
    confirm(cast, "vn", "kh")
    with as_(cast.coordinator_vn):
        delete_records(principal=principal_of(cast.coordinator_vn), records=[both[0]], reason="Logged twice")
    assert read(cast) == (1, 0, 1)


def test_through_a_deleted_record_the_others_are_the_same_all_the_while(cast: SimpleNamespace, as_: As) -> None:
    arrested(cast.coordinator_kh, WALLET)
    middle = arrested(cast.coordinator_vn, WALLET, PHONE)
    arrested(cast.coordinator_th, PHONE)
    confirm(cast, "vn", "kh")
    confirm(cast, "vn", "th")
    with as_(cast.coordinator_vn):
        delete_records(principal=principal_of(cast.coordinator_vn), records=[middle], reason="Logged twice")
    assert read(cast) == (2, 1, 1)


def test_a_record_that_takes_over_another_is_the_same_as_that_one_was(
    cast: SimpleNamespace, as_: As, both: Any
) -> None:
    confirm(cast, "vn", "kh")
    again = arrested(cast.coordinator_vn, PHONE, on="2024-09-19")
    assert read(cast) == (3, 1, 2)
    user = cast.coordinator_vn
    with as_(user):
        combined = combine_records(principal=principal_of(user), kept=again, other=both[0], reason="One passport")
    assert read(cast) == (2, 1, 1)
    with as_(user):
        kept_one = Suspect.objects.get(pk=again.pk)
        separate_records(principal=principal_of(user), kept=kept_one, combination=combined)
    assert read(cast) == (3, 1, 2)


def test_a_credit_is_no_claim_and_takes_nothing_off(cast: SimpleNamespace) -> None:
    arrested(cast.coordinator_vn)
    arrested(cast.coordinator_kh, place_country="VN")
    confirm(cast, "vn", "kh")
    assert read(cast) == (1, 0, 1)


def test_only_what_is_counted_in_both_is_taken_off(cast: SimpleNamespace, as_: As, both: Any) -> None:
    confirm(cast, "vn", "kh")
    with as_(cast.coordinator_kh):
        amend_records(
            principal=principal_of(cast.coordinator_kh),
            records=[both[1]],
            drafts=[RecordDraft({"attribution": "period"})],
            versions=[both[1].version],
        )
    assert read(cast) == (1, 0, 1)


def test_others_see_it_taken_off_once_both_weeks_are_verified(cast: SimpleNamespace, both: Any) -> None:
    confirm(cast, "vn", "kh")
    assert read(cast, "coordinator_th") == (0, 0, 0)
    verified(cast.coordinator_kh, cast.desk_supervision, "2024-09-18", {"P02": 4})
    assert read(cast, "coordinator_th") == (5, 0, 5)
    assert read(cast) == (6, 1, 5)
    verified(cast.coordinator_vn, cast.desk_supervision, DAY, {"P02": 0})
    assert read(cast, "coordinator_th") == read(cast) == (6, 1, 5)


def test_a_claim_in_no_return_is_taken_off_none(cast: SimpleNamespace) -> None:
    """Both weeks are verified before the arrests are logged: what others see is what was verified."""
    for who, day in (("vn", DAY), ("kh", "2024-09-18")):
        verified(getattr(cast, f"coordinator_{who}"), cast.desk_supervision, day, {"P02": 0})
    arrested(cast.coordinator_vn)
    arrested(cast.coordinator_kh, on="2024-09-18")
    confirm(cast, "vn", "kh")
    assert read(cast, "coordinator_th") == (0, 0, 0)
    assert read(cast) == (2, 1, 1)


def test_a_reclassified_suspect_gives_his_place_to_the_other(cast: SimpleNamespace, as_: As, both: Any) -> None:
    confirm(cast, "vn", "kh")
    with as_(cast.protection_vn):
        principal = principal_of(cast.protection_vn)
        reclassify_suspect(principal=principal, suspect=both[0], on=date(2024, 9, 20), words="held there")
    assert read(cast) == (1, 0, 1)


def test_what_a_purged_record_counted_stays_counted_once(cast: SimpleNamespace, as_: As, both: Any) -> None:
    confirm(cast, "vn", "kh")
    with as_(cast.coordinator_vn):
        erase_content(both[0])
    assert read(cast) == (2, 1, 1)
    with as_(cast.coordinator_kh):
        step(both[1], "detain", cast.coordinator_kh, date(2024, 9, 20))
        verified(cast.coordinator_vn, cast.desk_supervision, DAY, {"P02": 0})
    assert read(cast) == (2, 1, 1)


def test_an_asset_counts_at_the_highest_measure_that_a_country_reached(cast: SimpleNamespace, as_: As) -> None:
    money = {"amount": Decimal(900), "currency": "USD"}
    for who, days in (("vn", [("seize", DAY)]), ("kh", [("seize", DAY), ("confiscate", "2024-10-08")])):
        user = getattr(cast, f"coordinator_{who}")
        asset = holds(user, slug="seized-assets", **money)
        for name, day in days:
            with as_(user):
                asset = step(asset, name, user, date.fromisoformat(day), legal_order="No. 7")
    assert (read(cast, code="A01"), read(cast, code="A02")) == ((900, 0, 900), (900, 0, 900))
    confirm(cast, "vn", "kh")
    assert (read(cast, code="A01"), read(cast, code="A02")) == ((900, 900, 0), (900, 0, 900))


def test_who_was_received_is_no_second_person(cast: SimpleNamespace, as_: As) -> None:
    """Cambodia asked, Viet Nam had arrested and handed over; then Cambodia records an arrest of its own."""
    removal = removals.received(cast)
    [person] = removals.people(removal, cast.coordinator_kh)
    assert read(cast) == (1, 0, 1)
    with as_(cast.coordinator_kh):
        from_list = Suspect.objects.get(pk=person.asking_record)
        step(from_list, "arrest", cast.coordinator_kh, date(2024, 10, 16))
    assert read(cast) == (2, 1, 1)
    assert read(cast, code="F02") == (1, 0, 1)
    assert LedgerEntry.objects.get(source=Source.SAME).agency == cast.coordinator_kh.organisation


@pytest.fixture
def action_day(seagull: Operation) -> ActionDay:
    day = ActionDay.objects.create(
        operation=seagull, number=6, title="Joint action", held_on=date.fromisoformat(DAY), lead_id="KH"
    )
    day.countries.set(Country.objects.filter(code__in=["KH", "VN"]))
    return day


@pytest.mark.parametrize(("found", "expected"), [(0, 1), (1, 1), (2, 2)])
def test_who_is_in_a_joint_finding_and_a_match_is_taken_off_once(
    found: int, expected: int, cast: SimpleNamespace, as_: As, action_day: ActionDay
) -> None:
    for who in ("vn", "vn", "kh", "kh"):
        identifier = WALLET if not LedgerEntry.objects.filter(agency__country_id=who.upper()).exists() else None
        given = (identifier,) if identifier else (PHONE,) if who == "vn" else (EMAIL,)
        arrested(getattr(cast, f"coordinator_{who}"), *given, action_day=action_day)
    confirm(cast, "vn", "kh")
    if found:
        with as_(cast.desk_supervision):
            settle_joint_claim(
                principal=principal_of(cast.desk_supervision),
                action_day=action_day,
                indicator=P02,
                agency=cast.coordinator_kh.organisation,
                twice=Decimal(found),
                reason="Both lists compared name by name",
            )
    assert read(cast) == (4, expected, 4 - expected)


def test_the_day_where_it_happened_decides(cast: SimpleNamespace) -> None:
    """In Kunming it is the next year already; in Myanmar the last evening of the operation."""
    with clock.at(noon("2025-01-01").replace(hour=1)):
        arrested(cast.coordinator_mm, on="2024-12-31", event_date="2024-12-30")
        arrested(cast.coordinator_mm, PHONE, on="2025-01-01", event_date="2024-12-30")
    assert read(cast) == (1, 0, 1)


@pytest.mark.parametrize(("source", "added"), [("same", True), ("record", False), ("twice", False)])
def test_under_the_name_figures_rows_of_one_source_are_added(
    cast: SimpleNamespace, as_: As, both: Any, source: str, added: bool
) -> None:
    """The name opens the ledger to the counts for this, and for nothing else."""
    [row] = LedgerEntry.objects.filter(record_id=both[0].pk, indicator="P02")
    row.pk, row.source = new_id(), source
    with as_(cast.coordinator_th):
        assert not LedgerEntry.objects.exists()
        with pytest.raises(ProgrammingError) if not added else nullcontext(), as_system(FIGURES):
            LedgerEntry.objects.bulk_create([row])
            transaction.set_rollback(True)
