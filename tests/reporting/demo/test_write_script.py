"""The script: the same for the same seed, plausible, and possible in every step."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from operation.cases.registry import all_types, by_slug
from reporting.demo.fuller import FILL
from reporting.demo.others import EACH, KINDS
from reporting.demo.script import Life
from reporting.demo.writing import Script, Size
from tests.reporting.demo.conftest import TODAY, all_weeks, written

FIRST_DAY, LAST_DAY = date(2024, 8, 7), date(2024, 12, 31)
SMALL = Size(syndicates=5, suspects=60, laborers=12, assets=40, others=0)
ARRESTS = {"arrest", "surrender"}


def of_type(script: Script, slug: str) -> list[Life]:
    return [life for life in script.lives if life.slug == slug]


def steps_of(lives: Iterable[Life]) -> Counter[str]:
    return Counter(step.name for life in lives for step in life.steps)


def test_the_same_seed_writes_the_same_script() -> None:
    assert written(size=SMALL).lives == written(size=SMALL).lives


def test_another_seed_writes_another_script() -> None:
    assert written(size=SMALL).lives != written(size=SMALL, seed=8).lives


def test_it_holds_as_many_records_as_promised(script: Script) -> None:
    counts = Counter(life.slug for life in script.lives)
    others = {slug: EACH * 7 + FILL[slug] for slug in KINDS}
    assert counts == {"syndicates": 25, "suspects": 1800, "rescued-laborers": 140, "seized-assets": 900} | others
    assert set(counts) == {known.slug for known in all_types()}


def test_every_agency_takes_part_and_only_the_second_of_laos_identifies_no_syndicate(script: Script) -> None:
    assert {life.agency for life in script.lives} == {"KH", "CN", "LA", "LA2", "MM", "TH", "VN"}
    assert {life.agency for life in of_type(script, "syndicates")} == {"KH", "CN", "LA", "MM", "TH", "VN"}


def test_events_fall_within_the_execution_and_are_known_by_month_at_least(script: Script) -> None:
    for life in script.lives:
        event = life.values["event_date"]
        earliest = FIRST_DAY.replace(day=1) if event.precision == "month" else FIRST_DAY
        assert earliest <= event.day <= LAST_DAY


def test_steps_follow_the_state_table(script: Script) -> None:
    for life in script.lives:
        record_type = by_slug(life.slug)
        assert record_type is not None
        state = record_type.states.initial
        for taken in life.steps:
            step = record_type.states.named(taken.name)
            assert step is not None, taken.name
            assert state in step.sources, (life.key, state, taken.name)
            state = step.target


def test_days_never_run_backwards_and_nothing_is_logged_before_it_happened(script: Script) -> None:
    for life in script.lives:
        agenda = script.agendas[life.agency]
        day, session = life.values["event_date"].day, life.opened
        assert day <= agenda.last_day(session)
        for taken in life.steps:
            assert day <= taken.on < TODAY
            assert session <= taken.session
            assert taken.on <= agenda.last_day(taken.session)
            day, session = taken.on, taken.session


def test_everything_is_logged_in_a_session_of_its_agency(script: Script) -> None:
    for life in script.lives:
        known = set(script.agendas[life.agency].sessions)
        assert life.sessions <= known
        assert {sharing.session for sharing in life.sharings} <= known
        assert life.verified_in is None or life.verified_in in known


def test_a_record_is_verified_after_its_last_step_and_the_last_weeks_are_not_yet(script: Script) -> None:
    verified = [life for life in script.lives if life.verified_in is not None]
    assert 0.2 < len(verified) / len(script.lives) < 0.7
    last = len(all_weeks()) - 1
    for life in verified:
        assert life.last_session < (life.verified_in or 0) < last


def test_lives_go_all_the_ways_that_real_ones_go(script: Script) -> None:
    suspects = steps_of(of_type(script, "suspects"))
    assert suspects["arrest"] > 900
    assert suspects["convict"] > 5
    assert {"identify", "seek", "locate", "surrender", "detain", "prosecute", "release", "eliminate"} <= set(suspects)
    assets = steps_of(of_type(script, "seized-assets"))
    assert {"request_freeze", "freeze", "seize", "value", "confiscate", "release", "dispose"} <= set(assets)
    assert assets["confiscate"] < 0.2 * (assets["seize"] + assets["freeze"])
    laborers = steps_of(of_type(script, "rescued-laborers"))
    assert {"screen", "presume", "clear", "leave_open", "refer", "identify", "assist", "return"} <= set(laborers)
    assert {"investigate", "disrupt", "dismantle"} <= set(steps_of(of_type(script, "syndicates")))


def test_action_days_bring_a_bulge_of_arrests(script: Script) -> None:
    weeks = all_weeks()
    joint = {script.agendas["TH"].week(day) for day in script.agendas["TH"].joint}
    arrests = Counter(
        script.agendas["TH"].week(step.on)
        for life in of_type(script, "suspects")
        if life.agency == "TH"
        for step in life.steps
        if step.name in ARRESTS
    )
    full = range(1, len(weeks) - 1)
    usual = [arrests[week] for week in full if week not in joint]
    bulges = [arrests[week] for week in full if week in joint]
    assert sum(bulges) / len(bulges) > 1.5 * sum(usual) / len(usual)


def test_what_was_found_on_an_action_day_carries_it(script: Script) -> None:
    for life in script.lives:
        if life.action_day is None or life.values["event_date"].precision == "month":
            continue
        assert script.agendas[life.agency].joint[life.values["event_date"].day] == life.action_day


def test_nobody_is_wanted_without_a_warrant(script: Script) -> None:
    for life in of_type(script, "suspects"):
        for taken in life.steps:
            if taken.name == "seek":
                basis = dict(taken.given) or life.values
                assert basis["warrant_number"]
                assert basis["warrant_authority"]
                assert basis["warrant_on"] <= taken.on
                assert basis["warrant_offence"] in life.values["offences"]


def test_a_referral_follows_the_consent_to_it(script: Script) -> None:
    referred = [step for life in of_type(script, "rescued-laborers") for step in life.steps if step.name == "refer"]
    assert referred
    for step in referred:
        assert dict(step.given)["consent_on"] < step.on


def test_laborers_have_no_name_and_are_told_to_nobody(script: Script) -> None:
    for life in of_type(script, "rescued-laborers"):
        assert life.names == ()
        assert life.sharings == []
        assert life.values["tlp"] == "amber_strict"


def test_children_and_what_is_for_named_readers_are_never_released(script: Script) -> None:
    closed = [
        life
        for life in of_type(script, "suspects")
        if life.values.get("treated_as_child") or life.values["tlp"] in ("red", "amber_strict")
    ]
    assert any(life.values.get("treated_as_child") for life in closed)
    assert not [life.key for life in closed if life.sharings]


def test_an_adult_is_one_on_the_day_of_the_event(script: Script) -> None:
    for life in of_type(script, "suspects"):
        born = life.values.get("born_on")
        if born:
            eighteen = born.last + timedelta(days=18 * 365.25)
            assert (eighteen > life.values["event_date"].day) is bool(life.values.get("treated_as_child"))


def test_some_names_may_be_printed_for_all_members(script: Script) -> None:
    for slug, least in (("suspects", 40), ("syndicates", 5)):
        lives = of_type(script, slug)
        told = [life for life in lives for sharing in life.sharings if len(sharing.to) == 7 and "LMLECC" in sharing.to]
        assert len(told) >= least
        assert all(life.agency not in sharing.to for life in lives for sharing in life.sharings)


def test_an_agency_links_a_suspect_only_to_a_syndicate_that_it_knows(script: Script) -> None:
    groups = {life.key: life for life in of_type(script, "syndicates")}
    foreign = 0
    for life in of_type(script, "suspects"):
        if not life.syndicate:
            continue
        group = groups[life.syndicate]
        if group.agency == life.agency:
            assert group.opened <= life.opened
        else:
            foreign += 1
            assert any(s.session < life.opened and life.agency in s.to for s in group.sharings)
    assert foreign > 20, "members across borders"


def test_some_arrests_are_set_right_later(script: Script) -> None:
    moved = [change for life in script.lives for change in life.corrections if "arrested_on" in change.values]
    assert moved
    assert all(FIRST_DAY <= change.values["arrested_on"] <= LAST_DAY for change in moved)


@pytest.mark.parametrize("today", [date(2024, 8, 14), date(2024, 10, 9)])
def test_on_an_earlier_day_nothing_of_later_is_known(today: date) -> None:
    early = written(size=SMALL, today=today)
    assert len(early.lives) == 117 + 11 * 14, "of the eleven other types each agency has two"
    days = [life.values["event_date"].day for life in early.lives] + [s.on for life in early.lives for s in life.steps]
    assert max(days) < today


def test_reports_go_to_neighbours_once_they_are_cleared(script: Script) -> None:
    reports = [life for life in script.lives if life.slug == "intelligence-reports"]
    shared = [life for life in reports if life.sharings]
    assert 0 < len(shared) < len(reports)
    for life in shared:
        assert [step.name for step in life.steps] == ["submit", "grade", "clear"]
        assert life.sharings[0].session == life.last_session
        assert life.agency not in life.sharings[0].to
