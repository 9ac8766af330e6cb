"""Loads the demonstration: writes the script, plays it in the order of its hours. All of it, or nothing."""

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from operation.people.demo import demo_password, make_demo_people
from operation.people.models import Organisation, OrganisationKind
from operation.plan.models import ActionDay, Operation
from reporting.demo.agenda import Agenda
from reporting.demo.plan import joint_days, load_plan
from reporting.demo.script import Life
from reporting.demo.staff import desks
from reporting.demo.stage import Stage
from reporting.demo.writing import Script, Size, write_script
from reporting.indicators.weeks import weeks_of

Say = Callable[[str], None]


def is_loaded(operation: Operation) -> bool:
    """Whether the demonstration is there; it is loaded in one transaction, so there is no half of it."""
    return ActionDay.objects.filter(operation=operation, is_synthetic=True).exists()


@transaction.atomic
def load(operation: Operation, *, seed: int, size: Size, today: date, say: Say) -> Stage | None:
    """Load the demonstration as it would stand on `today`; None if somebody else has just done so.

    Holds the operation's row, so that two loads wait for each other.
    """
    Operation.objects.select_for_update().get(pk=operation.pk)
    if is_loaded(operation):
        return None
    script = write_script(seed=seed, size=size, weeks=weeks_of(operation), joint=joint_days(), today=today)
    say(f"script written: {len(script.lives)} records in the lives of {len(script.agendas)} agencies")
    people = make_demo_people(operation, demo_password())
    secretariat = Organisation.objects.get(kind=OrganisationKind.SECRETARIAT)
    stage = Stage(operation, desks(people), secretariat, load_plan(operation))
    _play(stage, script, say)
    return stage


def _play(stage: Stage, script: Script, say: Say) -> None:
    for moment, agenda, session, lives in _sessions(script):
        stage.play(agenda, session, lives)


def _sessions(script: Script) -> list[tuple[datetime, Agenda, int, list[Life]]]:
    """All sessions of all agencies in the order of the clock, each with the lives that have begun."""
    by_agency: dict[str, list[Life]] = defaultdict(list)
    for life in script.lives:
        by_agency[life.agency].append(life)
    sessions = [
        (agenda.entry(session), agenda, session, [life for life in by_agency[key] if life.opened <= session])
        for key, agenda in script.agendas.items()
        for session in range(len(agenda.weeks))
    ]
    return sorted(sessions, key=lambda row: row[0])
