"""The first wall alone, over returns, accounts of figures and kept pages: readers whom one clause alone stops.

As in test_first_wall.py no row-level security stands behind it.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel import clock
from operation.people.models import User
from operation.plan.models import Operation
from reporting.dashboards.models import KeptView
from reporting.evaluation.models import Edition
from reporting.indicators.models import LedgerEntry
from reporting.measures.models import MeasureEntry
from reporting.returns.models import NationalReturn
from reporting.verifying import selectors as verifying
from tests.access.test_first_wall import principal
from tests.access.things import World

DAY = date(2024, 12, 2)
OF_LEDGER = {"indicator": "P02", "week": DAY, "source": "record", "standing": "logged"}


def first_submitted(world: World, kind: str) -> datetime | None:
    found = NationalReturn.objects.with_first_submission().get(pk=world.one(f"return.{kind}").row.pk)
    return found.came  # type: ignore[attr-defined, no-any-return]


def test_a_return_came_when_it_was_submitted_first(owner_world: World) -> None:
    assert first_submitted(owner_world, "draft") is None
    steps = owner_world.one("return.queried").row.steps.filter(state="submitted")
    assert first_submitted(owner_world, "queried") == steps.get().created_at


def entered(world: World, by: User, model: Any = MeasureEntry, **values: Any) -> UUID:
    """A row of an account; the key of the record behind it."""
    given: Any = {"agency": by.organisation, "record_id": uuid4(), **values}
    given |= {MeasureEntry: {"measure": "P04", "part": "arrested"}, LedgerEntry: OF_LEDGER}[model]
    seagull = Operation.objects.get(code="seagull")
    row = model.objects.create(operation=seagull, delta=1, rule_version=1, **given)
    return UUID(str(row.record_id))


def test_what_records_add_to_measures(owner_world: World) -> None:
    rows = {entered(owner_world, by) for by in (owner_world.cast.officer_th, owner_world.cast.officer_kh)}
    everything = MeasureEntry.objects.filter(record_id__in=rows)
    no_role = replace(principal(owner_world, "officer_th"), roles=frozenset())
    people = {person: principal(owner_world, person) for person in ("director", "dpo", "officer_th", "observer_unodc")}
    seen = {
        person: set(everything.visible_to(who).values_list("agency__country_id", flat=True))
        for person, who in {**people, "no_role": no_role}.items()
    }
    assert seen == {
        "director": {"TH", "KH"},
        "officer_th": {"TH"},
        "dpo": set(),
        "observer_unodc": set(),
        "no_role": set(),
    }


@pytest.mark.parametrize("model", [LedgerEntry, MeasureEntry])
def test_as_known_is_by_the_end_of_a_day_in_kunming(owner_world: World, model: Any) -> None:
    last = clock.end_of_day(DAY) - timedelta(seconds=1)
    for at, days in ((last, (False, True, True)), (last + timedelta(seconds=1), (False, False, True))):
        key = entered(owner_world, owner_world.cast.officer_th, model, recorded_at=at)
        row = model.objects.filter(record_id=key)
        known = tuple(row.known_on(DAY + timedelta(days=more)).exists() for more in (-1, 0, 1))
        assert known == days
        assert row.known_on(None).exists()


def test_kept_pages_of_results(owner_world: World) -> None:
    cast = owner_world.cast
    for by, shared in ((cast.officer_th, False), (cast.coordinator_th, True), (cast.officer_kh, True)):
        of = {"originator": by.organisation, "owner": by, "is_shared": shared}
        KeptView.objects.create(page="results", query="line=3", name=str(by), **of)

    def seen(who: Principal) -> set[Any]:
        return set(KeptView.objects.visible_to(who).filter(page="results").values_list("owner_id", flat=True))

    officer = principal(owner_world, "officer_th")
    assert seen(officer) == {cast.officer_th.pk, cast.coordinator_th.pk}
    assert seen(principal(owner_world, "coordinator_th")) == {cast.coordinator_th.pk}
    assert seen(replace(officer, roles=frozenset())) == set()
    assert seen(replace(officer, organisation_id=uuid4())) == set(), "in another agency he leaves them behind"


def test_an_address_waits_for_what_it_asked_itself_in_the_last_minute(
    owner_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of files and marks, and of nothing else."""
    monkeypatch.setattr(verifying, "PER_ADDRESS", 2)
    with acting_as(Principal.nobody(), channel="page", address="192.0.2.77"):
        for _time in range(2):
            trail.record("another act", trail.Target(Edition._meta.label))
            assert verifying.may_ask_again()
            verifying.check_mark("no mark")
        assert not verifying.may_ask_again()
    with acting_as(Principal.nobody(), channel="page", address="192.0.2.78"):
        assert verifying.may_ask_again()
    monkeypatch.setattr(verifying, "WITHIN", timedelta(0))
    with acting_as(Principal.nobody(), channel="page", address="192.0.2.77"):
        assert verifying.may_ask_again()
