"""The demonstration for its tests: the whole script, which needs no database, and a small load of seven weeks."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.demo.loading import load
from reporting.demo.plan import joint_days
from reporting.demo.writing import Script, Size, write_script
from reporting.indicators.weeks import WEEK, Week, weeks_of
from tests.factories.people import dismiss_everybody

SEED = 7
TODAY = date(2025, 1, 8)
EARLY = date(2024, 9, 26)
SMALL = Size(syndicates=9, suspects=84, laborers=21, assets=56)
EXECUTION = SimpleNamespace(starts_on=date(2024, 8, 7), ends_on=date(2024, 12, 31))


def all_weeks() -> tuple[Week, ...]:
    return weeks_of(EXECUTION)  # type: ignore[arg-type]  # only the two dates are read


def written(*, seed: int = SEED, size: Size | None = None, today: date = TODAY) -> Script:
    weeks = tuple(week for week in all_weeks() if week.monday + WEEK <= today)
    return write_script(seed=seed, size=size or Size(), weeks=weeks, joint=joint_days(), today=today)


@pytest.fixture(scope="session")
def script() -> Script:
    """The script as it ships."""
    return written()


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SimpleNamespace]:
    """A small demonstration as it stands on 26 September 2024, taken back at the end of the module.

    Gives `operation`, the lines of the `summary`, and `who(username)`: the principal of somebody of the cast.
    """
    folder: Path = tmp_path_factory.mktemp("demo")
    (folder / "var").mkdir()
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO_TODAY=EARLY.isoformat(), BASE_DIR=folder),
        transaction.atomic(),
    ):
        dismiss_everybody()
        operation = Operation.objects.get(code="seagull")
        summary = load(operation, seed=SEED, size=SMALL, today=EARLY, say=lambda _line: None)
        yield SimpleNamespace(
            operation=operation, summary=summary, who=lambda name: principal_of(User.objects.get(username=name))
        )
        transaction.set_rollback(True)
