"""After a purge the record's key stands nowhere: searched in every table of the database, as its owner sees them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from operation.cases.actions import amend_records
from operation.cases.confirmations import confirm_handling
from operation.cases.consent.actions import ConsentDraft, log_consent
from operation.cases.drafts import NameDraft, RecordDraft
from operation.cases.links.actions import LinkDraft, link_records
from operation.cases.links.models import End
from operation.cases.notices import SharingNotice
from operation.cases.reclassification.actions import reclassify_suspect
from operation.cases.registry import all_types
from operation.cases.retention.actions import hold_record, lift_hold, purge_records
from operation.cases.retention.models import LegalHold
from operation.cases.sharing import recall_records, release_records
from operation.cases.vault.actions import write_identity
from operation.cases.vault.identity import Identity
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests import database
from tests.factories.people import make_cast
from tests.factories.records import log, ready, step

As = Callable[[User], AbstractContextManager[None]]
SLUGS = [kind.slug for kind in all_types()]
TEXT = "for the unit alone"
KEYS = {
    "operation_auditentry": "the trail tells who did what with the record, its purge included",
    "reporting_ledgerentry": "figures stay as they were counted; the key alone leads nowhere any more",
    "reporting_measureentry": "and so do measures",
}
REFERENCES = {
    "operation_auditentry": KEYS["operation_auditentry"],
    "operation_tombstone": "the line that stays",
    "operation_legalhold": "that there was a hold, and by whom",
    "operation_sharingnotice": "what was recalled stays told to those who could read it",
}


@pytest.fixture
def cast(committed: str) -> SimpleNamespace:
    """Everybody, in a database where everything is committed: its owner looks into it from outside."""
    return make_cast(Operation.objects.get(code="seagull"))


def standing(where: str, words: str) -> set[str]:
    """Tables with a row in which the words stand, whatever the type of the column."""
    with database.owner(where) as owner:
        names = owner.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        )
        return {name for (name,) in names.fetchall() if _holds(owner, name, words)}


def _holds(owner: psycopg.Connection, table: str, words: str) -> bool:
    asked = f"SELECT EXISTS (SELECT 1 FROM {table} t WHERE t::text LIKE %s)"
    found = owner.execute(asked, [f"%{words}%"]).fetchone()
    return bool(found and found[0])


def lived(slug: str, cast: SimpleNamespace, as_: As) -> Any:
    """A record with everything that can happen to one: amended, released, confirmed, recalled, held."""
    by, reader = principal_of(cast.coordinator_th), principal_of(cast.officer_kh)
    with as_(cast.coordinator_th):
        record = log(slug, cast.coordinator_th, handling_code="H3", handling_text=TEXT)
        [record] = amend_records(
            principal=by, records=[record], drafts=[RecordDraft({"place_name": "pier"})], versions=[record.version]
        )
        like = LinkDraft("same", End.of(record), End.of(log(slug, cast.coordinator_th)))
        link_records(principal=by, drafts=[like])
        to = [cast.officer_kh.organisation, cast.officer_vn.organisation]
        record = ready(record, cast.coordinator_th)
        release_records(principal=by, records=[record], to=to, purpose="joint inquiry")
        recall_records(principal=by, records=[record], from_=to[1:], reason="wrong unit")
        hold_record(principal=by, record=record, words="trial")
        lift_hold(principal=by, record=record, words="judgment is final")
        if slug == "rescued-laborers":
            write_identity(principal=by, record=record, identity=Identity(names=(NameDraft("ก"),)))
            log_consent(principal=by, record=record, draft=ConsentDraft("referral", date(2024, 10, 1)))
        if slug == "syndicates":
            log("suspects", cast.coordinator_th, syndicate=record)
    with as_(cast.officer_kh):
        confirm_handling(principal=reader, record=record)
    return record


def purge(record: Any, cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.coordinator_th):
        purge_records(principal=principal_of(cast.coordinator_th), records=[record], rule="review", words="over")


@pytest.mark.parametrize("slug", SLUGS)
def test_a_purged_record_is_named_nowhere(committed: str, cast: SimpleNamespace, as_: As, slug: str) -> None:
    record = lived(slug, cast, as_)
    before = standing(committed, str(record.pk))
    assert {"operation_sharingnotice", "operation_handlingconfirmation", "operation_legalhold"} < before
    assert {"operation_link", "operation_linkevent"} < before
    purge(record, cast, as_)
    assert standing(committed, str(record.pk)) <= set(KEYS)
    assert standing(committed, record.reference) <= set(REFERENCES)


def test_nor_by_the_suspect_that_became_it(committed: str, cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        suspect = step(log("suspects", cast.officer_th), "arrest", cast.officer_th, date(2024, 10, 1))
    with as_(cast.protection_th):
        by = principal_of(cast.protection_th)
        laborer = reclassify_suspect(principal=by, suspect=suspect, on=date(2024, 10, 20), words="held there")
    assert "operation_suspect" in standing(committed, str(laborer.pk))
    purge(laborer, cast, as_)
    assert standing(committed, str(laborer.pk)) <= set(KEYS)


def test_a_handling_text_goes_with_the_content(committed: str, cast: SimpleNamespace, as_: As) -> None:
    suspect = lived("suspects", cast, as_)
    assert "operation_handlingconfirmation" in standing(committed, TEXT)
    with as_(cast.protection_th):
        by = principal_of(cast.protection_th)
        reclassify_suspect(principal=by, suspect=suspect, on=date(2024, 10, 20), words="held there")
    assert standing(committed, TEXT) == set()


def test_recalls_and_holds_stay_told_without_the_key(cast: SimpleNamespace, as_: As) -> None:
    record = lived("suspects", cast, as_)
    purge(record, cast, as_)
    with as_(cast.officer_vn):
        [recalled] = SharingNotice.objects.all()
        assert (recalled.kind, recalled.reference, recalled.record_id) == ("recalled", record.reference, None)
    with as_(cast.officer_kh):
        assert not SharingNotice.objects.exists()
    with as_(cast.coordinator_th):
        [hold] = LegalHold.objects.all()
        assert (hold.reference, hold.record_id) == (record.reference, None)


def test_what_others_were_told_of_other_records_stays(cast: SimpleNamespace, as_: As) -> None:
    kept, purged = lived("suspects", cast, as_), lived("suspects", cast, as_)
    purge(purged, cast, as_)
    with as_(cast.officer_kh):
        assert [notice.record_id for notice in SharingNotice.objects.all()] == [kept.pk]
