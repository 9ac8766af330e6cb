"""The volume: a database of its own, every type, six scripts, uneven agencies, releases; the same for the same seed."""

from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, F
from django.test import override_settings
from django.utils import timezone

from operation.access.context import acting_as
from operation.access.grants import grant_model
from operation.access.scope import page
from operation.audit.models import AuditEntry
from operation.cases.checks import check_values
from operation.cases.facts import COPIED, CaseFact
from operation.cases.names import fold
from operation.cases.records.suspect import Suspect, SuspectName
from operation.cases.records.syndicate import SyndicateName
from operation.cases.registry import all_types, by_slug
from operation.cases.spelling.scripts import Script, script_of
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from reporting.demo.volume.database import owned
from reporting.demo.volume.sizes import HELD, SMALLEST, Size, held
from tests import database

RECORDS, SEED = 2_000, 7
TODAY = "2025-01-08"


def run(name: str, *, seed: int = SEED, records: int = RECORDS, **options: Any) -> str:
    out = StringIO()
    with override_settings(DEMO_TODAY=TODAY):
        call_command("load_volume", database=name, records=records, seed=seed, stdout=out, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def volume(django_db_setup: None, django_db_blocker: Any, worker_name: str) -> Iterator[str]:
    """Name of a loaded volume."""
    with django_db_blocker.unblock():
        name = f"volume_{worker_name}"
        database.copy(name, of=database.template())
        run(name)
        yield name
        database.drop(name)


@pytest.fixture
def inside(volume: str, django_db_blocker: Any) -> Iterator[None]:
    """As the owner of the volume: no wall."""
    with django_db_blocker.unblock(), owned(volume):
        yield


@pytest.fixture
def app(volume: str, django_db_blocker: Any) -> Iterator[None]:
    """As the app's role in the volume: behind the wall."""
    with django_db_blocker.unblock(), database.connected_to(volume):
        yield


def rows_of(slug: str, agency: str) -> int:
    return Size(RECORDS, SEED).rows()[slug][agency]


def coordinator(agency: str) -> Any:
    return principal_of(User.objects.get(username=f"coordinator.{agency.lower()}"))


def test_every_type_has_its_share(inside: None) -> None:
    counts = {record_type.slug: record_type.model.objects.count() for record_type in all_types()}
    measured = {"suspects": 1_400, "seized-assets": 300, "rescued-laborers": 200, "syndicates": 100}
    assert counts == dict.fromkeys(counts, 0) | measured


def test_agencies_are_uneven(inside: None) -> None:
    by_agency: Counter[str] = Counter()
    for record_type in all_types():
        by_agency.update(dict(record_type.model.objects.values_list("originator__code").annotate(Count("pk"))))
    assert len(by_agency) == 7
    assert by_agency["th-rtp"] == 760
    smallest = Organisation.objects.filter(country_id="LA", is_lead=False).get()
    assert by_agency[smallest.code] == 100
    assert min(by_agency.values()) == 19


def test_names_are_written_in_six_scripts_and_found_as_they_are_folded(inside: None) -> None:
    names = [*SuspectName.objects.all(), *SyndicateName.objects.all()]
    assert {name.script for name in names} >= {
        Script.KHMR,
        Script.HANS,
        Script.LAOO,
        Script.MYMR,
        Script.THAI,
        Script.LATN,
    }
    for name in names:
        assert name.folded == fold(f"{name.text} {name.romanisation}")
        assert "{n}" not in name.text
    assert all(script_of(name.text) == name.script for name in names if name.is_primary)
    primary = SuspectName.objects.filter(is_primary=True)
    assert primary.count() == primary.values("record").distinct().count() == 1_400


def test_some_names_are_borne_by_one_record_alone(inside: None) -> None:
    numbered = SuspectName.objects.filter(text__regex=r" \d+$")
    assert 0.1 < numbered.count() / 1_400 < 0.3


def test_records_are_such_as_an_action_would_accept(inside: None) -> None:
    with override_settings(DEMO_TODAY=TODAY):
        for record_type in all_types():
            for record in record_type.model.objects.all()[:100]:
                check_values(record)


def test_references_keys_and_moments_differ_and_run_with_time(inside: None) -> None:
    for record_type in all_types():
        rows = list(record_type.model.objects.order_by("pk").values_list("created_at", "reference", "country_id"))
        assert [row[0] for row in rows] == sorted(row[0] for row in rows)
        assert len({row[1] for row in rows}) == len(rows)
        assert all(row[1].startswith(f"SG24-{row[2]}-{record_type.code}-") for row in rows)


def test_suspects_belong_to_syndicates_of_their_own_agency(inside: None) -> None:
    members = Suspect.objects.exclude(syndicate=None)
    assert 0.2 < members.count() / 1_400 < 0.4
    assert not members.exclude(originator=F("syndicate__originator")).exists()


def test_facts_stand_beside_the_records(inside: None) -> None:
    assert CaseFact.objects.count() == RECORDS
    for record_type in all_types():
        facts = {fact.record_id: fact for fact in CaseFact.objects.filter(record_type=record_type.code)}
        for record in record_type.model.objects.all():
            fact = facts.pop(record.pk)
            assert [getattr(fact, name) for name in COPIED] == [getattr(record, name) for name in COPIED]
            assert fact.recorded_at == record.created_at
        assert not facts


def test_agencies_hold_as_many_live_releases_as_they_should(app: None) -> None:
    suspects = by_slug("suspects")
    assert suspects is not None
    expected = held(suspects, Size(RECORDS, SEED).rows()["suspects"])
    assert expected["TH"] == 0
    assert expected["VN"] == 40
    assert expected[SMALLEST] == (1_400 - rows_of("suspects", SMALLEST)) // 2
    for agency in HELD:
        reader = coordinator(agency)
        with acting_as(reader, channel="test"):
            assert Suspect.objects.released(reader).count() == expected[agency]
            assert len(page(Suspect.objects.all(), reader).records) == 50


def test_one_release_of_eleven_has_expired(inside: None) -> None:
    grants = grant_model(Suspect).objects.filter(group__organisation__code="vn-mps")
    assert grants.filter(expires_at=None).count() == 40
    assert grants.filter(expires_at__lt=timezone.now()).count() == 4


def test_a_reader_sees_own_and_released_records_alone(app: None) -> None:
    reader = coordinator("VN")
    with acting_as(reader, channel="test"):
        seen = Suspect.objects.visible_to(reader)
        own = seen.filter(originator=reader.organisation_id)
        assert seen.count() - own.count() == 40
        assert seen.count() < 100
        assert Suspect.objects.count() >= seen.count()
    assert not Suspect.objects.exists()


def test_triggers_and_trail_are_on_again(inside: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'")
        assert cursor.fetchone()[0] == 0
    assert AuditEntry.objects.filter(verb="loaded", details__volume=RECORDS).count() == 1


def test_what_is_loaded_is_left_alone_when_asked_to(volume: str, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        assert run(volume, if_missing=True) == ""


def test_a_database_that_holds_records_is_refused(volume: str, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        with pytest.raises(CommandError, match="holds records already"):
            run(volume)
        with owned(volume):
            assert CaseFact.objects.count() == RECORDS


def content(name: str) -> list[Any]:
    with owned(name):
        names = SuspectName.objects.order_by("pk").values_list("pk", "record_id", "text", "folded")
        suspects = Suspect.objects.order_by("pk").values_list("reference", "status", "event_on", "syndicate__reference")
        grants = grant_model(Suspect).objects.order_by("content_object_id", "group__organisation__code")
        return [*names, *suspects, *grants.values_list("content_object_id", "group__organisation__code", "expires_at")]


@pytest.mark.parametrize(("seed", "same"), [(SEED, True), pytest.param(8, False, marks=pytest.mark.long)])
def test_the_same_seed_gives_the_same_rows(
    volume: str, django_db_blocker: Any, worker_name: str, seed: int, same: bool
) -> None:
    with django_db_blocker.unblock():
        other = f"volume_other_{worker_name}"
        database.copy(other, of=database.template())
        try:
            assert f"{RECORDS:,} rows" in run(other, seed=seed).splitlines()[-1]
            assert (content(other) == content(volume)) is same
        finally:
            database.drop(other)


@pytest.mark.long
def test_a_database_that_is_missing_is_made(django_db_setup: None, django_db_blocker: Any, worker_name: str) -> None:
    with django_db_blocker.unblock():
        made = f"volume_made_{worker_name}"
        try:
            assert "suspects" in run(made, records=1_000)
            with owned(made):
                assert CaseFact.objects.count() == 1_000
        finally:
            database.drop(made)


def test_too_few_are_refused(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), pytest.raises(CommandError, match="«10» is too few"):
        run("volume_too_few", records=10)


def test_production_has_no_volume(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), pytest.raises(CommandError, match="DEMO_TODAY is not set"):
        call_command("load_volume", records=RECORDS)
