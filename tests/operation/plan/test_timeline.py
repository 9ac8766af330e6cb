"""Planned against actual: what stands on the timeline, in words, states and places on the axis."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import translation

from operation.kernel import clock
from operation.people.selectors import principal_of
from operation.plan import timeline as module
from operation.plan.axis import Axis, kind_chips, rows
from operation.plan.models import ActionDay, Operation, OperationalAction, Phase
from operation.plan.timeline import Kind, Moment, Span, Standing, register, timeline

TODAY = date(2025, 1, 8)
KICK_OFF = Span(date(2024, 8, 6), date(2024, 8, 7))
EXECUTION = Span(date(2024, 8, 7), date(2024, 12, 31))
APRIL = Span(date(2024, 4, 1), date(2024, 4, 30), True)


@pytest.fixture
def sources() -> Iterator[list[module.Source]]:
    """The registered sources, put back afterwards."""
    before = list(module._sources)
    yield module._sources
    module._sources[:] = before


@pytest.mark.parametrize(
    ("language", "span", "words"),
    [
        ("en", KICK_OFF, "6–7 August 2024"),
        ("en", EXECUTION, "7 August – 31 December 2024"),
        ("en", Span(date(2024, 12, 30), date(2025, 1, 2)), "30 December 2024 – 2 January 2025"),
        ("en", Span.day(TODAY), "8 January 2025"),
        ("en", APRIL, "April 2024"),
        ("en", Span(date(2024, 4, 1), date(2024, 5, 31), True), "April 2024 – May 2024"),
        ("th", KICK_OFF, "6–7 สิงหาคม ค.ศ. 2024"),
        ("th", APRIL, "เมษายน ค.ศ. 2024"),
        ("zh-hans", KICK_OFF, "2024年8月6日 – 2024年8月7日"),
    ],
)
def test_a_span_is_written_as_its_reader_writes_dates(language: str, span: Span, words: str) -> None:
    with translation.override(language):
        assert str(span) == words


@pytest.mark.parametrize(
    ("moment", "standing"),
    [
        (Moment(Kind.MILESTONE, "x", KICK_OFF, KICK_OFF), Standing.HAPPENED),
        (Moment(Kind.MILESTONE, "x", KICK_OFF), Standing.UNRECORDED),
        (Moment(Kind.DEADLINE, "x", Span.day(date(2025, 1, 7))), Standing.UNRECORDED),
        (Moment(Kind.DEADLINE, "x", Span.day(TODAY)), Standing.UNDER_WAY),
        (Moment(Kind.PHASE, "x", EXECUTION), Standing.OVER),
        (Moment(Kind.PHASE, "x", Span(date(2025, 1, 1), date(2025, 1, 31))), Standing.UNDER_WAY),
        (Moment(Kind.MEETING, "x", Span.day(date(2025, 1, 9))), Standing.AHEAD),
        (Moment(Kind.ACTION_DAY, "x", None), Standing.AHEAD),
    ],
)
def test_where_something_stands(moment: Moment, standing: Standing) -> None:
    assert moment.standing(TODAY) == standing


@pytest.mark.parametrize(
    ("planned", "actual", "days"),
    [
        (Span.day(date(2024, 9, 1)), Span.day(date(2024, 9, 8)), 7),
        (Span.day(date(2024, 9, 8)), Span.day(date(2024, 9, 1)), 0),
        (APRIL, Span.day(date(2024, 5, 8)), 0),
        (None, Span.day(date(2024, 5, 8)), 0),
    ],
)
def test_late_is_counted_from_the_last_planned_day(planned: Span | None, actual: Span, days: int) -> None:
    assert Moment(Kind.DEADLINE, "x", planned, actual).days_late == days


def test_sources_register_themselves(seagull: Operation, cast: SimpleNamespace, sources: list[module.Source]) -> None:
    register(lambda _operation, _principal: [Moment(Kind.DEADLINE, "Cut-off", Span.day(date(2025, 1, 10)))])
    titles = [moment.title for moment in timeline(seagull, principal_of(cast.director))]
    assert titles.index("Cut-off") == len(titles) - 1


def test_it_runs_from_the_first_beginning_to_the_last(seagull: Operation, cast: SimpleNamespace) -> None:
    found = timeline(seagull, principal_of(cast.director))
    assert [moment.begins for moment in found] == sorted(moment.begins for moment in found)
    assert [moment.title for moment in found][-4:] == [
        "Operation launched in six countries",
        "Execution",
        "Operation coordinators of the six countries at LMLECC",
        "Results evaluation",
    ]


def test_a_moment_without_any_date_comes_last() -> None:
    assert Moment(Kind.ACTION_DAY, "x", None).begins == date.max
    assert Moment(Kind.ACTION_DAY, "x", None).ends == date.max


def test_a_meeting_has_happened_once_its_last_day_is_over(seagull: Operation, cast: SimpleNamespace) -> None:
    director = principal_of(cast.director)

    def kick_off(moment: str) -> Moment:
        with clock.at(clock.end_of_day(date.fromisoformat(moment))):
            return next(one for one in timeline(seagull, director) if one.place == "Kunming")

    assert kick_off("2024-08-06").actual is None
    assert kick_off("2024-08-07").actual == KICK_OFF


def test_a_phase_that_ended_ran_from_its_first_day(seagull: Operation, cast: SimpleNamespace) -> None:
    Phase.objects.filter(title="Execution").update(happened_on=date(2024, 12, 31))
    found = next(one for one in timeline(seagull, principal_of(cast.director)) if one.title == "Execution")
    assert found.actual == EXECUTION


def test_an_action_is_a_deadline_until_it_is_dropped(seagull: Operation, cast: SimpleNamespace) -> None:
    line = seagull.lines.get(number=2)
    action = OperationalAction.objects.create(line=line, title="Agree on the list", due_on=date(2024, 9, 1))
    OperationalAction.objects.create(line=line, title="Some day")
    director = principal_of(cast.director)

    def deadlines() -> list[Moment]:
        return [one for one in timeline(seagull, director) if one.kind == Kind.DEADLINE]

    assert [(one.title, one.actual) for one in deadlines()] == [("Agree on the list", None)]
    OperationalAction.objects.filter(pk=action.pk).update(done_on=date(2024, 9, 8), status="done")
    assert deadlines()[0].days_late == 7
    assert deadlines()[0].url == reverse("plan-action", args=[action.pk])
    OperationalAction.objects.filter(pk=action.pk).update(status="dropped")
    assert deadlines() == []


def test_action_days_lie_on_it(seagull: Operation, cast: SimpleNamespace) -> None:
    ActionDay.objects.create(operation=seagull, number=3, title="Third", held_on=date(2024, 11, 5), lead_id="VN")
    found = next(one for one in timeline(seagull, principal_of(cast.director)) if one.kind == Kind.ACTION_DAY)
    assert found.planned == found.actual == Span.day(date(2024, 11, 5))
    assert found.url.endswith("#action-day-3")


def test_the_axis_has_one_place_for_each_month() -> None:
    axis = Axis.of([Moment(Kind.MEETING, "x", APRIL), Moment(Kind.PHASE, "y", EXECUTION)])
    assert axis is not None
    assert axis.names() == ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    assert axis.share(date(2024, 4, 1)) == 0
    assert axis.share(date(2025, 1, 1)) == 100
    assert axis.bar(APRIL) == {"x": "0.00%", "width": "11.11%"}


def test_a_bar_is_never_too_short_to_be_seen() -> None:
    axis = Axis(date(2024, 1, 1), 24)
    assert axis.bar(Span.day(date(2025, 12, 31))) == {"x": "99.00%", "width": "1.00%"}
    assert axis.bar(None) is None


def test_today_is_marked_only_where_it_lies() -> None:
    axis = Axis(date(2024, 7, 1), 6)
    assert axis.mark(TODAY) == ""
    assert axis.mark(date(2024, 10, 1)) == "50.00%"


def test_without_a_date_there_is_no_axis() -> None:
    assert Axis.of([Moment(Kind.ACTION_DAY, "x", None)]) is None
    (row,) = rows([Moment(Kind.ACTION_DAY, "x", None)], None, TODAY)
    assert row["planned_bar"] is row["actual_bar"] is None
    assert row["state"]["words"] == "ahead"


def test_a_row_says_how_late_something_happened() -> None:
    moment = Moment(Kind.DEADLINE, "x", Span.day(date(2024, 9, 1)), Span.day(date(2024, 9, 8)))
    (row,) = rows([moment], Axis(date(2024, 9, 1), 1), TODAY)
    assert row["state"] == {"words": "happened 7 days late", "tone": "ink"}


def test_chips_count_each_kind() -> None:
    moments = [Moment(Kind.MEETING, "x", APRIL), Moment(Kind.PHASE, "y", EXECUTION), Moment(Kind.PHASE, "z", EXECUTION)]
    chips = kind_chips(moments, "phase")
    assert [(str(chip["label"]), chip["count"], chip["current"]) for chip in chips] == [
        ("Everything", 3, False),
        ("Phase", 2, True),
        ("Meeting", 1, False),
    ]
