"""The demonstration in the database: logged through the real actions, at simulated hours, all of it synthetic."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import Sum

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.audit import chain
from operation.audit.models import AuditEntry
from operation.cases.base import CaseRecord
from operation.cases.links.models import Link
from operation.cases.links.selectors import links_at
from operation.cases.notices import NoticeKind, SharingNotice
from operation.cases.registry import all_types
from operation.cases.vault.models import VaultIdentity
from operation.kernel import clock
from operation.kernel.clock import KUNMING
from operation.people.models import User
from operation.plan.models import ActionDay, Objective, Operation, OperationalAction
from reporting.demo.loading import load
from reporting.demo.others import EACH
from reporting.demo.plan import load_plan
from reporting.demo.vocabulary import content
from reporting.indicators.models import LedgerEntry, Source, Standing
from reporting.indicators.rules import INDICATORS
from reporting.indicators.rules.base import Scope
from reporting.indicators.weeks import monday_of
from reporting.recounting.comparing import differences, kept
from reporting.recounting.histories import read_histories
from reporting.recounting.recount import recount
from reporting.returns.models import NationalReturn, ReturnState, ReturnStep
from tests.factories.records import log, step
from tests.reporting.demo.conftest import EARLY, SEED, SMALL

AGENCIES = ("kh", "cn", "la", "la2", "mm", "th", "vn")
BEGINS = datetime.combine(EARLY, time.min, tzinfo=KUNMING)
STARTS = datetime(2024, 8, 7, tzinfo=KUNMING)
MEMBERS = frozenset({"KH", "CN", "LA", "MM", "TH", "VN"})


def told(slug: str) -> int:
    """Records of a type that the stories have brought by then; one report has a version without its source."""
    records = content("cases")["record"]
    sanitised = len(content("exchange")["sanitised"]) if slug == "intelligence-reports" else 0
    return sum(1 for one in records if one["slug"] == slug and one["on"] < EARLY) + sanitised


@contextmanager
def seen_by(loaded: SimpleNamespace, username: str) -> Iterator[Principal]:
    principal = loaded.who(username)
    with acting_as(principal, channel="test"):
        yield principal


def own_records(loaded: SimpleNamespace) -> Iterator[CaseRecord]:
    """What each agency logged: its officer opened what is for named readers, its supervisor reads AMBER+STRICT."""
    for agency in AGENCIES:
        found: dict[UUID, CaseRecord] = {}
        for role in ("officer", "supervisor"):
            with seen_by(loaded, f"{role}.{agency}") as reader:
                for record_type in all_types():
                    own = record_type.model.objects.visible_to(reader).filter(originator=reader.organisation_id)
                    found |= {record.pk: record for record in own}
        yield from found.values()


def figure(loaded: SimpleNamespace, indicator: str, country: str, source: str = "") -> Decimal:
    rows = LedgerEntry.objects.filter(operation=loaded.operation, indicator=indicator, agency__country_id=country)
    rows = rows.filter(source=source) if source else rows.filter(source__in=[Source.RECORD, Source.REPORTED])
    return rows.aggregate(sum=Sum("delta"))["sum"] or Decimal(0)


@pytest.mark.parametrize(("today", "ended"), [(EARLY, None), (date(2025, 1, 8), date(2024, 12, 31))])
def test_a_phase_ends_as_it_was_planned(seagull: Operation, today: date, ended: date | None) -> None:
    load_plan(seagull, today)
    assert seagull.phases.get(title="Execution").happened_on == ended
    assert seagull.phases.get(title="Results evaluation").happened_on is None


def test_every_record_is_there_and_marked_as_synthetic(loaded: SimpleNamespace) -> None:
    scripted = {
        "syndicates": SMALL.syndicates,
        "suspects": SMALL.suspects,
        "rescued-laborers": SMALL.laborers,
        "seized-assets": SMALL.assets,
    }
    records = list(own_records(loaded))
    assert Counter(type(record).__name__ for record in records) == {
        known.model.__name__: scripted.get(known.slug, len(AGENCIES) * EACH) + told(known.slug) for known in all_types()
    }
    assert all(record.is_synthetic for record in records)
    assert all(given.is_synthetic for given in NationalReturn.objects.all())
    assert all(day.is_synthetic for day in ActionDay.objects.all())
    assert all(target.is_synthetic for target in Objective.objects.all())


def test_nothing_lies_behind_today(loaded: SimpleNamespace) -> None:
    for record in own_records(loaded):
        assert STARTS <= record.created_at <= record.changed_at < BEGINS
        dates = [getattr(record, field.attname) for field in record._meta.concrete_fields if field.name != "review_on"]
        assert all(day < EARLY for day in dates if type(day) is date)
    moments = [
        *LedgerEntry.objects.values_list("recorded_at", flat=True),
        *ReturnStep.objects.values_list("created_at", flat=True),
    ]
    assert min(moments) >= STARTS
    assert max(moments) < BEGINS
    assert not NationalReturn.objects.filter(submitted_at__gte=BEGINS).exists()
    assert not OperationalAction.objects.filter(done_on__gte=EARLY).exists()


def test_figures_are_recorded_over_time(loaded: SimpleNamespace) -> None:
    days = {moment.date() for moment in LedgerEntry.objects.values_list("recorded_at", flat=True)}
    assert len(days) > 15
    early = LedgerEntry.objects.known_on(date(2024, 8, 31))
    assert 0 < early.count() < LedgerEntry.objects.count()


def test_the_ledger_says_what_the_records_say(loaded: SimpleNamespace) -> None:
    scope = Scope.of(loaded.operation, MEMBERS)
    assert scope is not None
    expected: defaultdict[Any, Decimal] = defaultdict(Decimal)
    for record in own_records(loaded):
        for indicator in INDICATORS:
            for found in indicator.contributions(record, scope):
                source = Source.CREDIT if indicator.is_credit(record, scope) else Source.RECORD
                place = (indicator.code, record.originator_id, monday_of(found.event.on), source)
                expected[place] += found.value
    rows = LedgerEntry.objects.filter(source__in=[Source.RECORD, Source.CREDIT])
    sums = rows.values_list("indicator", "agency_id", "week", "source").annotate(sum=Sum("delta"))
    told = {tuple(row[:4]): row[4] for row in sums if row[4]}
    assert told == {place: value for place, value in expected.items() if value}


def test_thailand_backs_every_figure_with_records(loaded: SimpleNamespace) -> None:
    for indicator in ("P02", "V01", "S01"):
        assert figure(loaded, indicator, "TH", Source.REPORTED) == 0
        assert figure(loaded, indicator, "TH") == figure(loaded, indicator, "TH", Source.RECORD)
    assert figure(loaded, "P02", "TH") > 0


@pytest.mark.parametrize("day", [date(2024, 8, 14), date(2024, 9, 4), date(2024, 9, 20)])
def test_one_new_suspect_makes_thailands_arrests_grow_by_one_in_any_week(loaded: SimpleNamespace, day: date) -> None:
    before = figure(loaded, "P02", "TH")
    officer = loaded.who("officer.th")
    with transaction.atomic():
        with clock.at(BEGINS), acting_as(officer, channel="test"):
            suspect = log("suspects", officer, event_date=day.isoformat(), place_country="TH")
            step(suspect, "arrest", User.objects.get(pk=officer.user_id), day)
        assert figure(loaded, "P02", "TH") == before + 1
        transaction.set_rollback(True)


def test_china_and_myanmar_report_much_more_than_they_log(loaded: SimpleNamespace) -> None:
    for country in ("CN", "MM"):
        assert figure(loaded, "P02", country, Source.REPORTED) > 10 * figure(loaded, "P02", country, Source.RECORD)


def test_firearms_come_from_records_and_from_returns(loaded: SimpleNamespace) -> None:
    assert {row.source for row in LedgerEntry.objects.filter(indicator="G01")} == {Source.RECORD, Source.REPORTED}


def test_returns_have_gaps_delays_and_questions_of_verification(loaded: SimpleNamespace) -> None:
    returns = NationalReturn.objects.select_related("agency")
    weeks = {(given.agency.code, given.week.isocalendar().week): given for given in returns}
    assert ("mm-mpf", 35) not in weeks
    assert ("la-mnd", 34) not in weeks
    assert weeks["th-rtp", 37].state == ReturnState.VERIFIED
    assert weeks["th-rtp", 38].state == ReturnState.SUBMITTED, "read on the Thursday that is today"
    late = weeks["mm-mpf", 33]
    assert late.submitted_at is not None
    assert late.submitted_at > late.due_at
    for given in returns:
        if given.state == ReturnState.VERIFIED:
            assert given.submitted_by_id != given.verified_by_id


def test_what_is_verified_and_what_is_not_is_told_apart(loaded: SimpleNamespace) -> None:
    standings = set(LedgerEntry.objects.values_list("standing", flat=True))
    assert standings == {Standing.LOGGED, Standing.SUBMITTED, Standing.VERIFIED}


def test_records_are_verified_by_somebody_else(loaded: SimpleNamespace) -> None:
    verified = [record for record in own_records(loaded) if record.verification == "verified"]
    assert verified
    assert all(record.changed_by_id != record.created_by_id for record in verified)


def test_some_records_are_released_to_others_and_none_to_partners(loaded: SimpleNamespace) -> None:
    with seen_by(loaded, "coordinator.vn") as vietnam:
        given = [
            record
            for record_type in all_types()
            for record in record_type.model.objects.visible_to(vietnam).exclude(originator=vietnam.organisation_id)
        ]
    assert given
    with seen_by(loaded, "observer.unodc") as observer:
        assert not any(record_type.model.objects.visible_to(observer).exists() for record_type in all_types())


def test_action_days_carry_results(loaded: SimpleNamespace) -> None:
    assert ActionDay.objects.count() == 10
    assert LedgerEntry.objects.exclude(action_day_id=None).exists()
    assert all(day.countries.filter(code=day.lead_id).exists() for day in ActionDay.objects.all())


def test_the_trail_tells_all_of_it_and_has_no_break(loaded: SimpleNamespace) -> None:
    opened = AuditEntry.objects.filter(verb="opened", channel="demo")
    assert opened.count() == len(list(own_records(loaded)))
    assert not opened.filter(actor_id=None).exists()
    assert list(chain.breaks()) == []


def test_the_summary_counts_what_there_is(loaded: SimpleNamespace) -> None:
    counts = {"syndicates": SMALL.syndicates, "suspects": SMALL.suspects, "seized-assets": SMALL.assets}
    for slug, number in counts.items():
        line = next(line for line in loaded.summary if line.startswith(slug.replace("-", " ")))
        assert line.split()[-1] == str(number + told(slug))
    assert loaded.summary[-1].split() == ["ledger", "rows", str(LedgerEntry.objects.count())]


def test_a_second_load_adds_nothing(loaded: SimpleNamespace) -> None:
    before = LedgerEntry.objects.count(), AuditEntry.objects.count(), NationalReturn.objects.count()
    assert load(loaded.operation, seed=SEED, size=SMALL, today=EARLY, say=print) == []
    assert before == (LedgerEntry.objects.count(), AuditEntry.objects.count(), NationalReturn.objects.count())


def test_recipients_are_told_of_what_was_taken_back(loaded: SimpleNamespace) -> None:
    told: set[str] = set()
    for agency in AGENCIES:
        with seen_by(loaded, f"coordinator.{agency}"):
            told |= set(SharingNotice.objects.values_list("kind", flat=True))
    assert told >= {NoticeKind.RECALLED, NoticeKind.REGRADED}


def test_focal_points_sealed_who_the_first_rescued_are(loaded: SimpleNamespace) -> None:
    sealed = 0
    for agency in AGENCIES:
        with seen_by(loaded, f"protection.{agency}"):
            sealed += VaultIdentity.objects.count()
    assert sealed >= len(MEMBERS)


def test_things_are_linked_with_whom_they_were_seized_from(loaded: SimpleNamespace) -> None:
    for agency in ("th", "vn"):
        with seen_by(loaded, f"officer.{agency}") as reader:
            made = Link.objects.in_force().made_by(reader)
            assert ("seized_from", "AST", "SUS") in set(made.values_list("kind", "subject_type", "object_type"))
            assert len(links_at(reader, [made[0].object_id])) > 0


def test_its_figures_are_what_the_histories_say(loaded: SimpleNamespace) -> None:
    """At the end and on days between: what was loaded in the order of time was counted in it."""
    histories = read_histories(loaded.operation)
    for day in (date(2024, 8, 20), date(2024, 9, 10), None):
        counted = recount(loaded.operation, day, histories=histories)
        assert differences(kept(loaded.operation, day), counted) == [], day
