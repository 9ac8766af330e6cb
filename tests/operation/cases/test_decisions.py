"""Steps, verification, release and recall in the browser."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from operation.access.context import acting_as
from operation.audit.models import AuditEntry
from operation.cases.records.suspect import Suspect
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, step

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
COMMON = "gregorian"


def told(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode()).replace("&#x27;", "'")


def address(record: Any, page: str) -> str:
    return f"/records/suspects/{record.pk}/{page}/"


def now(user: User, record: Any) -> Any:
    with acting_as(principal_of(user), channel="test"):
        return Suspect.objects.get(pk=record.pk)


def releases(user: User, record: Any) -> list[tuple[str, str]]:
    with acting_as(principal_of(user), channel="test"):
        rows = record.grants.order_by("group__organisation__position")
        return list(rows.values_list("group__organisation__code", "purpose"))


@pytest.fixture
def thai(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator_th)


def test_a_step_asks_for_its_day_and_what_it_needs(thai: Client, suspect: Any) -> None:
    page = told(thai.get(address(suspect, "step/seek")))
    assert "from «Person of interest» to «Suspect, wanted»" in page
    for name in ("on_0", "warrant_number", "warrant_authority", "warrant_on_0"):
        assert f'name="{name}"' in page
    assert 'name="warrant_number"' not in told(thai.get(address(suspect, "step/arrest")))


def test_a_step_is_taken(cast: SimpleNamespace, thai: Client, suspect: Any) -> None:
    data = {"on_0": "2567-10-01", "on_1": "buddhist"}
    answer = thai.post(address(suspect, "step/arrest"), data, follow=True)
    assert "Status: Suspect, arrested. It waits for verification." in told(answer)
    record = now(cast.coordinator_th, suspect)
    assert (record.status, record.status_on, record.arrested_on) == ("arrested", date(2024, 10, 1), date(2024, 10, 1))


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("arrest", {}, "On which day?: Write the date"),
        ("arrest", {"on_0": "2024-10"}, "«2024-10» is not a whole day"),
        ("arrest", {"on_0": "2567-10-01"}, "it would be 2024-10-01"),
        ("arrest", {"on_0": "2024-09-01"}, "Status dates never run backwards"),
        ("arrest", {"on_0": "2199-09-01"}, "is in the future"),
        ("seek", {"on_0": "2024-10-01"}, "needs a legal basis"),
        ("convict", {"on_0": "2024-10-01"}, "is now «person of interest»"),
    ],
)
def test_a_step_that_cannot_be_says_why(
    cast: SimpleNamespace, thai: Client, suspect: Any, name: str, data: dict[str, str], says: str
) -> None:
    answer = thai.post(address(suspect, f"step/{name}"), {"on_1": COMMON, "warrant_on_1": COMMON} | data)
    assert answer.status_code == 400
    assert says in told(answer)
    assert now(cast.coordinator_th, suspect).status == "person_of_interest"


def test_an_unknown_step_does_not_exist(thai: Client, suspect: Any) -> None:
    assert thai.get(address(suspect, "step/vanish")).status_code == 404


@pytest.mark.parametrize("who", ["protection_th", "coordinator_kh"])
def test_who_may_not_take_it_is_told_why(
    cast: SimpleNamespace, client_of: ClientOf, suspect: Any, release: Any, who: str
) -> None:
    release(suspect, "kh-moi")
    client = client_of(getattr(cast, who))
    answer = client.post(address(suspect, "step/arrest"), {"on_0": "2024-10-01", "on_1": COMMON})
    assert answer.status_code == 403
    assert now(cast.coordinator_th, suspect).status == "person_of_interest"
    assert AuditEntry.objects.filter(verb="denied", actor_id=getattr(cast, who).pk).exists()


def test_the_second_person_verifies(cast: SimpleNamespace, client_of: ClientOf, suspect: Any) -> None:
    client = client_of(cast.supervisor_th)
    assert client.get(address(suspect, "verify")).status_code == 405
    assert "Verified." in told(client.post(address(suspect, "verify"), follow=True))
    assert now(cast.supervisor_th, suspect).verification == "verified"


def test_the_first_person_does_not(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.coordinator_th):
        own = log("suspects", cast.coordinator_th)
    assert "does not verify it" in told(thai.post(address(own, "verify"), follow=True))
    assert now(cast.coordinator_th, own).verification == "unverified"


def test_an_officer_has_no_such_button_and_no_such_right(
    cast: SimpleNamespace, client_of: ClientOf, suspect: Any
) -> None:
    assert client_of(cast.officer_th).post(address(suspect, "verify")).status_code == 403


def test_the_form_of_a_release_offers_members_and_the_secretariat(thai: Client, suspect: Any) -> None:
    page = told(thai.get(address(suspect, "share")))
    codes = re.findall(r'name="to" type="checkbox" value="([^"]+)"', page)
    assert codes == ["kh-moi", "cn-mps", "la-mps", "la-mnd", "mm-mpf", "vn-mps", "lmlecc"]


def test_a_release_and_its_recall(cast: SimpleNamespace, thai: Client, client_of: ClientOf, suspect: Any) -> None:
    data = {"to": ["kh-moi", "lmlecc"], "purpose": "joint inquiry", "until_0": "", "until_1": COMMON}
    assert "Released to" in told(thai.post(address(suspect, "share"), data, follow=True))
    assert releases(cast.coordinator_th, suspect) == [("kh-moi", "joint inquiry"), ("lmlecc", "joint inquiry")]
    assert client_of(cast.director).get(f"/records/suspects/{suspect.pk}/").status_code == 200
    page = told(thai.get(address(suspect, "recall")))
    assert re.findall(r'name="organisations" type="checkbox" value="([^"]+)"', page) == ["kh-moi", "lmlecc"]
    answer = thai.post(address(suspect, "recall"), {"organisations": ["lmlecc"], "reason": "over"}, follow=True)
    assert "They can no longer read it" in told(answer)
    assert releases(cast.coordinator_th, suspect) == [("kh-moi", "joint inquiry")]
    assert client_of(cast.director).get(f"/records/suspects/{suspect.pk}/").status_code == 404


def test_a_release_ends_with_its_day(cast: SimpleNamespace, thai: Client, suspect: Any) -> None:
    day = timezone.localdate() + timedelta(days=30)
    data = {"to": ["kh-moi"], "purpose": "joint inquiry", "until_0": day.isoformat(), "until_1": COMMON}
    thai.post(address(suspect, "share"), data)
    with acting_as(principal_of(cast.coordinator_th), channel="test"):
        assert timezone.localdate(suspect.grants.get().expires_at) == day
    assert "MOI Cambodia until" in told(thai.get(f"/records/suspects/{suspect.pk}/"))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "Who may read it?: This field is required"),
        ({"to": ["kh-moi"]}, "What may it be used for?: This field is required"),
        ({"to": ["unodc"], "purpose": "p"}, "unodc is not one of the available choices"),
        ({"to": ["th-rtp"], "purpose": "p"}, "th-rtp is not one of the available choices"),
        ({"to": ["kh-moi"], "purpose": "p", "until_0": "2020-01-01"}, "«2020-01-01» has passed"),
        ({"to": ["kh-moi"], "purpose": "p", "until_0": "soon"}, "«soon» is not a date"),
    ],
)
def test_a_release_that_cannot_be_says_why(
    cast: SimpleNamespace, thai: Client, suspect: Any, data: dict[str, Any], says: str
) -> None:
    answer = thai.post(address(suspect, "share"), {"until_1": COMMON} | data)
    assert answer.status_code == 400
    assert says in told(answer)
    assert releases(cast.coordinator_th, suspect) == []


def test_red_is_not_released(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.coordinator_th):
        red = log("suspects", cast.coordinator_th, tlp="red")
    answer = thai.post(address(red, "share"), {"to": ["kh-moi"], "purpose": "p", "until_1": COMMON})
    assert "TLP:RED is for named persons only" in told(answer)


@pytest.mark.parametrize("page", ["share", "recall"])
@pytest.mark.parametrize("who", ["officer_th", "supervisor_th", "protection_th"])
def test_only_the_coordinator_shares(
    cast: SimpleNamespace, client_of: ClientOf, suspect: Any, who: str, page: str
) -> None:
    client = client_of(getattr(cast, who))
    assert client.get(address(suspect, page)).status_code == 403
    data = {"to": ["kh-moi"], "purpose": "p", "organisations": ["kh-moi"], "reason": "r"}
    assert client.post(address(suspect, page), data).status_code == 403
    assert releases(cast.coordinator_th, suspect) == []


def test_a_recall_needs_a_reason_and_somebody(cast: SimpleNamespace, thai: Client, suspect: Any, release: Any) -> None:
    release(suspect, "kh-moi")
    for data in ({"organisations": ["kh-moi"]}, {"reason": "over"}, {"organisations": ["vn-mps"], "reason": "over"}):
        assert thai.post(address(suspect, "recall"), data).status_code == 400
    assert len(releases(cast.coordinator_th, suspect)) == 1


def test_a_step_meanwhile_taken_by_another_is_refused(
    cast: SimpleNamespace, as_: As, thai: Client, suspect: Any
) -> None:
    with as_(cast.officer_th):
        step(suspect, "arrest", cast.officer_th, date(2024, 10, 1))
    answer = thai.post(address(suspect, "step/identify"), {"on_0": "2024-10-02", "on_1": COMMON})
    assert answer.status_code == 400
    assert "is now «suspect, arrested»" in told(answer)
