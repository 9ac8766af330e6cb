"""The demonstration for its tests: the script, which needs no database, a load of seven weeks, and the whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from operation.access.principal import Principal
from operation.kernel.clock import KUNMING
from operation.people.demo import demo_password, make_demo_people
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.demo.cast import Cast
from reporting.demo.diary import in_order
from reporting.demo.loading import load
from reporting.demo.plan import joint_days, load_plan
from reporting.demo.told import told
from reporting.demo.writing import Script, Size, write_script
from reporting.indicators.weeks import WEEK, Week, weeks_of
from tests.factories.people import dismiss_everybody

SEED = 7
TODAY = date(2025, 1, 8)
EARLY = date(2024, 9, 26)
SMALL = Size(syndicates=9, suspects=84, laborers=21, assets=56, others=0)
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


@contextmanager
def empty_workspace(folder: Path, today: date) -> Iterator[Operation]:
    """The operation without anybody, on a day; all that is written there is taken back at the end."""
    (folder / "var").mkdir()
    with override_settings(DEMO_TODAY=today.isoformat(), BASE_DIR=folder), transaction.atomic():
        dismiss_everybody()
        yield Operation.objects.get(code="seagull")
        transaction.set_rollback(True)


def who(name: str) -> Principal:
    """The principal of somebody of the cast."""
    return principal_of(User.objects.get(username=name))


@contextmanager
def demonstration(folder: Path, size: Size, today: date) -> Iterator[SimpleNamespace]:
    """Gives `operation`, the lines of the `summary`, and `who(username)`: the principal of somebody of the cast."""
    with empty_workspace(folder, today) as operation:
        summary = load(operation, seed=SEED, size=size, today=today, say=lambda _line: None)
        yield SimpleNamespace(operation=operation, summary=summary, who=who)


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SimpleNamespace]:
    """A small demonstration as it stands on 26 September 2024, taken back at the end of the module."""
    with (
        django_db_blocker.unblock(),
        demonstration(tmp_path_factory.mktemp("demo"), SMALL, EARLY) as small,
    ):
        yield small


@pytest.fixture(scope="module")
def whole(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SimpleNamespace]:
    """The demonstration as it ships: five months, until the morning of 8 January 2025. Takes minutes."""
    with (
        django_db_blocker.unblock(),
        demonstration(tmp_path_factory.mktemp("whole"), Size(), TODAY) as five_months,
    ):
        yield five_months


@pytest.fixture(scope="module")
def stories(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SimpleNamespace]:
    """All that is told until the morning of 8 January 2025, without the script; taken back at the end of the module."""
    with django_db_blocker.unblock(), empty_workspace(tmp_path_factory.mktemp("told"), TODAY) as operation:
        people = make_demo_people(operation, demo_password())
        load_plan(operation, TODAY)
        begins = datetime.combine(TODAY, time.min, tzinfo=KUNMING)
        for entry in in_order(told(Cast(operation, people, {}), SEED, TODAY)):
            if entry.moment < begins:
                entry.run()
        yield SimpleNamespace(operation=operation, who=who)
