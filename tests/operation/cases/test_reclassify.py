"""A suspect becomes a presumed victim: the name is in the vault and nowhere else, and nobody is counted twice."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from operation.access.context import acting_as
from operation.audit import trail
from operation.audit.models import AuditEntry
from operation.cases.actions import amend_records
from operation.cases.drafts import NameDraft, RecordDraft
from operation.cases.facts import CaseFact
from operation.cases.reclassification.actions import reclassify_suspect
from operation.cases.reclassification.moving import draft_of
from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.cases.records.suspect import Suspect
from operation.cases.retention.actions import hold_record
from operation.cases.sharing import release_records
from operation.cases.vault.actions import open_identity
from operation.cases.vault.selectors import read_identity
from operation.kernel.dates import Calendar, parse
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.indicators.selectors import figures
from tests import database
from tests.factories.people import make_cast
from tests.factories.records import log, log_many, step

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
NAMES = (NameDraft("สมชาย คานารี", romanisation="Somchai Canary"), NameDraft("ไก่คานารี", kind="nickname"))
CANARIES = ("คานารี", "Canary", "canary", "1997-03-05", "WRT-CANARY", "NAT-CANARY")
ON = date(2024, 10, 20)


def arrested(by: User) -> Any:
    """A suspect of whom everything is known, in several versions of the record."""
    found = log(
        "suspects",
        by,
        names=NAMES,
        born_on=parse("2540-03-05", Calendar.BUDDHIST),
        sex="male",
        nationalities=["MM"],
        narrative="canary: forced to call people",
        national_reference="NAT-CANARY",
        place_name="canary house",
        place_country="TH",
        warrant_number="WRT-CANARY",
        notices=["red"],
        notice_number="NOTICE-CANARY",
        detained_at="cell canary",
        coordinates="13.1, 100.2",
    )
    principal = principal_of(by)
    changed = RecordDraft({"narrative": "canary: door was locked"})
    found = amend_records(principal=principal, records=[found], drafts=[changed], versions=[1])[0]
    return step(found, "arrest", by, date(2024, 10, 1))


CARRIED = (
    *("NAT-CANARY", "WRT-CANARY", "NOTICE-CANARY", "Red, wanted", "cell canary"),
    *("canary house · 13.1, 100.2", "Myanmar", "canary: door was locked"),
)
"""What the vault keeps of the inquiry."""


def reclassify(suspect: Any, by: User, on: date = ON, words: str = "held against his will") -> Any:
    return reclassify_suspect(principal=principal_of(by), suspect=suspect, on=on, words=words)


@pytest.fixture
def suspect(cast: SimpleNamespace, as_: As) -> Any:
    with as_(cast.officer_th):
        return arrested(cast.officer_th)


def test_what_becomes_of_the_person(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    principal = principal_of(cast.protection_th)
    with as_(cast.protection_th):
        laborer = reclassify(suspect, cast.protection_th)
        assert (laborer.status, laborer.status_on, laborer.screened_on) == ("presumed_victim", ON, ON)
        assert (laborer.sex, laborer.age_band, laborer.citizenship.code) == ("male", "25_34", "MM")
        assert (laborer.tlp, laborer.handling_code) == ("amber_strict", "H2")
        open_identity(principal=principal, record=laborer, reason="safety", words="first contact")
        identity = read_identity(principal, laborer)
        assert [name.text for name in identity.names] == ["สมชาย คานารี", "ไก่คานารี"]
        assert identity.names[0].romanisation == "Somchai Canary"
        assert identity.born is not None
        assert identity.born == parse("2540-03-05", Calendar.BUDDHIST), "as it was written"
        for kept in CARRIED:
            assert kept in identity.notes


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("1999-10-20", "25_34"),
        ("1999-10-21", "18_24"),
        ("1999", "unknown"),
        ("1998", "25_34"),
        ("2006", "under_18"),
        ("2006-10", "under_18"),
        ("2006-09", "18_24"),
        ("1960", "50_up"),
    ],
)
def test_an_age_is_told_no_finer_than_it_is_known(born: str, band: str) -> None:
    assert draft_of(Suspect(born_on=parse(born)), ON).values["age_band"] == band


def test_what_is_left_of_the_suspect(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.protection_th):
        laborer = reclassify(suspect, cast.protection_th)
        left = Suspect.objects.get(pk=suspect.pk)
        assert (left.reference, left.status, left.status_on) == (suspect.reference, "reclassified", ON)
        assert left.reclassified_as == laborer.pk
        assert (left.born_on, left.arrested_on, left.narrative, left.sex) == (None, None, "", "unknown")
        assert not left.names.exists()
        assert [snapshot.status for snapshot in left.events.all()] == ["reclassified"]
        assert CaseFact.objects.get(pk=suspect.pk).status == "reclassified"
    with as_(cast.coordinator_th):
        assert not Suspect.objects.filter(pk=suspect.pk).exists()
    assert AuditEntry.objects.get(verb="reclassified").target_id == suspect.pk


def test_whoever_had_it_has_it_no_longer(cast: SimpleNamespace, as_: As, client_of: ClientOf, suspect: Any) -> None:
    with as_(cast.coordinator_th):
        principal = principal_of(cast.coordinator_th)
        release_records(principal=principal, records=[suspect], to=[cast.officer_kh.organisation], purpose="joint")
    khmer = client_of(cast.coordinator_kh)
    page = f"/records/suspects/{suspect.pk}/"
    assert "คานารี" in khmer.get(page).content.decode()
    with as_(cast.protection_th):
        laborer = reclassify(suspect, cast.protection_th)
    assert khmer.get(page).status_code == 404
    assert khmer.get(f"/records/rescued-laborers/{laborer.pk}/").status_code == 404
    assert suspect.reference not in khmer.get("/records/suspects/").content.decode()
    for query in ("Canary", "คานารี", suspect.reference):
        assert "Nothing found" in client_of(cast.coordinator_th).get(f"/search/?q={query}").content.decode()


def test_the_figures_move_and_nobody_is_counted_twice(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    def now() -> dict[str, Decimal]:
        known = figures(principal_of(cast.coordinator_th), Operation.objects.get(code="seagull"))
        totals = {code: known.total(code) for code in ("P02", "V01", "S01", "A01")}
        return {code: total.total for code, total in totals.items() if total}

    with as_(cast.officer_th):
        others = log_many("rescued-laborers", cast.officer_th, 2)
        step(log("suspects", cast.officer_th), "arrest", cast.officer_th, date(2024, 10, 1))
        assert len(others) == 2
        assert now() == {"P02": 2, "V01": 2}
    with as_(cast.protection_th):
        reclassify(suspect, cast.protection_th)
    with as_(cast.officer_th):
        assert now() == {"P02": 1, "V01": 2}


@pytest.mark.parametrize(
    "who", ["officer_th", "supervisor_th", "coordinator_th", "protection_kh", "director", "dpo", "admin", "stranger"]
)
def test_only_the_originators_focal_point_does_it(cast: SimpleNamespace, as_: As, suspect: Any, who: str) -> None:
    with as_(getattr(cast, who)), pytest.raises(NotAllowed):
        reclassify(suspect, getattr(cast, who))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"words": " "}, "on which findings"),
        ({"on": date(2199, 1, 1)}, "in the future"),
        ({"on": date(2024, 9, 30)}, "never run backwards"),
    ],
)
def test_what_cannot_be_is_refused(
    cast: SimpleNamespace, as_: As, suspect: Any, given: dict[str, Any], says: str
) -> None:
    with as_(cast.protection_th), pytest.raises(Refused, match=says):
        reclassify(suspect, cast.protection_th, **given)


def test_after_a_conviction_under_a_hold_or_when_it_changed(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.supervisor_th):
        hold_record(principal=principal_of(cast.supervisor_th), record=suspect, words="trial")
        convicted = log("suspects", cast.supervisor_th)
        for name in ("arrest", "prosecute", "convict"):
            convicted = step(convicted, name, cast.supervisor_th, date(2024, 10, 1))
        old = log("suspects", cast.supervisor_th)
        step(old, "arrest", cast.supervisor_th, date(2024, 10, 1))
        old.version = 1
    with as_(cast.protection_th):
        with pytest.raises(Refused, match="legal hold"):
            reclassify(suspect, cast.protection_th)
        with pytest.raises(Refused, match="now «convicted»"):
            reclassify(convicted, cast.protection_th)
        with pytest.raises(Conflict):
            reclassify(old, cast.protection_th)


def test_a_failure_at_the_end_undoes_all(
    cast: SimpleNamespace, as_: As, suspect: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail, "record", lambda *_given, **_details: 1 / 0)
    with as_(cast.protection_th):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            reclassify(suspect, cast.protection_th)
        assert Suspect.objects.get(pk=suspect.pk).names.count() == 2
        assert not RescuedLaborer.objects.exists()


def test_the_page_says_what_happens_and_leads_on(cast: SimpleNamespace, client_of: ClientOf, suspect: Any) -> None:
    focal = client_of(cast.protection_th)
    page = f"/records/suspects/{suspect.pk}/"
    assert f"{page}reclassify/" in focal.get(page).content.decode()
    assert "reclassify/" not in client_of(cast.coordinator_th).get(page).content.decode()
    assert "This cannot be undone" in focal.get(f"{page}reclassify/").content.decode()
    data = {"on_0": ON.isoformat(), "on_1": "gregorian", "words": "held against his will"}
    assert focal.post(f"{page}reclassify/", data | {"words": ""}).status_code == 400
    after = focal.post(f"{page}reclassify/", data, follow=True)
    assert "Presumed victim" in after.content.decode()
    assert not [word for word in CANARIES if word in after.content.decode()]
    left = focal.get(page).content.decode()
    assert "/records/rescued-laborers/" in left
    assert focal.post(f"{page}reclassify/", data).status_code == 400
    assert client_of(cast.officer_kh).get(f"{page}reclassify/").status_code == 404


@pytest.fixture
def committed_suspect(committed: str) -> Iterator[tuple[SimpleNamespace, Any]]:
    people = make_cast(Operation.objects.get(code="seagull"))
    with acting_as(principal_of(people.officer_th), channel="test"):
        suspect = arrested(people.officer_th)
    yield people, suspect


def found_in(name: str) -> dict[str, list[str]]:
    """Every table, read by its owner, in which a canary stands in any column."""
    with database.owner(name) as owner:
        tables = [row[0] for row in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        found = {}
        for table in tables:
            text = owner.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{table}" t').fetchone()
            assert text is not None
            if here := [word for word in CANARIES if word in (text[0] or "")]:
                found[table] = here
    return found


def test_no_table_holds_a_trace_of_the_name(committed: str, committed_suspect: tuple[SimpleNamespace, Any]) -> None:
    people, suspect = committed_suspect
    assert {"operation_suspect", "operation_suspectname", "operation_suspectevent"} <= set(found_in(committed))
    with acting_as(principal_of(people.protection_th), channel="test"):
        reclassify(suspect, people.protection_th)
    assert found_in(committed) == {}


def test_history_is_erased_by_that_function_and_its_originator_alone(
    cast: SimpleNamespace, as_: As, suspect: Any
) -> None:
    def refused(sql: str, *given: Any) -> str:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, given)
        except DatabaseError as error:
            return str(error)
        return ""

    erase = "SELECT case_erase(%s, %s, true)"
    assert "only the originator" in refused(erase, "operation_suspect", suspect.pk)
    for who in (cast.officer_kh, cast.director, cast.stranger):
        with as_(who):
            assert "only the originator" in refused(erase, "operation_suspect", suspect.pk)
    with as_(cast.coordinator_th):
        for table in ("operation_user", "operation_suspectname", "operation_auditentry", "nothing"):
            assert "holds no records" in refused(erase, table, suspect.pk)
        assert "permission denied" in refused("DELETE FROM operation_suspectevent")
        assert "permission denied" in refused("UPDATE operation_suspectevent SET narrative = ''")
        assert Suspect.objects.get(pk=suspect.pk).events.count() == 3
