"""M01 and M02: actions done against plan, visits made and recommendations closed; unknown is not 0."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from coordination.supervision.owed import Owed, Part, narrowed
from coordination.supervision.selectors import Inspected, Share, actions_against_plan, inspected
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import OperationalAction
from tests.factories.supervision import action_of, advise, made_visit, noon, operation, reported_visit, told

As = Callable[[User], AbstractContextManager[None]]
DUE = date(2024, 10, 1)


def test_actions_done_against_plan(cast: SimpleNamespace, as_: As) -> None:
    director, seagull = principal_of(cast.director), operation()
    assert actions_against_plan(director, seagull, DUE) == Share(0, 0)
    assert Share(0, 0).percent is None
    done, late, dropped = (action_of(cast, DUE) for _time in range(3))
    action_of(cast, DUE + timedelta(days=9))
    told(cast.coordinator_th, done, DUE, "done")
    told(cast.coordinator_th, late, DUE + timedelta(days=3), "done")
    OperationalAction.objects.filter(pk=dropped.pk).update(status="dropped")
    with as_(cast.director):
        assert actions_against_plan(director, seagull, DUE - timedelta(days=1)) == Share(0, 0)
        assert actions_against_plan(director, seagull, DUE) == Share(1, 2)
        assert actions_against_plan(director, seagull, DUE + timedelta(days=3)) == Share(2, 2)
        assert actions_against_plan(director, seagull, DUE + timedelta(days=9)).percent == 67
    assert actions_against_plan(principal_of(cast.observer_unodc), seagull, DUE) == Share(0, 0)


def test_visits_and_recommendations(cast: SimpleNamespace, as_: As) -> None:
    _visit, first = reported_visit(cast, DUE)
    _visit, second = reported_visit(cast, DUE, cast.officer_kh)
    made_visit(cast, DUE)
    advise(cast.coordinator_th, first, "reject", "Our law forbids it.")
    advise(cast.coordinator_kh, second, "accept")
    for who, expected in {
        "director": Inspected(3, Share(1, 2)),
        "officer_th": Inspected(2, Share(1, 1)),
        "officer_kh": Inspected(1, Share(0, 1)),
        "officer_vn": Inspected(0, Share(0, 0)),
    }.items():
        with as_(getattr(cast, who)):
            assert inspected(principal_of(getattr(cast, who)), operation()) == expected, who


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
