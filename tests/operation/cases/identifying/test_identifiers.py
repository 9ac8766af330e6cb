"""Identifiers of a record: kept as written, checked, changed whole, confirmed, hidden and gone with the names."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from operation.access.context import acting_as
from operation.audit.models import AuditEntry
from operation.cases.actions import amend_records
from operation.cases.drafts import IdentifierDraft, RecordDraft
from operation.cases.identifier_checks.actions import confirm_identifiers
from operation.cases.reclassification.actions import reclassify_suspect
from operation.cases.records.suspect import Suspect, SuspectIdentifier
from operation.cases.vault.actions import open_identity
from operation.cases.vault.selectors import read_identity
from operation.kernel.dates import parse
from operation.kernel.errors import NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, log_many

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
PHONE = IdentifierDraft("phone", "081 234 5678")
WRONG = IdentifierDraft("national_id", "1-1017-02032-45-9")
HIDDEN = IdentifierDraft("phone", "081 999 9999", tlp="red")


def told(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def kept(user: User) -> list[tuple[str, str, str, bool]]:
    with acting_as(principal_of(user), channel="test"):
        rows = SuspectIdentifier.objects.visible_to(principal_of(user))
        return [(row.text, row.normalised, row.verdict, row.confirmed) for row in rows]


def amend(user: User, record: Any, identifiers: tuple[IdentifierDraft, ...] | None, **values: Any) -> Any:
    with acting_as(principal_of(user), channel="test"):
        record = Suspect.objects.get(pk=record.pk)
        draft = RecordDraft(values, identifiers=identifiers)
        return amend_records(principal=principal_of(user), records=[record], drafts=[draft], versions=[record.version])[
            0
        ]


@pytest.fixture
def known(cast: SimpleNamespace, as_: As) -> Any:
    """A suspect with a telephone and a number that does not pass its check."""
    with as_(cast.officer_th):
        return log("suspects", cast.officer_th, identifiers=(PHONE, WRONG))


def test_they_are_kept_as_written_and_as_compared(cast: SimpleNamespace, known: Any) -> None:
    assert kept(cast.officer_th) == [
        ("081 234 5678", "+66812345678", "pass", False),
        ("1-1017-02032-45-9", "1101702032459", "fail", False),
    ]


def test_a_draft_that_says_nothing_of_them_leaves_them(cast: SimpleNamespace, known: Any) -> None:
    amend(cast.officer_th, known, None, place_name="x")
    assert len(kept(cast.officer_th)) == 2


def test_they_are_changed_as_a_whole_and_the_trail_says_so(cast: SimpleNamespace, known: Any) -> None:
    other = IdentifierDraft("account", "123-4-56789-0", issuer="Sample Bank")
    assert amend(cast.officer_th, known, (PHONE, other)).version == 2
    assert [row[0] for row in kept(cast.officer_th)] == ["081 234 5678", "123-4-56789-0"]
    assert AuditEntry.objects.get(verb="amended").details == {"fields": ["identifiers"]}
    assert amend(cast.officer_th, known, (other, PHONE)).version == 2, "their order says nothing"
    assert amend(cast.officer_th, known, ()).version == 3
    assert kept(cast.officer_th) == []


def test_two_of_the_same_stay_two(cast: SimpleNamespace, known: Any) -> None:
    amend(cast.officer_th, known, (PHONE, PHONE))
    assert [row[0] for row in kept(cast.officer_th)] == ["081 234 5678"] * 2
    amend(cast.officer_th, known, (PHONE,))
    assert len(kept(cast.officer_th)) == 1


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        (IdentifierDraft("serial", "AK 1"), "keeps no identifier of the kind «serial»"),
        (IdentifierDraft("stars", "1"), "keeps no identifier of the kind «stars»"),
        (IdentifierDraft("phone", "  "), "An identifier is empty"),
        (IdentifierDraft("phone", "1", country="XX"), "«XX» is not the code of a country"),
        (IdentifierDraft("phone", "1", tlp="green"), "or TLP:AMBER"),
    ],
)
def test_what_cannot_be_kept_is_refused(cast: SimpleNamespace, as_: As, draft: IdentifierDraft, says: str) -> None:
    with as_(cast.officer_th), pytest.raises(Refused, match=re.escape(says)):
        log("suspects", cast.officer_th, identifiers=(draft,))


def test_a_type_without_identifiers_takes_none(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th), pytest.raises(Refused, match="keeps no identifier"):
        log("rescued-laborers", cast.officer_th, identifiers=(PHONE,))


def test_those_of_many_records_are_one_statement_more(cast: SimpleNamespace, as_: As) -> None:
    costs = []
    with as_(cast.officer_th):
        for identifiers in (None, (PHONE, WRONG)):
            with CaptureQueriesContext(connection) as captured:
                log_many("suspects", cast.officer_th, 20, identifiers=identifiers)
            costs.append(len(captured))
    assert costs[1] - costs[0] == 1
    assert len(kept(cast.officer_th)) == 40


def test_a_change_of_the_bearer_checks_them_again(cast: SimpleNamespace, as_: As) -> None:
    card = IdentifierDraft("national_id", "001 190 012345", country="VN")
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th, sex="female", identifiers=(card,))
    assert kept(cast.officer_th)[0][2] == "pass"
    amend(cast.officer_th, record, None, sex="male")
    assert kept(cast.officer_th)[0][2] == "fail"
    amend(cast.officer_th, record, None, sex="female", born_on=parse("1990-01-01"))
    assert kept(cast.officer_th)[0][2] == "pass"
    amend(cast.officer_th, record, None, born_on=parse("1985-01-01"))
    assert kept(cast.officer_th)[0][2] == "fail"
    amend(cast.officer_th, record, None, born_estimated=True)
    assert kept(cast.officer_th)[0][2] == "pass"


def test_a_number_that_does_not_pass_waits_until_it_is_confirmed(
    cast: SimpleNamespace, client_of: ClientOf, known: Any
) -> None:
    officer = client_of(cast.officer_th)
    desk = told(officer.get("/desk/"))
    assert f"Check this number: {known.reference}" in desk
    assert "1101702032459" not in desk
    page = told(officer.get(f"/records/suspects/{known.pk}/"))
    assert "Compare it with the source: its check digit does not fit." in page
    key = re.search(r'name="identifier" value="([^"]+)"', page)
    assert key is not None
    address = f"/records/suspects/{known.pk}/identifiers/confirm/"
    answer = officer.post(address, {"identifier": key.group(1)}, follow=True)
    assert "Kept as it is written." in told(answer)
    assert "written so in the source" in told(answer)
    assert "Check this number" not in told(officer.get("/desk/"))
    assert kept(cast.officer_th)[1][2:] == ("fail", True)
    assert AuditEntry.objects.get(verb="confirmed identifiers").details == {"identifiers": [key.group(1)]}
    amend(cast.officer_th, known, (WRONG,))
    assert kept(cast.officer_th) == [("1-1017-02032-45-9", "1101702032459", "fail", True)], (
        "what stays is not asked again"
    )


@pytest.mark.parametrize("sent", [{}, {"identifier": "x"}, {"identifier": "018f0000-0000-7000-8000-000000000000"}])
def test_nothing_else_is_confirmed(
    cast: SimpleNamespace, client_of: ClientOf, known: Any, sent: dict[str, str]
) -> None:
    answer = client_of(cast.officer_th).post(f"/records/suspects/{known.pk}/identifiers/confirm/", sent, follow=True)
    assert answer.status_code == 200
    assert "Kept as it is written" not in told(answer)
    assert not any(row[3] for row in kept(cast.officer_th))


def test_only_the_originator_confirms(cast: SimpleNamespace, as_: As, known: Any, release: Any) -> None:
    release(known, "kh-moi")
    with as_(cast.officer_th):
        key = SuspectIdentifier.objects.get(verdict="fail").pk
    with as_(cast.coordinator_kh), pytest.raises(NotAllowed):
        confirm_identifiers(principal=principal_of(cast.coordinator_kh), record=known, identifiers=[key])


def test_a_recipient_reads_them_and_a_childs_are_withheld(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, release: Any
) -> None:
    with as_(cast.officer_th):
        grown = log("suspects", cast.officer_th, identifiers=(PHONE, HIDDEN))
        child = log("suspects", cast.officer_th, identifiers=(PHONE,), treated_as_child=True)
    khmer = client_of(cast.coordinator_kh)
    for record in (grown, child):
        release(record, "kh-moi")
    page = told(khmer.get(f"/records/suspects/{grown.pk}/"))
    assert "+66812345678" in page
    assert "It is written so" not in page
    assert "999" not in page.replace("9999-", ""), "a mark of its own is stricter than the record's"
    answer = khmer.get(f"/api/v1/suspects/{grown.pk}/").json()
    assert [one["normalised"] for one in answer["identifiers"]] == ["+66812345678"]
    page = told(khmer.get(f"/records/suspects/{child.pk}/"))
    assert "81234" not in page
    assert "Identifiers" not in page
    answer = khmer.get(f"/api/v1/suspects/{child.pk}/").json()
    assert answer["identifiers"] is None
    assert "identifiers" in answer["withheld"]


def test_who_marks_one_red_goes_on_seeing_it(cast: SimpleNamespace, known: Any) -> None:
    amend(cast.supervisor_th, known, (PHONE, HIDDEN))
    assert [row[0] for row in kept(cast.supervisor_th)] == ["081 234 5678", "081 999 9999"]
    assert [row[0] for row in kept(cast.coordinator_th)] == ["081 234 5678"]
    amend(cast.coordinator_th, known, ())
    assert [row[0] for row in kept(cast.supervisor_th)] == ["081 999 9999"], "what a writer cannot see stays"


def test_they_move_into_the_vault_with_the_name(cast: SimpleNamespace, as_: As) -> None:
    card = IdentifierDraft("passport", "AB1234567", country="VN")
    chat = IdentifierDraft("handle", "@sample", issuer="Telegram")
    with as_(cast.officer_th):
        suspect = log("suspects", cast.officer_th, identifiers=(PHONE, card, chat))
    principal = principal_of(cast.protection_th)
    with as_(cast.protection_th):
        laborer = reclassify_suspect(principal=principal, suspect=suspect, on=date(2024, 10, 1), words="screened")
        open_identity(principal=principal, record=laborer, reason="care", words="screening")
        identity = read_identity(principal, laborer)
        assert identity.phones == ("081 234 5678",)
        assert [(one.number, one.country) for one in identity.documents] == [("AB1234567", "VN")]
        assert "@sample Telegram" in identity.notes
        assert not SuspectIdentifier.objects.exists()


def sent(**values: Any) -> dict[str, Any]:
    rows = {"names-TOTAL_FORMS": 1, "names-INITIAL_FORMS": 0, "names-0-text": "ก", "names-0-kind": "legal"}
    rows |= {"identifiers-TOTAL_FORMS": 2, "identifiers-INITIAL_FORMS": 0}
    rows |= {"identifiers-0-kind": "phone", "identifiers-1-kind": "phone"}
    fields = {"sex": "unknown", "tier": "member", "tlp": "amber", "handling_code": "H1", "attribution": "direct"}
    return rows | fields | {"happened": "person_of_interest"} | values


def test_the_form_takes_several(cast: SimpleNamespace, client_of: ClientOf) -> None:
    data = {"identifiers-0-text": "081 234 5678", "identifiers-1-kind": "passport", "identifiers-1-text": "AB1234567"}
    thai = client_of(cast.officer_th)
    answer = thai.post("/records/suspects/new/", sent(**data), follow=True)
    assert "+66812345678" in told(answer)
    assert [row[0] for row in kept(cast.officer_th)] == ["081 234 5678", "AB1234567"]
    key = re.search(r"/records/suspects/([0-9a-f-]{36})/", answer.redirect_chain[0][0])
    assert key is not None
    form = told(thai.get(f"/records/suspects/{key.group(1)}/edit/"))
    assert 'value="081 234 5678"' in form
    emptied = {
        "version": 1,
        "names-INITIAL_FORMS": 1,
        "identifiers-INITIAL_FORMS": 2,
        "identifiers-0-text": "081 234 5678",
    }
    thai.post(f"/records/suspects/{key.group(1)}/edit/", sent(**emptied))
    assert [row[0] for row in kept(cast.officer_th)] == ["081 234 5678"]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"identifiers-0-issuer": "Bank"}, "Write the number, or take the row away"),
        ({"identifiers-0-text": "1", "identifiers-0-kind": "serial"}, "serial is not one of"),
        ({"identifiers-0-text": "1" * 161}, "at most 160 characters"),
        ({"identifiers-0-text": "1", "identifiers-0-country": "XX"}, "XX is not one of"),
        ({"identifiers-TOTAL_FORMS": "x"}, ""),
        ({"identifiers-TOTAL_FORMS": "2000000000"}, ""),
    ],
)
def test_a_mistake_is_named(cast: SimpleNamespace, client_of: ClientOf, values: dict[str, str], says: str) -> None:
    answer = client_of(cast.officer_th).post("/records/suspects/new/", sent(**values))
    assert answer.status_code == 400
    assert says in told(answer)
    assert kept(cast.officer_th) == []


def test_the_api_takes_and_tells_them(cast: SimpleNamespace, client_of: ClientOf) -> None:
    thai = client_of(cast.officer_th)
    body: dict[str, Any] = {"names": [{"text": "ก"}], "identifiers": [{"kind": "phone", "text": "081 234 5678"}]}
    made = thai.post("/api/v1/suspects/", body, content_type="application/json")
    assert made.status_code == 201
    assert made.json()["identifiers"] == [
        {
            "kind": "phone",
            "text": "081 234 5678",
            "country": "",
            "issuer": "",
            "tlp": "",
            "normalised": "+66812345678",
            "check": "pass",
            "finding": "",
            "confirmed": False,
        }
    ]
    address = f"/api/v1/suspects/{made.json()['id']}/"
    for wrong in (
        [{"kind": "serial", "text": "1"}],
        [{"kind": "x", "text": "1"}],
        [{"kind": "phone", "check": "pass"}],
    ):
        refused = thai.patch(address, {"version": 1, "identifiers": wrong}, content_type="application/json")
        assert refused.status_code == 400
        assert list(refused.json()) == ["identifiers"]
    answer = thai.patch(address, {"version": 1, "identifiers": []}, content_type="application/json")
    assert answer.json()["identifiers"] == []
