"""The command: once, whole, the same for the same seed, and never in production."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, Sum

from operation.access.context import acting_as
from operation.cases.records.suspect import SuspectName
from operation.cases.registry import all_types
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import ActionDay, Operation
from reporting.demo import vocabulary
from reporting.demo.loading import load
from reporting.demo.stage import Stage
from reporting.demo.writing import Size
from reporting.indicators.models import LedgerEntry
from reporting.management.commands import load_demo
from reporting.returns.models import NationalReturn

pytestmark = pytest.mark.usefixtures("nobody")

TINY = Size(syndicates=7, suspects=21, laborers=7, assets=14, others=0)
TODAY = "2024-08-29"
Content = dict[str, Any]


@pytest.fixture
def demonstration(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tiny one, three weeks after the start, with a password file of its own."""
    (tmp_path / "var").mkdir()
    settings.DEMO_TODAY, settings.BASE_DIR = TODAY, tmp_path
    monkeypatch.setattr(load_demo, "Size", lambda: TINY)


def run(**options: Any) -> str:
    out = StringIO()
    call_command("load_demo", stdout=out, **options)
    return out.getvalue()


def content(operation: Operation) -> Content:
    """All that is invented, without keys and references."""
    names, records = [], []
    for agency in ("kh", "cn", "la", "la2", "mm", "th", "vn"):
        officer = principal_of(User.objects.get(username=f"officer.{agency}"))
        with acting_as(officer, channel="test"):
            names += list(SuspectName.objects.values_list("text", "romanisation", "kind", "honorific", "created_at"))
            for record_type in all_types():
                rows = record_type.model.objects.filter(originator=officer.organisation_id)
                fields = ("status", "status_on", "event_on", "place_name", "tlp", "created_at", "changed_at", "version")
                records += list(rows.values_list("country_id", *fields))
    ledger = LedgerEntry.objects.filter(operation=operation).values_list(
        "indicator", "agency__code", "week", "source", "standing", "recorded_at"
    )
    returns = NationalReturn.objects.values_list("agency__code", "week", "state", "submitted_at", "verified_at")
    return {
        "names": sorted(names),
        "records": sorted(map(str, records)),
        "ledger": sorted(ledger.annotate(Sum("delta"), Count("pk")), key=str),
        "returns": sorted(returns, key=str),
    }


def loaded_and_taken_back(operation: Operation, seed: int) -> Content:
    with transaction.atomic():
        assert load(operation, seed=seed, size=TINY, today=date.fromisoformat(TODAY), say=lambda _line: None)
        found = content(operation)
        transaction.set_rollback(True)
    return found


@pytest.mark.long
def test_the_same_seed_gives_the_same_content_and_another_does_not(seagull: Operation, demonstration: None) -> None:
    first = loaded_and_taken_back(seagull, 7)
    assert first["names"]
    assert first["ledger"]
    assert loaded_and_taken_back(seagull, 7) == first
    assert loaded_and_taken_back(seagull, 8)["names"] != first["names"]


def test_it_says_what_there_is_then_and_is_loaded_once(seagull: Operation, demonstration: None) -> None:
    told = sum(one["slug"] == "suspects" and f"{one['on']}" < TODAY for one in vocabulary.content("cases")["record"])
    said = run(seed=7)
    assert said.startswith("August 2024\n")
    assert [line.split()[-1] for line in said.splitlines() if line.startswith("suspects")] == [
        str(TINY.suspects + told)
    ]
    assert "ledger rows" in said
    assert said.splitlines()[-1].startswith("seconds")
    assert run(if_empty=True) == ""
    with pytest.raises(CommandError, match="loaded already"):
        run()


@pytest.mark.long
def test_an_interrupted_load_leaves_nothing_and_is_taken_up_again(
    seagull: Operation, demonstration: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    play: Callable[..., None] = Stage.play
    played: list[int] = []

    def stopped(self: Stage, *args: Any) -> None:
        played.append(1)
        if len(played) == 9:
            raise KeyboardInterrupt
        play(self, *args)

    with monkeypatch.context() as patched:
        patched.setattr(Stage, "play", stopped)
        with pytest.raises(KeyboardInterrupt):
            run()
    assert not ActionDay.objects.exists()
    assert not LedgerEntry.objects.exists()
    assert not User.objects.filter(username="officer.th").exists()
    assert "ledger rows" in run(if_empty=True)


def test_production_has_no_demonstration(seagull: Operation, settings: Any) -> None:
    settings.DEMO_TODAY = ""
    with pytest.raises(CommandError, match="DEMO_TODAY is not set"):
        run()
    assert not User.objects.exists()


def test_a_day_on_which_nothing_has_happened_yet_is_refused(
    seagull: Operation, demonstration: None, settings: Any
) -> None:
    settings.DEMO_TODAY = "2024-08-09"
    with pytest.raises(CommandError, match="first week"):
        run()


def test_without_an_operation_it_says_what_to_load_first(db: None, demonstration: None, settings: Any) -> None:
    settings.OPERATION = "another"
    with pytest.raises(CommandError, match="load_operation"):
        run()
