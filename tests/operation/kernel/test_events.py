"""Lower code tells, upper code hears."""

from dataclasses import dataclass

import pytest

from operation.kernel import events


@dataclass(frozen=True)
class Happened:
    what: str


@dataclass(frozen=True)
class NobodyListens:
    what: str


def test_all_subscribers_hear_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setitem(events._subscribers, Happened, [])
    events.subscribe(Happened)(lambda event: heard.append(f"first {event.what}"))
    events.subscribe(Happened)(lambda event: heard.append(f"second {event.what}"))
    events.publish(Happened("rain"))
    assert heard == ["first rain", "second rain"]


def test_an_event_without_subscribers_is_no_fault() -> None:
    events.publish(NobodyListens("rain"))


def test_a_failing_subscriber_stops_the_action(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_event: Happened) -> None:
        raise RuntimeError("not counted")

    monkeypatch.setitem(events._subscribers, Happened, [refuse])
    with pytest.raises(RuntimeError, match="not counted"):
        events.publish(Happened("rain"))
