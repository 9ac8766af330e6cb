"""The figures of one return, by line of effort: what the records say, and what was entered without records."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.kernel.errors import Text
from operation.plan.models import LineOfEffort
from reporting.indicators.rules import INDICATORS, Indicator
from reporting.indicators.selections import FigureKey
from reporting.indicators.weeks import WEEK, Week, week_named
from reporting.indicators.wording import words
from reporting.returns.checks import Doubt, doubts_of
from reporting.returns.entries import Entry
from reporting.returns.history import History, figures_of, history_of
from reporting.returns.joint import days_of
from reporting.returns.models import NationalReturn, ReturnLine, ReturnQuestion
from reporting.returns.numbers import Numbers, Place, entered, numbers_of
from reporting.returns.questions import by_line, unanswered
from reporting.returns.states import OPEN


@dataclass(frozen=True, slots=True)
class Talk:
    """One question with its answer; `field` is where the answer is written, while it is open to the reader."""

    question: ReturnQuestion
    field: Any = None


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the return, in words. Empty texts mean «no data» or nothing to say."""

    indicator: Indicator
    line: ReturnLine
    numbers: Numbers
    recorded: str
    behind_url: str
    reported: str
    total: str
    before: Decimal | None
    previous: str
    change: str
    joint: str
    since: str
    fields: Mapping[str, Any]
    doubts: Sequence[Doubt]
    talks: Sequence[Talk]

    @property
    def state(self) -> tuple[Text, str]:
        """What is said of the line, and its tone."""
        if self.line.no_data:
            return _("no data"), "idle"
        return (_("answered"), "ok") if self.line.is_answered else (_("to enter"), "due")

    @property
    def has_something_to_say(self) -> bool:
        """Whether there is something to say of it: it stands before those of which there is not."""
        said = self.numbers.recorded or self.numbers.reported or self.line.note or self.since or self.doubts
        return bool(said or self.talks or any(field.errors for field in self.fields.values()))


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one line of effort: first those of which there is something to say."""

    number: int
    title: str
    first: Sequence[Row]
    others: Sequence[Row]

    @property
    def rows(self) -> Sequence[Row]:
        return [*self.first, *self.others]

    @property
    def to_enter(self) -> int:
        return sum(not row.line.is_answered for row in self.rows)

    @property
    def doubted(self) -> int:
        return sum(bool(row.doubts) for row in self.rows)

    @property
    def asked(self) -> int:
        return sum(any(one.question.answered_at is None for one in row.talks) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Known:
    """What stands around the lines of one return: numbers, the weeks before, doubts, questions, action days."""

    given: NationalReturn
    numbers: Mapping[Place, Numbers] = field(default_factory=dict)
    history: History = field(default_factory=dict)
    doubts: Mapping[str, Sequence[Doubt]] = field(default_factory=dict)
    questions: Mapping[str, Sequence[ReturnQuestion]] = field(default_factory=dict)
    days: Mapping[UUID, Any] = field(default_factory=dict)

    def before(self, code: str, back: timedelta) -> Decimal | None:
        return self.history.get((self.given.agency_id, code), {}).get(self.given.week - back)


def week_of(given: NationalReturn) -> Week:
    """The week of a return. Raises LookupError for one outside the execution: there is none."""
    found = week_named(given.operation, given.week)
    if found is None:
        raise LookupError(given.week)
    return found


def known_of(principal: Principal, given: NationalReturn) -> Known:
    """Four queries, lines prefetched."""
    numbers, history = numbers_of(principal, [given]), history_of(principal, [given])
    questions = by_line(principal, given)
    return Known(
        given=given,
        numbers=numbers,
        history=history,
        doubts=doubts_of(figures_of(given, numbers, history, unanswered(given, questions))),
        questions=questions,
        days={day.pk: day for day in days_of(principal, given)},
    )


def groups_of(principal: Principal, known: Known, form: Any = None) -> list[Group]:
    """The figures by line of effort. One query, lines prefetched."""
    given = known.given
    lines = {line.indicator: line for line in given.lines.all()}
    titles = {
        line.number: f"{line.number} {line}"
        for line in LineOfEffort.objects.visible_to(principal).filter(operation=given.operation)
    }
    rows = [_row(known, each, lines.get(each.code) or ReturnLine(indicator=each.code), form) for each in INDICATORS]
    return [
        Group(
            number,
            titles.get(number, str(number)),
            [row for row in members if row.has_something_to_say],
            [row for row in members if not row.has_something_to_say],
        )
        for number, found in groupby(rows, key=lambda row: row.indicator.line)
        if (members := list(found))
    ]


def _row(known: Known, indicator: Indicator, line: ReturnLine, form: Any) -> Row:
    given, code = known.given, indicator.code
    now = entered(given, line, known.numbers)
    previous = known.before(code, WEEK)
    joint = now.joint + ((line.joint or 0) if line.action_day_id in known.days else 0)
    return Row(
        indicator=indicator,
        line=line,
        numbers=now,
        recorded=words(now.recorded, indicator),
        behind_url=_behind_url(given, indicator) if now.recorded else "",
        reported=_words(now.reported, indicator),
        total=_words(now.total, indicator),
        before=previous,
        previous=_words(previous, indicator),
        change="" if previous is None or now.total is None else signed(now.total - previous, indicator),
        joint=words(joint, indicator) if joint else "",
        since="" if given.state in OPEN or not now.since else signed(now.since, indicator),
        fields=_fields(form, code),
        doubts=known.doubts.get(code, ()),
        talks=talks_of(known.questions.get(code, ()), form),
    )


def talks_of(questions: Iterable[ReturnQuestion], form: Any) -> list[Talk]:
    """A conversation, with room for the answers that are open."""
    names = [(one, f"answer_{one.pk.hex}") for one in questions]
    return [Talk(one, form[name] if form and name in form.fields else None) for one, name in names]


def _fields(form: Any, code: str) -> dict[str, Any]:
    names = ("reported", "no_data", "note", "joint", "day")
    return {name: form[f"{name}_{code}"] for name in names if form and f"{name}_{code}" in form.fields}


def _behind_url(given: NationalReturn, indicator: Indicator) -> str:
    key = FigureKey(indicator, given.agency.country_id or "", week_of(given))
    return f"{reverse('results-behind')}?{key.query}"


def _words(value: Decimal | None, indicator: Indicator) -> str:
    return "" if value is None else words(value, indicator)


def signed(value: Decimal, indicator: Indicator) -> str:
    """A change, with its sign."""
    if not value:
        return "±0"
    return f"{'+' if value > 0 else '−'}{words(abs(value), indicator)}"


def entry_words(entry: Entry, indicator: Indicator | None) -> str:
    """What a line says, on one line."""
    if indicator is None:
        return ""
    number = _("no data") if entry.no_data else _words(entry.reported, indicator) or _("not answered")
    return f"{number} · {entry.note}" if entry.note else number


def counts_of(groups: Iterable[Group]) -> Counter[str]:
    """How many lines are answered, without data, or still to enter."""
    counts: Counter[str] = Counter()
    for group in groups:
        for row in group.rows:
            counts["no_data" if row.line.no_data else "answered" if row.line.is_answered else "to_enter"] += 1
    return counts
