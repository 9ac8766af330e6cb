"""An edition says what the dashboard says at the same cut-off; to observers less, and nothing that gives it away."""

import csv
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from operation.access.context import acting_as
from operation.audit import anchors
from operation.kernel import clock
from operation.kernel.errors import NotAllowed, Refused
from operation.people.models import Country, User
from operation.people.selectors import principal_of
from operation.plan.models import ActionDay, Operation
from reporting.evaluation.collect import collect
from reporting.evaluation.content import Edition, Evaluation
from reporting.evaluation.figures import Gap, IndicatorResult, Money, Share
from reporting.indicators.actions import settle_joint_claim
from reporting.indicators.figures import Figures
from reporting.indicators.models import Standing
from reporting.indicators.rules import INDICATORS, indicator_named
from reporting.indicators.selectors import figures
from reporting.returns.actions import reopen_returns, save_draft, submit_returns, verify_returns
from reporting.returns.models import NationalReturn
from tests.factories.editions import CUTOFF, arrests, order, results
from tests.factories.records import log, step
from tests.factories.returns import entries_of, noon, verified
from tests.factories.targets import target_set

As = Callable[[User], AbstractContextManager[None]]


@pytest.fixture
def gathered(cast: SimpleNamespace, as_: As, seagull: Operation) -> Callable[..., Evaluation]:
    results(cast)

    def gather(audience: str = "member", cutoff: date = CUTOFF, language: str = "en") -> Evaluation:
        with as_(cast.director):
            return collect(principal_of(cast.director), seagull, order(audience, language, cutoff), number=1)

    return gather


def result(content: Evaluation, code: str) -> IndicatorResult:
    return next(one for one in content.results if one.indicator.code == code)


@pytest.mark.parametrize(("changing", "reads"), [(1, 4), (6, 6)])
def test_figures_that_change_meanwhile_are_collected_anew(
    gathered: Callable[..., Evaluation], monkeypatch: pytest.MonkeyPatch, changing: int, reads: int
) -> None:
    """Of a day that has not ended; where they go on changing, nothing is printed."""
    read: list[Figures] = []

    def meanwhile(*asked: Any) -> Figures:
        found = figures(*asked)
        read.append(found)
        return replace(found, sums=found.sums[len(read) :]) if len(read) <= changing else found

    monkeypatch.setattr("reporting.evaluation.collection.figures_of", meanwhile)
    if changing == 1:
        content = gathered(cutoff=clock.today())
        total = read[-1].total("P02")
        assert total and result(content, "P02").total.total == total.total
    else:
        with pytest.raises(Refused, match="changed while they were collected"):
            gathered(cutoff=clock.today())
    assert len(read) == reads


@pytest.mark.parametrize("cutoff", [date(2024, 9, 18), date(2024, 9, 20), CUTOFF])
def test_members_read_what_the_dashboard_shows(
    gathered: Callable[..., Evaluation], cast: SimpleNamespace, as_: As, seagull: Operation, cutoff: date
) -> None:
    content = gathered(cutoff=cutoff)
    with as_(cast.director):
        shown = figures(principal_of(cast.director), seagull, cutoff)
    for indicator in INDICATORS:
        said, total = result(content, indicator.code), shown.total(indicator.code)
        assert said.total.total == (Gap.NO_DATA if total is None else total.total)
        assert said.total.verified == (Gap.NO_DATA if total is None else total.verified)
        claims = shown.claims(indicator.code)
        assert said.claims == (Gap.NO_DATA if claims is None else claims.total)
        assert said.total.recorded == (Gap.NO_DATA if claims is None else claims.recorded)
        assert [figure.total for figure in said.countries] == [
            Gap.NO_DATA if one is None else one.total for one in shown.by_country(indicator.code).values()
        ]
        assert [figure.total for figure in said.weeks] == [
            Gap.NO_DATA if one is None else one.total for one in shown.by_week(indicator.code).values()
        ]


def test_the_figures_of_a_small_operation(gathered: Callable[..., Evaluation]) -> None:
    content = gathered()
    said = result(content, "P02")
    assert [country.code for country in content.countries] == ["KH", "CN", "LA", "MM", "TH", "VN"]
    assert [figure.total for figure in said.countries] == [60, Gap.NO_DATA, Gap.NO_DATA, 25, 140, 60]
    assert [figure.verified for figure in said.countries] == [60, Gap.NO_DATA, Gap.NO_DATA, 0, 140, 60]
    assert said.countries[4].recorded == 4
    assert said.countries[4].reported == 136
    assert said.total.total == said.claims == 285
    assert said.total.unverified == 25
    assert result(content, "A01").countries[4].total == Decimal("125700.50")


