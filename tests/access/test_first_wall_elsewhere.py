"""The first wall alone, beside the records: marked names, notices, figures, editions, jobs, plan, people, trail.

As in test_first_wall.py no row-level security stands behind it.
"""

from dataclasses import replace
from uuid import uuid4

import pytest

from operation.access.principal import Principal
from operation.audit import trail
from operation.audit.models import AuditEntry
from operation.cases.attachments.models import Attachment
from operation.cases.facts import CaseFact
from operation.cases.links.selectors import links_at
from operation.cases.notices import SharingNotice
from operation.cases.records.suspect import Suspect, SuspectName
from operation.jobs.models import Job
from operation.oversight.selectors import entries
from operation.people.models import Appointment, User
from operation.plan import models as plan
from reporting.evaluation.models import Edition
from reporting.indicators.models import LedgerEntry, Standing
from reporting.returns.models import NationalReturn, ReturnQuestion
from tests.access import table
from tests.access.test_first_wall import CAST, expected, principal
from tests.access.things import World


@pytest.mark.parametrize(("more", "shown"), [(0, False), (10, True)])
def test_small_groups_of_victims_are_not_listed_to_lmlecc(owner_world: World, more: int, shown: bool) -> None:
    """Ten of one country in one status are a group that may be seen; the country itself sees all of its own."""
    director, officer = principal(owner_world, "director"), principal(owner_world, "officer_th")
    victims = CaseFact.objects.filter(record_type="RES")
    victims.exclude(pk=victims.values("pk")[:1]).delete()
    kept = victims.get()
    for _time in range(more):
        kept.pk = uuid4()
        kept.save(force_insert=True)
    assert CaseFact.objects.visible_to(director).filter(record_type="RES").count() == more + 1
    assert CaseFact.objects.listed_to(officer).filter(record_type="RES").count() == more + 1
    assert CaseFact.objects.listed_to(director).filter(record_type="RES").count() == (more + 1 if shown else 0)
    assert CaseFact.objects.listed_to(director).exclude(record_type="RES").exists()


@pytest.mark.parametrize("person", CAST)
def test_returns(owner_world: World, person: str) -> None:
    seen = set(NationalReturn.objects.visible_to(principal(owner_world, person)).values_list("pk", flat=True))
    assert seen == expected(owner_world, person, "return")
    asked = ReturnQuestion.objects.visible_to(principal(owner_world, person))
    queried = owner_world.one("return.queried").row.pk
    assert set(asked.values_list("national_return_id", flat=True)) == seen & {queried}


@pytest.mark.parametrize("person", CAST)
def test_links(owner_world: World, person: str) -> None:
    here = owner_world.one("link.one_end").params["pk"]
    seen = {one.link.pk for one in links_at(principal(owner_world, person), [here])}
    assert seen == expected(owner_world, person, "link", "suspects")


@pytest.mark.parametrize("person", CAST)
def test_files(owner_world: World, person: str) -> None:
    """Of the records that the person reaches, which are others' door."""
    who, seen = principal(owner_world, person), set()
    for record in Suspect.objects.visible_to(who):
        found = Attachment.objects.visible_to(who, record)
        seen |= set(found.values_list("pk", flat=True))
    assert seen == expected(owner_world, person, "file")


def test_files_with_a_mark_are_not_for_another_officer_of_the_agency(owner_world: World) -> None:
    another = replace(principal(owner_world, "officer_th"), user_id=uuid4())
    record = owner_world.one("record.released", "suspects").row
    seen = set(Attachment.objects.visible_to(another, record).values_list("pk", flat=True))
    assert seen == {owner_world.one(kind).row.pk for kind in ("file.released", "file.quarantined")}


def test_files_are_found_by_the_table_of_their_record_too(owner_world: World) -> None:
    """A key that a record of another type bears as well opens nothing."""
    who, record = principal(owner_world, "officer_th"), owner_world.one("record.released", "suspects").row
    files = Attachment.objects.of(record)
    assert set(files) == set(Attachment.objects.visible_to(who, record)) != set()
    files.update(records="another_table")
    assert not Attachment.objects.visible_to(who, record).exists()


