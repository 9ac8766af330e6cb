"""The first wall alone, over reports and editions: readers whom one clause alone lets in or stops.

As in test_first_wall.py no row-level security stands behind it.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import F
from django.utils import timezone

from operation.access.principal import Principal
from operation.access.roles import Role
from operation.plan.models import Operation
from reporting.consultation.models import Approval, CirculatedSection, Comment, ReportStep, Round
from reporting.drafting.models import Report, Section, SectionDraft, SectionVersion
from reporting.evaluation.models import Edition
from tests.access.test_first_wall import principal
from tests.access.things import World

WRITTEN: tuple[Any, ...] = (Report, Section, SectionVersion, Round, CirculatedSection, Approval, Comment, ReportStep)
DAY = date(2024, 12, 2)


def a_member_with_the_directors_role(world: World) -> Principal:
    """Of Viet Nam, and of an agency that writes nothing."""
    return replace(principal(world, "director"), kind="agency", country="VN", organisation_id=uuid4())


def test_a_role_of_another_kind_of_organisation_reads_no_report(owner_world: World) -> None:
    director, supervisor = principal(owner_world, "director"), principal(owner_world, "supervisor_th")
    strange = (
        replace(director, kind="partner"),
        replace(supervisor, kind="partner"),
        replace(director, roles=frozenset({Role.SUPERVISOR})),
        replace(director, roles=frozenset({Role.FOCAL_POINT})),
        replace(director, roles=frozenset()),
        replace(supervisor, roles=frozenset()),
    )
    for who in strange:
        for model in WRITTEN:
            assert not model.objects.visible_to(who).exists(), (who.kind, who.roles, model)


def test_a_member_reads_what_the_countries_read_whatever_its_role_is_called(owner_world: World) -> None:
    who = a_member_with_the_directors_role(owner_world)
    kinds = {owner_world.one(f"written.{kind}").row.pk: kind for kind in ("drafting", "withdrawn")}
    for model, report in ((Report, "pk"), (Round, "report"), (CirculatedSection, "round__report")):
        seen: Any = model._default_manager.visible_to(who)
        assert seen.exists()
        assert not seen.filter(**{f"{report}__in": kinds}).exists()
    assert not ReportStep.objects.visible_to(who).exists()
    of_lmlecc = owner_world.one("written_section.of_lmlecc").row.pk
    assert not Section.objects.visible_to(who).filter(pk=of_lmlecc).exists()
    drafts = {owner_world.one(f"edition.{kind}").row.pk for kind in ("draft", "proposed", "withdrawn")}
    assert not Edition.objects.visible_to(who).filter(pk__in=drafts).exists()


@pytest.fixture
def section(owner_world: World) -> Section:
    """A common section that LMLECC gave to Viet Nam."""
    found = Section.objects.get(pk=owner_world.one("written_section.of_lmlecc").row.pk)
    found.organisation_id = owner_world.cast.officer_vn.organisation_id
    found.save()
    return found


@pytest.fixture
def people(owner_world: World) -> dict[str, Principal]:
    names = ("officer_vn", "supervisor_vn", "protection_vn", "officer_kh", "coordinator_kh")
    return {person: principal(owner_world, person) for person in names}


def readers(people: dict[str, Principal], model: Any, **which: Any) -> set[str]:
    of = model.objects
    return {person for person, who in people.items() if of.visible_to(who).filter(**which).exists()}


def test_who_reads_a_section_that_an_agency_writes(
    owner_world: World, section: Section, people: dict[str, Principal]
) -> None:
    """Those above in the agency; its focal point what is about victims; who is named as its author."""

    def now(**values: Any) -> set[str]:
        Section.objects.filter(pk=section.pk).update(**{"author": None, "about_victims": False} | values)
        return readers(people, Section, pk=section.pk)

    cast = owner_world.cast
    assert now() == {"supervisor_vn"}
    assert now(about_victims=True) == {"supervisor_vn", "protection_vn"}
    assert now(author=cast.officer_vn) == {"supervisor_vn", "officer_vn"}
    dismissed = replace(people["officer_vn"], roles=frozenset())
    assert not Section.objects.visible_to(dismissed).exists()
    assert now(author=cast.protection_vn) == {"supervisor_vn", "protection_vn"}
    assert now(author=cast.officer_kh) == {"supervisor_vn"}, "who has left the agency is no author of it"
    assert now(country="KH", organisation=cast.officer_th.organisation) == {"coordinator_kh"}


def test_what_is_typed_is_its_writers_alone_while_he_reads_the_section(
    owner_world: World, section: Section, people: dict[str, Principal]
) -> None:
    officer = owner_world.cast.officer_vn
    SectionDraft.objects.create(section=section, owner=officer, text="typed", base=0, kept_at=timezone.now())
    assert readers(people, SectionDraft) == set()
    Section.objects.filter(pk=section.pk).update(author=officer)
    assert readers(people, SectionDraft) == {"officer_vn"}


def test_an_agency_that_writes_a_section_reads_its_report_until_it_is_withdrawn(
    owner_world: World, section: Section, people: dict[str, Principal]
) -> None:
    Section.objects.filter(pk=section.pk).update(author=owner_world.cast.officer_vn)
    seen = {}
    for state in ("drafting", "circulated", "withdrawn"):
        Report.objects.filter(pk=section.report_id).update(state=state)
        seen[state] = readers(people, Report, pk=section.report_id)
    consulted = {"supervisor_vn", "protection_vn", "coordinator_kh"}
    assert seen == {
        "drafting": {"officer_vn", "supervisor_vn", "coordinator_kh"},
        "circulated": {"officer_vn", *consulted},
        "withdrawn": set(),
    }


def test_a_report_of_another_country_is_read_by_those_who_are_consulted(
    owner_world: World, people: dict[str, Principal]
) -> None:
    report, seen = owner_world.one("written.drafting").row.pk, {}
    for state in ("drafting", "circulated", "proposed", "released", "withdrawn"):
        Report.objects.filter(pk=report).update(state=state)
        seen[state] = readers(people, Report, pk=report)
    consulted = {"supervisor_vn", "protection_vn", "coordinator_kh"}
    nobody: set[str] = set()
    assert (seen["drafting"], seen["withdrawn"]) == (nobody, nobody)
    assert (seen["circulated"], seen["proposed"]) == (consulted, consulted)
    assert seen["released"] == set(people)


def test_a_periodical_edition_is_read_in_the_round_that_is_released(owner_world: World) -> None:
    edition = owner_world.one("edition.member").row.pk
    names = ("director", "coordinator_th", "officer_kh", "observer_unodc", "dpo", "admin")
    people, seen = {person: principal(owner_world, person) for person in names}, {}
    for kind in ("circulated", "released", "withdrawn"):
        round_ = Round.objects.filter(report=owner_world.one(f"written.{kind}").row.pk).latest("number")
        values = {"kind": "weekly", "report": "SG24-REP-1", "starts_on": DAY, "ends_on": DAY, "round": round_}
        Edition.objects.filter(pk=edition).update(**values)
        seen[kind] = readers(people, Edition, pk=edition)
    lmlecc = {"director", "dpo"}
    released = {*lmlecc, "coordinator_th", "officer_kh"}
    assert seen == {"circulated": lmlecc, "released": released, "withdrawn": lmlecc}


def test_the_released_round_is_the_last_one_of_a_released_report(owner_world: World) -> None:
    reports = {owner_world.one(f"written.{kind}").row.pk: kind for kind in ("circulated", "released", "withdrawn")}
    released = Round.objects.released().filter(report__in=reports)
    assert [reports[one.report_id] for one in released] == ["released"]
    Report.objects.filter(pk__in=reports).update(round=F("round") + 1)
    assert not released.all().exists()


def another(edition: Edition, **values: Any) -> Edition:
    """The same edition again, with something else about it."""
    row = Edition.objects.get(pk=edition.pk)
    row.pk, row.job, row.number = uuid4(), None, values.pop("number", 900)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def test_an_edition_is_superseded_by_a_later_one_to_the_same_readers(owner_world: World) -> None:
    edition = Edition.objects.get(pk=owner_world.one("edition.member").row.pk)
    assert edition.released_at
    later, earlier = edition.released_at + timedelta(days=1), edition.released_at - timedelta(days=1)
    other = Operation.objects.create(code="another", name="Another", prefix="AN24")
    different: tuple[dict[str, Any], ...] = (
        {"operation": other},
        {"audience": "observer"},
        {"language": "lo"},
        {"state": "withdrawn"},
        {"released_at": earlier},
        {"report": "SG24-REP-1", "kind": "weekly", "starts_on": DAY, "ends_on": DAY, "round": Round.objects.first()},
    )
    for number, values in enumerate(different, 901):
        another(edition, number=number, **{"released_at": later} | values)
    of_edition = Edition.objects.with_successor().filter(pk=edition.pk)
    assert of_edition.get().successor is None  # type: ignore[attr-defined]
    another(edition, number=999, released_at=later)
    assert of_edition.get().successor == 999  # type: ignore[attr-defined]


def test_what_was_released_once_is_known_ever_after(owner_world: World) -> None:
    kinds = ("draft", "proposed", "member", "observer", "withdrawn")
    known = {owner_world.one(f"edition.{kind}").row.pk: kind for kind in kinds}
    ever = Edition.objects.ever_released().filter(pk__in=known).values_list("pk", flat=True)
    assert {known[key] for key in ever} == {"member", "observer", "withdrawn"}