@pytest.fixture
def seized(gathered: Callable[..., Evaluation], cast: SimpleNamespace, as_: As) -> None:
    """Cash in baht in Thailand, and in kip in Laos, which was logged a month later."""
    rated: dict[str, Any] = {"usd_rate": Decimal("0.03"), "rate_source": "Sample bank", "rate_on": date(2024, 9, 24)}
    for user, currency, day in ((cast.officer_th, "THB", "2024-09-26"), (cast.officer_la, "LAK", "2024-10-19")):
        with clock.at(noon(day)), as_(user):
            money = rated | {"currency": currency, "amount": Decimal(100_000), "asset_class": "cash"}
            step(log("seized-assets", user, **money), "seize", user, date(2024, 9, 24))


def test_members_read_money_by_currency_as_it_was_known(seized: None, gathered: Callable[..., Evaluation]) -> None:
    for cutoff, expected in ((date(2024, 9, 25), []), (date(2024, 9, 30), ["THB"]), (CUTOFF, ["LAK", "THB"])):
        said = result(gathered(cutoff=cutoff), "A01")
        assert [one.currency for one in said.currencies] == expected
        assert all(one.total == one.claims == Money(Decimal(100_000), Decimal(3000)) for one in said.currencies)
        assert said.in_usd_alone == said.total.reported
        assert [said.in_usd_alone_of(at) for at in (2, 4)] == [
            Decimal(0) if "LAK" in expected else Gap.NO_DATA,
            said.countries[4].reported,
        ]


def test_members_read_the_parts_of_each_country(seized: None, gathered: Callable[..., Evaluation]) -> None:
    (by_class,) = result(gathered(), "A01").breakdowns
    assert [(part.label, part.value) for part in by_class.parts] == [("cash", Decimal(6000))]
    none = Gap.NOT_DUE
    assert by_class.parts[0].countries == (none, none, Decimal(3000), none, Decimal(3000), none)
    assert by_class.difference == Decimal("130601.50")
    assert by_class.countries[4] == Decimal("125700.50")
    assert by_class.countries[1] is Gap.NO_DATA


def test_observers_read_neither(seized: None, gathered: Callable[..., Evaluation]) -> None:
    content = gathered("observer")
    assert not any(said.currencies or said.breakdowns for said in content.results)


def test_what_was_recorded_later_is_not_in_an_earlier_cut_off(gathered: Callable[..., Evaluation]) -> None:
    assert result(gathered(cutoff=date(2024, 9, 18)), "P02").total.total == 190
    assert result(gathered(cutoff=date(2024, 9, 17)), "P02").total.total is Gap.NO_DATA


def test_observers_read_verified_figures_only(
    gathered: Callable[..., Evaluation], cast: SimpleNamespace, as_: As, seagull: Operation
) -> None:
    content = gathered("observer")
    with as_(cast.director):
        shown = figures(principal_of(cast.director), seagull, CUTOFF).standing({Standing.VERIFIED})
    total = shown.total("P02")
    assert total and result(content, "P02").total.total == total.total == 260
    assert result(content, "P02").countries[3].total is Gap.NO_DATA


def test_observers_meet_no_small_cell(gathered: Callable[..., Evaluation]) -> None:
    """Whatever an observer edition prints as a count is 0 or at least 10."""
    content = gathered("observer")
    printed = [
        cell
        for said in content.results
        if said.indicator.unit == "count"
        for cell in (
            said.claims,
            said.claimed_twice,
            *(getattr(figure, name) for figure in (said.total, *said.countries, *said.weeks) for name in FIELDS),
        )
    ]
    printed += [
        cell
        for national in content.nationals
        for row in (*national.weeks, national.contributed)
        for cell, indicator in zip(row, content.indicators, strict=True)
        if indicator.unit == "count"
    ]
    assert not [cell for cell in printed if not isinstance(cell, Gap) and 0 < cell < 10]
    assert Gap.WITHHELD in printed


FIELDS = ("total", "recorded", "reported", "verified")


def test_a_small_cell_of_an_observer_edition_cannot_be_computed(gathered: Callable[..., Evaluation]) -> None:
    """Cambodia's four released persons of one week: neither its row nor its column gives them away."""
    content = gathered("observer")
    column = [indicator.code for indicator in content.indicators].index("V01")
    weeks = [national.weeks for national in content.nationals]
    first, second = 5, 6
    assert weeks[0][second][column] is Gap.WITHHELD
    assert [row[second][column] for row in weeks].count(Gap.WITHHELD) >= 2
    assert [row[column] for row in weeks[0]].count(Gap.WITHHELD) >= 2
    assert weeks[0][first][column] is Gap.WITHHELD