@pytest.mark.parametrize("person", CAST)
def test_figures(owner_world: World, person: str) -> None:
    """LMLECC reads all, a country its own and of the others what is verified: figures of Thailand and of Cambodia."""
    seen = set(LedgerEntry.objects.visible_to(principal(owner_world, person)))
    everything = LedgerEntry.objects.select_related("agency")
    own: dict[str | None, table.People] = {"TH": table.who("th"), "KH": table.who("kh")}
    assert {row.agency.country_id for row in everything if row.standing != Standing.VERIFIED} == set(own)
    for row in everything:
        readers = table.who("secretariat") | own.get(row.agency.country_id, frozenset())
        shared = table.who("members") if row.standing == Standing.VERIFIED else frozenset()
        assert (row in seen) is (person in readers | shared), row
    assert bool(seen) is (person in table.who("operation"))


@pytest.mark.parametrize("person", CAST)
def test_editions(owner_world: World, person: str) -> None:
    known = {thing.row.pk for thing in owner_world.of("edition")}
    seen = set(Edition.objects.visible_to(principal(owner_world, person)).values_list("pk", flat=True))
    assert seen & known == expected(owner_world, person, "edition")


@pytest.mark.parametrize("person", CAST)
def test_jobs(owner_world: World, person: str) -> None:
    mine = {thing.row.pk for thing in owner_world.of("job")}
    seen = set(Job.objects.visible_to(principal(owner_world, person)).values_list("pk", flat=True))
    assert seen & mine == expected(owner_world, person, "job")
    assert not Job.objects.visible_to(Principal.nobody()).exists()


@pytest.mark.parametrize("person", CAST)
def test_names_with_a_mark_of_their_own(owner_world: World, person: str) -> None:
    """AMBER+STRICT for who logged the record and those above; RED for its named readers; of no other name a reader."""
    who = principal(owner_world, person)
    kept = SuspectName.objects.filter(record=owner_world.one("record.red_named", "suspects").row.pk)
    strict = table.who("supervisor_th,protection_th,coordinator_th,kh,coordinator_vn,secretariat,officer_th")
    for mark, readers in (("", set(CAST)), ("amber_strict", strict), ("red", {"officer_th", "coordinator_th"})):
        kept.update(tlp=mark)
        assert kept.visible_to(who).exists() is (person in readers), mark


@pytest.mark.parametrize("person", CAST)
def test_notices_of_sharing(owner_world: World, person: str) -> None:
    who = principal(owner_world, person)
    told = set(SharingNotice.objects.visible_to(who).values_list("organisation_id", flat=True))
    assert told == ({who.organisation_id} if person in table.who("kh,coordinator_vn,secretariat") else set())


@pytest.mark.parametrize("person", CAST)
def test_appointments(owner_world: World, person: str) -> None:
    who, everybody = principal(owner_world, person), set(Appointment.objects.values_list("user_id", flat=True))
    seen = set(Appointment.objects.visible_to(who).values_list("user_id", flat=True))
    own = set(User.objects.filter(organisation=who.organisation_id).values_list("pk", flat=True))
    if person in table.who("director,dpo,admin"):
        assert seen == everybody
    elif person in table.who("coordinators"):
        assert seen == everybody & own > {who.user_id}
    else:
        assert seen == everybody & {who.user_id}


@pytest.mark.parametrize("person", CAST)
def test_the_trail(owner_world: World, person: str) -> None:
    who = principal(owner_world, person)
    actors = set(entries(who).values_list("actor_id", flat=True))
    everybody = set(AuditEntry.objects.values_list("actor_id", flat=True))
    assert len(everybody) > 1
    assert actors == (everybody if person == "dpo" else everybody & {who.user_id})
    trail.record("counted")
    assert AuditEntry.objects.filter(actor_id=None).exists()
    assert not entries(Principal.nobody()).exists()


PARTS = (plan.ActionDay, plan.Objective, plan.OperationalAction)


@pytest.mark.parametrize("person", CAST)
def test_plan(owner_world: World, person: str) -> None:
    who = principal(owner_world, person)
    meetings = set(plan.Meeting.objects.visible_to(who).values_list("pk", flat=True))
    known = {thing.row.pk for thing in owner_world.of("meeting")}
    assert meetings & known == expected(owner_world, person, "meeting")
    for model in PARTS:
        assert model.objects.visible_to(who).exists() is (person in table.who("operation"))
    assert {day.closed for day in plan.ActionDay.objects.all()} == {True, False}
    assert {day.closed for day in plan.ActionDay.objects.open()} == {False}
    unmarked = plan.Phase.objects.visible_to(who).filter(for_partners=False)
    assert unmarked.exists() is (person in table.who("operation"))
    assert plan.Operation.objects.visible_to(who).exists() is (person in table.who("operation,observer_unodc"))
