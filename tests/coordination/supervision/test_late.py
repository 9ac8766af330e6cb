"""What is owed: when it is late, and that nothing is lost or doubled among the parties."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coordination.supervision.owed import Owed, Part, narrowed
from operation.kernel import clock
from tests.factories.supervision import noon

DUE = date(2024, 10, 1)


@given(st.integers(-30, 30))
def test_late_begins_on_the_day_after(offset: int) -> None:
    """A day is late from the next one on, a moment from the next second on."""
    with clock.at(noon(DUE)):
        by_day = Owed("TH", "LMLECC", "x", due=DUE + timedelta(days=offset))
        by_moment = Owed("TH", "LMLECC", "x", due=noon(DUE) + timedelta(seconds=offset))
        assert by_day.is_late is (offset < 0)
        assert by_day.days_late == max(0, -offset)
        assert by_moment.is_late is (offset < 0)
        assert by_moment.days_late == 0
        assert Owed("TH", "LMLECC", "x").is_late is False


PARTIES = st.sampled_from(["TH", "KH", "LMLECC"])


@given(st.lists(st.tuples(PARTIES, PARTIES), max_size=12))
def test_nothing_is_lost_or_doubled_among_the_parties(pairs: list[tuple[str, str]]) -> None:
    part = Part("kind", tuple(Owed(by, to, f"{number}") for number, (by, to) in enumerate(pairs)))
    by_party = [one for party in ("TH", "KH", "LMLECC") for one in narrowed([part], by=party)[0].items]
    assert sorted(by_party, key=lambda one: str(one.what)) == sorted(part.items, key=lambda one: str(one.what))
    assert all(one.to == "KH" for one in narrowed([part], to="KH")[0].items)