def test_an_observer_edition_holds_no_words_of_its_originators(gathered: Callable[..., Evaluation]) -> None:
    content = gathered("observer")
    assert content.edition is Edition.OBSERVER
    assert not any(national.suspects or national.syndicates or national.text for national in content.nationals)
    assert content.quality.corrections == ()
    assert all(not day.results and not day.note and not day.place for day in content.action_days)
    assert (content.marking.tlp, content.marking.code) == ("green", "H1")


def test_a_member_edition_says_what_it_lacks(gathered: Callable[..., Evaluation]) -> None:
    content = gathered()
    assert "No data from CN, LA, VN: V01. Those totals are without them." in content.quality.limits
    assert (content.marking.tlp, content.marking.code) == ("amber", "H2")


def test_the_returns_are_those_of_the_completeness_page(gathered: Callable[..., Evaluation]) -> None:
    returns = {row.country: row for row in gathered().quality.returns}
    assert returns["TH"].verified == 2
    assert returns["MM"].arrived == 1
    assert returns["CN"].arrived == 0
    assert returns["CN"].due == 22


def test_parts_of_other_figures_are_told_in_percent(gathered: Callable[..., Evaluation], cast: SimpleNamespace) -> None:
    verified(cast.supervisor_th, cast.desk_supervision, "2024-10-08", {"V01": 57, "V02": 63, "A05": 25, "A05R": 200})
    content = gathered(cutoff=clock.today())
    screened = result(content, "V02")
    released = [figure.total for figure in result(content, "V01").countries if not isinstance(figure.total, Gap)]
    assert screened.shares == (Share(result(content, "V01").indicator, Decimal(6300) / Decimal(sum(released))),)
    assert result(content, "A05").shares[0].percent == Decimal("12.5")
    assert result(content, "G03").shares == ()


def test_the_target_is_the_one_of_the_cut_off(gathered: Callable[..., Evaluation], cast: SimpleNamespace) -> None:
    with clock.at(noon("2024-09-10")):
        target_set(cast.director, "P02", 600)
    with clock.at(noon("2025-01-06")):
        target_set(cast.director, "P02", 700)
    targets = [result(gathered(cutoff=date.fromisoformat(day)), "P02").target for day in ("2024-09-20", "2025-01-06")]
    assert targets == [600, 700]
    assert result(gathered(), "F01").target is None


def test_published_results_stand_apart(gathered: Callable[..., Evaluation]) -> None:
    content = gathered()
    assert content.published
    assert content.published.source == "Xinhua"
    assert content.published.on == date(2025, 1, 21)
    assert "more than 70,000 suspects" in content.published.statements
    assert all("70" not in sentence for sentence in content.summary)


@pytest.mark.parametrize(("language", "line"), [("en", "Rescue trapped laborers")])
def test_labels_are_in_the_language_of_the_edition(
    gathered: Callable[..., Evaluation], language: str, line: str
) -> None:
    content = gathered(language=language)
    assert content.language == language
    assert content.lines[2].title == line


def test_data_of_the_demonstration_are_marked(gathered: Callable[..., Evaluation], settings: object) -> None:
    assert gathered().demonstration is False
    settings.DEMO_TODAY = "2025-01-08"  # type: ignore[attr-defined]
    assert gathered().demonstration is True


def test_who_may_not_build_collects_nothing(cast: SimpleNamespace, as_: As, seagull: Operation) -> None:
    for user in (cast.coordinator_th, cast.observer_unodc, cast.dpo, cast.admin):
        with as_(user), pytest.raises(NotAllowed):
            collect(principal_of(user), seagull, order(), number=1)


def test_the_same_figures_give_the_same_content(gathered: Callable[..., Evaluation]) -> None:
    first, second = gathered(), gathered()
    assert first.results == second.results
    assert first.nationals == second.nationals


@pytest.fixture
def claimed_twice(cast: SimpleNamespace, as_: As, seagull: Operation) -> Callable[[int], None]:
    """Thailand claims some arrests of a joint action that Cambodia claims as well."""
    action_day = ActionDay.objects.create(
        operation=seagull, number=1, title="First joint action day", held_on=date(2024, 9, 10), lead_id="TH"
    )
    action_day.countries.set(Country.objects.filter(code__in=["TH", "KH"]))

    def settle(twice: int) -> None:
        p02 = indicator_named("P02")
        assert p02
        with as_(cast.desk_supervision):
            settle_joint_claim(
                principal=principal_of(cast.desk_supervision),
                action_day=action_day,
                indicator=p02,
                agency=cast.officer_th.organisation,
                twice=Decimal(twice),
                reason="the same twelve names on both lists",
            )

    return settle


def test_what_two_claim_is_told_to_members(
    gathered: Callable[..., Evaluation], claimed_twice: Callable[[int], None]
) -> None:
    claimed_twice(5)
    said = result(gathered(cutoff=clock.today()), "P02")
    assert (said.claims, said.claimed_twice, said.total.total) == (285, 5, 280)
    assert (said.total.recorded, said.total.reported) == (6, 279)


