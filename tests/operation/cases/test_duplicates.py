"""«This may be …»: told at the moment of entry, on the form and over the API, with why; nothing of other agencies."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from operation.access.context import acting_as
from operation.audit.models import AuditEntry
from operation.cases.drafts import IdentifierDraft, NameDraft, RecordDraft
from operation.cases.duplicates.selectors import possible_duplicates
from operation.cases.records.suspect import SUSPECT, Suspect
from operation.kernel.dates import Calendar, parse
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, log_many

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
PHONE = IdentifierDraft("phone", "081 234 5678")
NAME = NameDraft("สมชาย ใจดี", romanisation="Somchai Jaidee")
NICKNAME = NameDraft("เล็ก", kind="nickname")
BORN = parse("1990-03-07")
BUDDHIST = parse("2533-03-07", Calendar.BUDDHIST)


def alike(user: User, *drafts: RecordDraft) -> list[list[tuple[str, list[str]]]]:
    with acting_as(principal_of(user), channel="test"):
        found = possible_duplicates(principal_of(user), SUSPECT, drafts)
    return [[(one.record.reference, [str(why) for why in one.reasons]) for one in each] for each in found]


def draft(*names: str, phone: str = "", **values: Any) -> RecordDraft:
    identifiers = (IdentifierDraft("phone", phone),) if phone else ()
    return RecordDraft(values, tuple(NameDraft(name) for name in names), identifiers)


@pytest.fixture
def known(cast: SimpleNamespace, as_: As) -> Any:
    with as_(cast.officer_th):
        return log("suspects", cast.officer_th, names=(NAME, NICKNAME), identifiers=(PHONE,), sex="male", born_on=BORN)


@pytest.mark.parametrize(
    ("wanted", "reasons"),
    [
        (draft("คนอื่น", phone="+66 81-234-5678"), ["same telephone"]),
        (draft("สมชาย ใจดี"), ["same name"]),
        (draft("SOMCHAI  jaidee"), ["same name"]),
        (draft("เล็ก", born_on=BORN), ["same name", "same date of birth"]),
        (draft("เล็ก", born_on=BUDDHIST), ["same name", "same date of birth"]),
        (draft("สมชาย ใจดี", born_on=parse("1990")), ["same name"]),
        (draft("สมชาย ใจดี", born_on=parse("2533-03", Calendar.BUDDHIST)), ["same name"]),
        (draft("Somchay Jaydi"), ["name sounds alike"]),
        (draft("Somchay Jaydi", born_on=BORN), ["name sounds alike", "same date of birth"]),
        (draft("สมชาย ใจดี", phone="0812345678", born_on=BORN), ["same telephone", "same name", "same date of birth"]),
        (draft("คนอื่น", phone="0812345678", born_on=parse("1970")), ["same telephone"]),
    ],
)
def test_what_is_shared_is_told(cast: SimpleNamespace, known: Any, wanted: RecordDraft, reasons: list[str]) -> None:
    assert alike(cast.officer_th, wanted) == [[(known.reference, reasons)]]


@pytest.mark.parametrize(
    "wanted",
    [
        draft("คนอื่น"),
        draft("สมชาย"),
        draft("เล็ก"),
        draft("สมชาย ใจดี", born_on=parse("1970")),
        draft("สมชาย ใจดี", born_on=parse("1990-04")),
        draft("สมชาย ใจดี", born_on=parse("1990-03-08")),
        draft("เล็ก", born_on=parse("1990")),
        draft("สมชาย ใจดี", sex="female"),
        draft("คนอื่น", born_on=BORN),
        draft("คนอื่น", phone="0812345679"),
        draft(),
    ],
)
def test_what_differs_is_not(cast: SimpleNamespace, known: Any, wanted: RecordDraft) -> None:
    assert alike(cast.officer_th, wanted) == [[]]


def test_the_most_alike_stands_first_and_five_at_most(cast: SimpleNamespace, as_: As, known: Any) -> None:
    with as_(cast.officer_th):
        log_many("suspects", cast.officer_th, 6, names=(NAME,))
    found = alike(cast.officer_th, draft("สมชาย ใจดี", phone="0812345678"))[0]
    assert len(found) == 5
    assert found[0] == (known.reference, ["same telephone", "same name"])


@pytest.mark.parametrize("who", ["officer_kh", "officer_la2"])
def test_nothing_of_another_agency_is_looked_at(cast: SimpleNamespace, known: Any, release: Any, who: str) -> None:
    release(known, "kh-moi")
    assert alike(getattr(cast, who), draft("สมชาย ใจดี", phone="+66812345678")) == [[]]


def test_nothing_that_a_mark_hides_is_told(cast: SimpleNamespace, as_: As) -> None:
    hidden = IdentifierDraft("phone", "081 999 0000", tlp="red")
    with as_(cast.supervisor_th):
        log("suspects", cast.supervisor_th, names=(NAME,), identifiers=(hidden,), tlp="red")
        log("suspects", cast.supervisor_th, names=(NameDraft("คนอื่น"),), identifiers=(hidden,))
    assert alike(cast.officer_th, draft("สมชาย ใจดี", phone="0819990000")) == [[]]
    assert len(alike(cast.supervisor_th, draft("สมชาย ใจดี", phone="0819990000"))[0]) == 2


def test_many_drafts_cost_as_much_as_one(cast: SimpleNamespace, as_: As, known: Any) -> None:
    costs = []
    for count in (1, 30):
        with as_(cast.officer_th), CaptureQueriesContext(connection) as captured:
            found = possible_duplicates(principal_of(cast.officer_th), SUSPECT, [draft("สมชาย ใจดี")] * count)
        assert [len(each) for each in found] == [1] * count
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_what_is_shown_is_in_the_trail(cast: SimpleNamespace, known: Any) -> None:
    alike(cast.officer_th, draft("คนอื่น"))
    assert not AuditEntry.objects.filter(verb="compared").exists()
    alike(cast.officer_th, draft("สมชาย ใจดี"))
    assert AuditEntry.objects.get(verb="compared").details == {"shown": [str(known.pk)]}


def sent(name: str, **values: Any) -> dict[str, Any]:
    rows = {"names-TOTAL_FORMS": 1, "names-INITIAL_FORMS": 0, "names-0-text": name, "names-0-kind": "legal"}
    rows |= {"identifiers-TOTAL_FORMS": 1, "identifiers-INITIAL_FORMS": 0, "identifiers-0-kind": "phone"}
    fields = {"sex": "unknown", "tier": "member", "tlp": "amber", "handling_code": "H1", "attribution": "direct"}
    return rows | fields | {"happened": "person_of_interest"} | values


def told(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def logged(user: User) -> int:
    with acting_as(principal_of(user), channel="test"):
        return int(Suspect.objects.count())


def test_the_form_asks_once_and_logs_anyway(cast: SimpleNamespace, client_of: ClientOf, known: Any) -> None:
    thai = client_of(cast.officer_th)
    asked = thai.post("/records/suspects/new/", sent("สมชาย ใจดี"))
    assert asked.status_code == 409
    page = told(asked)
    assert "This may be …" in page
    assert known.reference in page
    assert "Same name" in page or "same name" in page
    assert "Log it anyway" in page
    assert 'value="สมชาย ใจดี"' in page, "what was entered stands there"
    assert logged(cast.officer_th) == 1
    assert thai.post("/records/suspects/new/", sent("สมชาย ใจดี", anyway="1")).status_code == 302
    assert logged(cast.officer_th) == 2


def test_a_form_that_resembles_nothing_is_not_asked(cast: SimpleNamespace, client_of: ClientOf, known: Any) -> None:
    assert client_of(cast.officer_th).post("/records/suspects/new/", sent("คนอื่น")).status_code == 302


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"names-0-text": "สมชาย ใจดี"}, True),
        ({"names-0-text": "", "identifiers-0-text": "081 234 5678"}, True),
        ({"names-0-text": "สมชาย ใจดี", "event_date_0": "soon", "names-0-kind": "legal"}, True),
        ({"names-0-text": ""}, False),
        ({"names-TOTAL_FORMS": "x"}, False),
        ({"names-0-text": "สมชาย ใจดี", "identifiers-0-kind": "stars", "identifiers-0-text": "1"}, True),
    ],
)
def test_an_unfinished_form_is_told_too(
    cast: SimpleNamespace, client_of: ClientOf, known: Any, values: dict[str, str], says: bool
) -> None:
    answer = client_of(cast.officer_th).post("/records/suspects/new/alike/", sent("") | values)
    assert answer.status_code == 200
    assert (known.reference in told(answer)) == says
    assert "<html" not in told(answer)


def test_the_api_tells_them_beside_the_new_record(cast: SimpleNamespace, client_of: ClientOf, known: Any) -> None:
    body = {"names": [{"text": "คนอื่น"}], "identifiers": [{"kind": "phone", "text": "081 234 5678"}]}
    made = client_of(cast.officer_th).post("/api/v1/suspects/", body, content_type="application/json")
    assert made.status_code == 201
    assert made.json()["possible_duplicates"] == [
        {"id": str(known.pk), "reference": known.reference, "reasons": ["same telephone"]}
    ]
