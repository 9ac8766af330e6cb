"""What is invented beside the stories: ways through state tables, requests, removals and what recipients say."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from coordination.requests.models import Kind, Urgency
from operation.cases.registry import RecordType, all_types
from reporting.demo.asks import MANY, asks
from reporting.demo.cast import moment
from reporting.demo.diary import Entry
from reporting.demo.echoes import echoes
from reporting.demo.flows import flows
from reporting.demo.fuller import IN_THE_RECORD, NEEDS, ways
from reporting.demo.others import KINDS
from reporting.demo.script import Life
from reporting.demo.writing import Script
from tests.reporting.demo.conftest import SEED

FILLED = [known for known in all_types() if known.slug in KINDS]


class Notebook:
    """Stands for the cast: writes down who would do what, and does nothing."""

    def __init__(self) -> None:
        self.written: list[tuple[datetime, str, partial[Any]]] = []

    def entry(self, at: Any, name: str, work: Callable[..., object], *, hour: int = 10) -> Entry:
        assert isinstance(work, partial)
        self.written.append((moment(at, hour), name, work))
        return Entry(moment(at, hour), lambda: None)

    def told(self, kind: str) -> list[dict[str, Any]]:
        """What was told to the function of this name, each once."""
        return [work.args[1] for _at, _name, work in self.written if work.func.__name__ == kind]


@pytest.mark.parametrize("known", FILLED, ids=lambda known: known.code)
def test_a_way_leads_to_every_state_and_each_step_can_be_taken(known: RecordType) -> None:
    found = ways(known.states)
    ends = {way[-1].target if way else known.states.initial for way in found}
    assert len(ends) == len(found)
    for way in found:
        state = known.states.initial
        for step in way:
            assert state in step.sources
            assert set(step.needs) <= set(NEEDS) | IN_THE_RECORD
            state = step.target


def test_requests_are_of_every_kind_and_never_run_backwards() -> None:
    notes = Notebook()
    entries = list(asks(notes, 1.0, SEED))  # type: ignore[arg-type]  # it only writes entries
    told = notes.told("_draft")
    assert len(told) == MANY
    assert {one["kind"] for one in told} == set(Kind.values)
    assert {one["urgency"] for one in told} == set(Urgency.values) - {Urgency.DANGER_TO_LIFE}
    assert all("(sample)" in one["subject"] for one in told)
    assert all(one["from"][:2] != one["to"][:2] for one in told)
    for one in told:
        moments = [one["drafted"], *(step["at"] for step in one["steps"])]
        assert moments == sorted(moments)
        assert ("redirect" in [step["name"] for step in one["steps"]]) is (one["kind"] == Kind.EVIDENCE)
    assert len(entries) == len(notes.written)


def test_a_fifth_of_them_is_a_fifth() -> None:
    notes = Notebook()
    list(asks(notes, 0.2, SEED))  # type: ignore[arg-type]
    assert len(notes.told("_draft")) == MANY // 5


def test_who_is_asked_for_is_a_national_in_custody_with_whom_nothing_else_happens(script: Script) -> None:
    notes = Notebook()
    list(flows(notes, script.lives, script.agendas, SEED))  # type: ignore[arg-type]
    lives = {life.key: life for life in script.lives}
    told = notes.told("_ask")
    persons = Counter(key for one in told for key in one["persons"])
    assert len(told) > 10
    assert set(persons.values()) == {1}
    for one in told:
        for key in one["persons"]:
            assert lives[key].values["nationalities"] == [one["from"]]
            assert lives[key].agency == one["to"]
            assert is_free(lives[key], one["drafted"], script)


def is_free(life: Life, drafted: Any, script: Script) -> bool:
    agenda = script.agendas[life.agency]
    last = max([life.last_session, life.verified_in or 0, *(sharing.session for sharing in life.sharings)])
    held = life.steps[-1].name == "detain" and not life.values.get("treated_as_child")
    return held and agenda.entry(last).date() < drafted


def test_recipients_speak_of_a_report_after_it_was_released_to_them(script: Script) -> None:
    notes = Notebook()
    list(echoes(notes, script.lives, script.agendas, SEED))  # type: ignore[arg-type]
    lives = {life.key: life for life in script.lives}
    assert len(notes.told("_feed_back")) > 5
    for at, name, work in notes.written:
        life = lives[work.args[1]["report"]]
        to = {key.lower(): sharing.session for sharing in life.sharings for key in sharing.to}
        assert at > script.agendas[life.agency].entry(to[name.rpartition(".")[2]])