def test_a_small_overlap_cannot_be_computed_by_observers(
    gathered: Callable[..., Evaluation], claimed_twice: Callable[[int], None]
) -> None:
    """Neither from the totals, nor from the week in which it lies, nor from where the figures come from."""
    claimed_twice(5)
    said = result(gathered("observer", cutoff=clock.today()), "P02")
    assert (said.claims, said.claimed_twice, said.total.total) == (Gap.WITHHELD, Gap.WITHHELD, 255)
    assert Gap.WITHHELD in [figure.total for figure in said.countries]
    assert said.weeks[5].total is Gap.WITHHELD
    assert said.total.recorded is Gap.WITHHELD


def test_a_large_overlap_is_told_to_observers(
    gathered: Callable[..., Evaluation], claimed_twice: Callable[[int], None]
) -> None:
    claimed_twice(12)
    said = result(gathered("observer", cutoff=clock.today()), "P02")
    assert (said.claims, said.claimed_twice, said.total.total) == (260, 12, 248)


def test_results_of_an_action_day_are_for_members(
    gathered: Callable[..., Evaluation], claimed_twice: Callable[[int], None], cast: SimpleNamespace
) -> None:
    arrests(cast.officer_th, 2, action_day=ActionDay.objects.get())
    today = clock.today()
    (held,) = gathered(cutoff=today).action_days
    assert (held.title, held.lead, held.participants) == ("First joint action day", "TH", ("KH", "TH"))
    assert held.results == (("P02", 2), ("P06", 2))
    assert gathered("observer", cutoff=today).action_days[0].results == ()


def test_members_read_corrections_with_their_reason_and_observers_none(
    gathered: Callable[..., Evaluation], cast: SimpleNamespace
) -> None:
    given = NationalReturn.objects.get(agency=cast.officer_th.organisation, week="2024-09-16")
    director, supervisor, desk = (
        principal_of(user) for user in (cast.director, cast.supervisor_th, cast.desk_supervision)
    )
    with clock.at(noon("2024-10-01")), acting_as(director, channel="test"):
        (given,) = reopen_returns(
            principal=director, returns=[given], versions=[given.version], reason="two were counted twice"
        )
    with clock.at(noon("2024-10-02")), acting_as(supervisor, channel="test"):
        given = save_draft(
            principal=supervisor,
            national_return=given,
            entries=entries_of({"P02": 38, "V01": 12, "A01": 700}),
            version=given.version,
        )
        (given,) = submit_returns(principal=supervisor, returns=[given], versions=[given.version])
    with clock.at(noon("2024-10-03")), acting_as(desk, channel="test"):
        verify_returns(principal=desk, returns=[given], versions=[given.version])
    (correction,) = gathered().quality.corrections
    assert (correction.country, correction.indicator, correction.before, correction.after) == ("TH", "P02", 40, 38)
    assert (correction.week.number, str(correction.recorded)) == (38, "2024-10-02")
    assert correction.reason
    assert (correction.reason.words, correction.reason.language) == ("two were counted twice", "en")
    assert gathered(cutoff=date(2024, 10, 1)).quality.corrections == ()
    assert gathered("observer").quality.corrections == ()


@pytest.mark.parametrize(("audience", "asked"), [("member", "all"), ("observer", "verified")])
def test_the_results_page_says_the_same_at_the_same_cut_off(
    gathered: Callable[..., Evaluation],
    cast: SimpleNamespace,
    client_of: Callable[[User], Client],
    audience: str,
    asked: str,
) -> None:
    """Members read what the page shows with all figures, observers what it shows with verified ones."""
    answer = client_of(cast.director).get(
        reverse("results"), {"as_known": "2024-09-20", "figures": asked, "format": "csv", "table": "lines"}
    )
    rows = {row["Indicator"]: row for row in csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))}
    content = gathered(audience, cutoff=date(2024, 9, 20))
    for line in content.lines:
        for said in line.known[:1]:
            shown = rows[said.indicator.code]
            if said.total.total is not Gap.WITHHELD:
                assert Decimal(shown["Total"]) == said.total.total
                assert Decimal(shown["Verified"]) == said.total.verified
    assert Decimal(rows["P02"]["Total"]) == (190 if audience == "member" else 165)


def test_an_edition_prints_the_newest_anchor(gathered: Callable[..., Evaluation]) -> None:
    first = gathered().seal
    anchor = anchors.newest()
    assert first and anchor
    assert (first.number, first.entries, first.digest) == (anchor.number, anchor.entries, anchor.digest)
    assert gathered().seal == first
    later = anchors.take()
    seal = gathered("observer").seal
    assert seal and seal.digest == later.digest
