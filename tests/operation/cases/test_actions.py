"""Writes on records: one verb each, by who may, from what was seen, and in the trail."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from operation.audit.capture import VERBS as CAPTURED
from operation.audit.models import AuditEntry
from operation.cases.actions import amend_records, log_record, take_step, verify_records
from operation.cases.base import Verification
from operation.cases.drafts import NameDraft, RecordDraft
from operation.cases.events import RecordsChanged, RecordsOpened
from operation.cases.facts import CaseFact
from operation.cases.records.suspect import SUSPECT, Suspect
from operation.kernel import clock, events
from operation.kernel.dates import parse
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.factories.records import WARRANT, log, log_many, step

As = Callable[[User], AbstractContextManager[None]]


@pytest.fixture
def suspect(cast: SimpleNamespace, as_: As) -> Any:
    with as_(cast.officer_th):
        return log("suspects", cast.officer_th, place_name="แม่สาย")


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the features above were told."""
    told: list[Any] = []
    monkeypatch.setattr(events, "publish", told.append)
    return told


def amend(record: Any, by: User, version: int | None = None, names: tuple[NameDraft, ...] = (), **values: Any) -> Any:
    drafts = [RecordDraft(values, names)]
    return amend_records(
        principal=principal_of(by), records=[record], drafts=drafts, versions=[version or record.version]
    )[0]


def verbs_of(record: Any) -> list[str]:
    told = AuditEntry.objects.filter(target_id=record.pk).exclude(verb__in=CAPTURED).order_by("at")
    return list(told.values_list("verb", flat=True))


