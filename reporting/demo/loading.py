"""Loads the demonstration: writes the script, plays it in the order of its hours. All of it, or nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from django.db import transaction

from operation.kernel.clock import KUNMING
from operation.people.demo import demo_password, make_demo_people
from operation.people.models import Organisation, OrganisationKind
from operation.people.selectors import principal_of
from operation.plan.models import ActionDay, Operation
from reporting.demo.cast import Cast
from reporting.demo.decisions import decisions
from reporting.demo.diary import Entry, in_order
from reporting.demo.links import link_things
from reporting.demo.plan import joint_days, load_plan
from reporting.demo.returns import Returns
from reporting.demo.script import Life
from reporting.demo.staff import desks
from reporting.demo.stage import Stage
from reporting.demo.summary import summary
from reporting.demo.told import told
from reporting.demo.writing import Script, Size, write_script
from reporting.demo.written import reports
from reporting.indicators.weeks import WEEK, Week, weeks_of

Say = Callable[[str], None]


def is_loaded(operation: Operation) -> bool:
    """Whether the demonstration is there; it is loaded in one transaction, so there is no half of it."""
    return ActionDay.objects.filter(operation=operation, is_synthetic=True).exists()


def ended_weeks(operation: Operation, today: date) -> tuple[Week, ...]:
    """The weeks of the operation that are over on a day: only these have records."""
    return tuple(week for week in weeks_of(operation) if week.monday + WEEK <= today)


@transaction.atomic
def load(operation: Operation, *, seed: int, size: Size, today: date, say: Say) -> list[str]:
    """Load the demonstration as it would stand on the morning of `today`; returns the lines of its summary.

    Nothing is loaded, and nothing returned, if it is there already. Holds the operation's row: two loads wait for
    each other.
    """
    Operation.objects.select_for_update().get(pk=operation.pk)
    if is_loaded(operation):
        return []
    weeks = ended_weeks(operation, today)
    script = write_script(seed=seed, size=size, weeks=weeks, joint=joint_days(), today=today)
    people = make_demo_people(operation, demo_password())
    agencies, action_days = desks(people), load_plan(operation, today)
    stage = Stage(operation, agencies, Organisation.objects.get(kind=OrganisationKind.SECRETARIAT), action_days)
    desk, director = principal_of(people["desk.supervision"]), principal_of(people["director"])
    returns = Returns(operation, agencies, script.agendas, desk, director, seed)
    begins = datetime.combine(today, time.min, tzinfo=KUNMING)
    decided = decisions(agencies, script, stage.records, seed, today)
    cast = Cast(operation, people, stage.records)
    others = told(cast, seed, today, script=script, share=size.others)
    entries = [*_sessions(stage, script), *returns.diary(action_days), *decided, *others, *reports(cast)]
    _play((entry for entry in entries if entry.moment < begins), say)
    link_things(script.lives, stage.records, agencies, begins - timedelta(hours=1))
    return summary(operation, director)


def _sessions(stage: Stage, script: Script) -> Iterator[Entry]:
    """All sessions of all agencies, each with the lives that have begun."""
    by_agency: dict[str, list[Life]] = defaultdict(list)
    for life in script.lives:
        by_agency[life.agency].append(life)
    for key, agenda in script.agendas.items():
        for session in agenda.sessions:
            begun = [life for life in by_agency[key] if life.opened <= session]
            yield Entry(agenda.entry(session), partial(stage.play, agenda, session, begun))


def _play(entries: Iterable[Entry], say: Say) -> None:
    month = ""
    for entry in in_order(entries):
        if f"{entry.moment:%B %Y}" != month:
            month = f"{entry.moment:%B %Y}"
            say(month)
        entry.run()
