"""The first wall alone, over reports that people write: with the second one away each door opens to its readers."""

import pytest

from operation.access.principal import Principal
from operation.people.selectors import principal_of
from reporting.consultation.models import Approval, CirculatedSection, Comment, ReportStep, Round
from reporting.drafting.models import Report, Section, SectionVersion
from tests.access import table
from tests.access.things import World

CAST = tuple(name for name in table.cast() if name != "anonymous")
KINDS = ("drafting", "circulated", "released", "withdrawn")


def principal(world: World, person: str) -> Principal:
    return principal_of(getattr(world.cast, person))


def expected(world: World, person: str, part: str) -> set[object]:
    """Keys of the reports of which this person may meet a part."""
    return {world.one(f"written.{kind}").row.pk for kind in KINDS if person in table.sees("written", kind, part)}


@pytest.mark.parametrize("person", CAST)
def test_reports_and_their_rounds(owner_world: World, person: str) -> None:
    who = principal(owner_world, person)
    reports = set(Report.objects.visible_to(who).values_list("pk", flat=True))
    assert reports == expected(owner_world, person, "content")
    rounds = set(Round.objects.visible_to(who).values_list("report_id", flat=True))
    assert rounds == expected(owner_world, person, "content") - {owner_world.one("written.drafting").row.pk}


@pytest.mark.parametrize("person", CAST)
def test_frozen_texts(owner_world: World, person: str) -> None:
    seen = CirculatedSection.objects.visible_to(principal(owner_world, person))
    parts = {
        "common": seen.filter(about_victims=False, country=None),
        "victims": seen.filter(about_victims=True),
        "national": seen.filter(country="TH"),
    }
    for part, found in parts.items():
        assert set(found.values_list("round__report_id", flat=True)) == expected(owner_world, person, part), part


@pytest.mark.parametrize("person", CAST)
def test_what_is_said_of_them(owner_world: World, person: str) -> None:
    who = principal(owner_world, person)
    notes = Approval.objects.visible_to(who).exclude(note="").values_list("round__report_id", flat=True)
    assert set(notes) == expected(owner_world, person, "notes")
    comments = Comment.objects.visible_to(who).values_list("round__report_id", flat=True)
    circulated = {owner_world.one("written.circulated").row.pk}
    assert set(comments) == expected(owner_world, person, "comments") & circulated
    steps = ReportStep.objects.visible_to(who).values_list("report_id", flat=True)
    assert set(steps) == expected(owner_world, person, "steps")


@pytest.mark.parametrize("person", CAST)
def test_sections_as_they_are_written(owner_world: World, person: str) -> None:
    who = principal(owner_world, person)
    things = owner_world.of("written_section")
    keys = {thing.row.pk: person in table.sees("written_section", thing.kind, "content") for thing in things}
    seen = set(Section.objects.visible_to(who).filter(pk__in=keys).values_list("pk", flat=True))
    assert seen == {key for key, may in keys.items() if may}
    versions = SectionVersion.objects.visible_to(who).filter(section__in=keys).values_list("section_id", flat=True)
    assert set(versions) == seen