def test_a_new_record_belongs_to_its_agency_and_is_seen_by_nobody_else(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        record: Any = log("suspects", cast.officer_th)
        assert record.originator_id == cast.officer_th.organisation_id
        assert record.country_id == "TH"
        assert record.reference.startswith("SG24-TH-SUS-")
        assert (record.tlp, record.handling_code, record.version) == ("amber", "H1", 1)
        assert (record.status, record.status_on) == ("person_of_interest", date(2024, 9, 10))
        assert record.verification == Verification.UNVERIFIED
        assert record.review_on == clock.today() + timedelta(days=5 * 365)
        assert record.names.get().script == "Thai"
        assert not record.grants.exists()
        assert CaseFact.objects.get(pk=record.pk).status == "person_of_interest"
        assert verbs_of(record) == ["opened"]


def test_references_tell_nothing_of_how_many_there_are(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        records = log_many("suspects", cast.officer_th, 20)
    tokens = [record.reference.rsplit("-", 1)[1] for record in records]
    assert len(set(tokens)) == 20
    assert tokens != sorted(tokens)


@pytest.mark.parametrize("who", ["protection_th", "director", "dpo", "admin", "observer_unodc", "stranger"])
def test_who_logs_no_suspects_is_told_why(cast: SimpleNamespace, as_: As, who: str) -> None:
    user = getattr(cast, who)
    with as_(user), pytest.raises(NotAllowed, match="Your role does not allow this"):
        log("suspects", user, names=(NameDraft("อนันต์"),))


def test_a_focal_point_logs_rescued_laborers(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.protection_th):
        assert log("rescued-laborers", cast.protection_th).status == "encountered"


def test_opening_and_changing_are_told_to_the_features_above(
    cast: SimpleNamespace, as_: As, published: list[Any]
) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th)
        amend(record, cast.officer_th, tier="main")
    assert [type(event) for event in published] == [RecordsOpened, RecordsChanged]
    assert published[1].records[0].tier == "main"


def test_an_amendment_changes_what_it_names_and_nothing_else(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.supervisor_th):
        amend(suspect, cast.supervisor_th, tier="main", event_date=parse("2024-09"))
        now = Suspect.objects.get()
    assert (now.tier, now.event_precision, now.place_name) == ("main", "month", "แม่สาย")
    assert (now.version, now.changed_by_id) == (2, cast.supervisor_th.pk)
    entry = AuditEntry.objects.get(target_id=suspect.pk, verb="amended")
    assert entry.details == {"fields": ["tier", "event_date"]}


def test_what_changes_nothing_writes_nothing(
    cast: SimpleNamespace, as_: As, suspect: Any, published: list[Any]
) -> None:
    same = (NameDraft("อนันต์ ตัวอย่าง", romanisation="Sample"),)
    with as_(cast.officer_th):
        amend(suspect, cast.officer_th, names=same, place_name="แม่สาย", event_date=parse("2024-09-10"))
        assert Suspect.objects.get().version == 1
        assert suspect.events.count() == 1
    assert verbs_of(suspect) == ["opened"]
    assert published == []


def test_names_are_replaced_as_a_whole(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    names = (NameDraft("สมหญิง", romanisation="Somying"), NameDraft("阿南", kind="alias"))
    with as_(cast.officer_th):
        changed = amend(suspect, cast.officer_th, names=names)
        assert [(row.text, row.is_primary) for row in suspect.names.all()] == [("สมหญิง", True), ("阿南", False)]
    assert changed.version == 2
    assert AuditEntry.objects.get(verb="amended").details == {"fields": ["names"]}


def test_an_older_version_is_a_conflict(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        amend(suspect, cast.officer_th, tier="main")
        with pytest.raises(Conflict):
            amend(suspect, cast.officer_th, version=1, tier="associate")
        assert Suspect.objects.get().tier == "main"


def test_a_recipient_changes_nothing(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.coordinator_kh), pytest.raises(NotAllowed, match="Only the originator"):
        amend(suspect, cast.coordinator_kh, tier="main")


def test_a_step_has_its_day_its_stamp_and_its_fact(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        step(suspect, "arrest", cast.officer_th, date(2024, 10, 1))
        now = Suspect.objects.get()
        assert (now.status, now.status_on, now.arrested_on) == ("arrested", date(2024, 10, 1), date(2024, 10, 1))
        assert CaseFact.objects.get(pk=suspect.pk).status == "arrested"
    assert verbs_of(suspect) == ["opened", "arrest"]


@pytest.mark.parametrize(
    ("name", "on", "given", "says"),
    [
        ("arrest", date(2024, 9, 9), {}, "Status dates never run backwards"),
        ("arrest", clock.today() + timedelta(days=1), {}, "is in the future"),
        ("convict", date(2024, 10, 1), {}, "is now «person of interest»"),
        ("seek", date(2024, 10, 1), {}, "needs a legal basis"),
        ("seek", date(2024, 10, 1), WARRANT | {"warrant_authority": ""}, "needs a legal basis"),
        ("seek", date(2024, 10, 1), WARRANT | {"warrant_on": clock.today() + timedelta(days=1)}, "future"),
    ],
)
def test_a_step_that_cannot_be_is_refused(
    cast: SimpleNamespace, as_: As, suspect: Any, name: str, on: date, given: dict[str, Any], says: str
) -> None:
    with as_(cast.officer_th):
        with pytest.raises(Refused, match=says):
            step(suspect, name, cast.officer_th, on, **given)
        assert Suspect.objects.get().status == "person_of_interest"


def test_a_warrant_comes_with_the_step(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th):
        wanted: Any = step(suspect, "seek", cast.officer_th, date(2024, 9, 20), **WARRANT)
    assert (wanted.status, wanted.warrant_number) == ("wanted", "000/2567")


def test_an_arrest_is_logged_in_one_go(cast: SimpleNamespace, as_: As, seagull: Operation) -> None:
    draft = RecordDraft({"event_date": parse("2024-11-09")}, (NameDraft("สมหญิง"),))
    with as_(cast.officer_th):
        record: Any = log_record(
            principal=principal_of(cast.officer_th),
            operation=seagull,
            record_type=SUSPECT,
            draft=draft,
            step=SUSPECT.states.named("arrest"),
        )
    assert (record.status, record.arrested_on, record.version) == ("arrested", date(2024, 11, 9), 2)


@pytest.mark.parametrize(("name", "written"), [("arrest", None), ("seek", "2024-11-09")])
def test_what_cannot_be_taken_at_once_logs_nothing(
    cast: SimpleNamespace, as_: As, seagull: Operation, name: str, written: str | None
) -> None:
    values = {"event_date": parse(written)} if written else {}
    with as_(cast.officer_th):
        with pytest.raises(Refused):
            log_record(
                principal=principal_of(cast.officer_th),
                operation=seagull,
                record_type=SUSPECT,
                draft=RecordDraft(values, (NameDraft("สมหญิง"),)),
                step=SUSPECT.states.named(name),
            )
        assert not Suspect.objects.exists()


def test_who_changed_it_last_does_not_verify_it(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.supervisor_th):
        changed = amend(suspect, cast.supervisor_th, tier="main")
        with pytest.raises(Refused, match="does not verify it"):
            verify_records(principal=principal_of(cast.supervisor_th), records=[changed])
    with as_(cast.coordinator_th):
        verified = verify_records(principal=principal_of(cast.coordinator_th), records=[changed])[0]
    assert verified.verification == Verification.VERIFIED
    assert "verified" in verbs_of(suspect)


def test_an_officer_does_not_verify(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.officer_th), pytest.raises(NotAllowed):
        verify_records(principal=principal_of(cast.officer_th), records=[suspect])


@pytest.mark.parametrize("change", ["amend", "step"])
def test_what_changed_is_verified_no_longer(cast: SimpleNamespace, as_: As, suspect: Any, change: str) -> None:
    with as_(cast.coordinator_th):
        record = verify_records(principal=principal_of(cast.coordinator_th), records=[suspect])[0]
    with as_(cast.officer_th):
        if change == "amend":
            record = amend(record, cast.officer_th, tier="main")
        else:
            record = step(record, "arrest", cast.officer_th, date(2024, 10, 1))
    assert record.verification == Verification.UNVERIFIED


def test_a_set_is_taken_whole_or_not_at_all(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        first, second = log_many("suspects", cast.officer_th, 2)
        arrested = step(first, "arrest", cast.officer_th, date(2024, 10, 1))
        identify = SUSPECT.states.named("identify")
        assert identify is not None
        with pytest.raises(Refused):
            take_step(
                principal=principal_of(cast.officer_th), records=[second, arrested], step=identify, on=date(2024, 10, 2)
            )
        assert set(Suspect.objects.values_list("status", flat=True)) == {"person_of_interest", "arrested"}
