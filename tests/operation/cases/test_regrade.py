"""Regrading: the originator's supervisor or coordinator, with a reason; recipients are told, RED ends every release."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.audit.models import AuditEntry
from operation.cases.marking import Marking
from operation.cases.notices import SharingNotice
from operation.cases.records.suspect import Suspect
from operation.cases.sharing import regrade_records, release_records
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]


@pytest.fixture
def suspect(cast: SimpleNamespace, as_: As) -> Any:
    """Logged by Thailand's officer, released to Cambodia and LMLECC."""
    with as_(cast.officer_th):
        found = log("suspects", cast.officer_th)
    to = [cast.officer_kh.organisation, cast.director.organisation]
    with as_(cast.coordinator_th):
        principal = principal_of(cast.coordinator_th)
        release_records(principal=principal, records=[found], to=to, purpose="joint inquiry")
    return found


def regrade(by: User, record: Any, tlp: str, code: str = "H1", **more: Any) -> Any:
    marking = Marking(tlp, code, more.get("text", ""), tuple(more.get("named", ())))
    return regrade_records(
        principal=principal_of(by),
        records=[record],
        versions=[more.get("version", record.version)],
        marking=marking,
        reason=more.get("reason", "source at risk"),
    )[0]


def reads(as_: As, user: User) -> bool:
    with as_(user):
        return bool(Suspect.objects.visible_to(principal_of(user)).exists())


def readers(cast: SimpleNamespace, as_: As) -> set[str]:
    people = (
        "officer_th",
        "supervisor_th",
        "coordinator_th",
        "protection_th",
        "officer_kh",
        "coordinator_kh",
        "director",
    )
    return {name for name in people if reads(as_, getattr(cast, name))}


EVERYBODY = {
    "officer_th",
    "supervisor_th",
    "coordinator_th",
    "protection_th",
    "officer_kh",
    "coordinator_kh",
    "director",
}


@pytest.mark.parametrize(
    ("tlp", "who"),
    [
        ("clear", EVERYBODY),
        ("green", EVERYBODY),
        ("amber", EVERYBODY),
        ("amber_strict", EVERYBODY - {"officer_kh"}),
        ("red", {"coordinator_th", "officer_th"}),
    ],
)
def test_the_mark_is_the_ceiling_for_originator_and_recipients(
    cast: SimpleNamespace, as_: As, suspect: Any, tlp: str, who: set[str]
) -> None:
    """Who logged it goes on reading it; RED names besides him the one who marks it."""
    with as_(cast.coordinator_th):
        regrade(cast.coordinator_th, suspect, tlp)
    assert readers(cast, as_) == who


def test_another_officer_of_the_agency_reads_up_to_amber(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.supervisor_th):
        log("suspects", cast.supervisor_th, tlp="amber_strict")
    assert not reads(as_, cast.officer_th)
    assert reads(as_, cast.protection_th)


def test_red_names_whom_it_names(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.coordinator_th):
        regrade(cast.coordinator_th, suspect, "red", named=[cast.supervisor_th.pk])
        assert not suspect.grants.exists()
    assert readers(cast, as_) == {"coordinator_th", "officer_th", "supervisor_th"}


@pytest.mark.parametrize("who", ["officer_kh", "director", "stranger"])
def test_red_names_nobody_outside_the_agency(cast: SimpleNamespace, as_: As, suspect: Any, who: str) -> None:
    with as_(cast.coordinator_th), pytest.raises(Refused) as refused:
        regrade(cast.coordinator_th, suspect, "red", named=[getattr(cast, who).pk])
    assert list(refused.value.message_dict) == ["named_readers"]


def test_from_red_back_it_is_released_to_nobody(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.coordinator_th):
        red = regrade(cast.coordinator_th, suspect, "red")
        regrade(cast.coordinator_th, red, "amber")
    assert not reads(as_, cast.officer_kh)
    assert reads(as_, cast.officer_th)


@pytest.mark.parametrize("who", ["officer_th", "protection_th", "coordinator_kh", "director"])
def test_nobody_else_regrades(cast: SimpleNamespace, as_: As, suspect: Any, who: str) -> None:
    user = getattr(cast, who)
    with as_(user), pytest.raises(NotAllowed):
        regrade(user, suspect, "green")


def test_it_needs_a_reason_words_for_h3_and_the_present_version(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.supervisor_th):
        with pytest.raises(Refused, match="Say why"):
            regrade(cast.supervisor_th, suspect, "green", reason=" ")
        with pytest.raises(Refused, match="H3 needs words"):
            regrade(cast.supervisor_th, suspect, "green", "H3")
        with pytest.raises(Conflict):
            regrade(cast.supervisor_th, suspect, "green", version=7)
        assert regrade(cast.supervisor_th, suspect, "green", "H3", text="the airport unit alone").version == 2


def test_recipients_are_told_without_the_reason_and_the_trail_knows_why(
    cast: SimpleNamespace, as_: As, suspect: Any
) -> None:
    with as_(cast.coordinator_th):
        regrade(cast.coordinator_th, suspect, "amber_strict")
    entry = AuditEntry.objects.get(verb="regraded")
    assert (entry.details["from"], entry.details["to"]) == ("amber H1", "amber_strict H1")
    assert (entry.details["reason"], sorted(entry.details["told"])) == ("source at risk", ["kh-moi", "lmlecc"])
    with as_(cast.officer_kh):
        notice = SharingNotice.objects.visible_to(principal_of(cast.officer_kh)).get()
        assert (notice.kind, notice.reference, notice.purpose) == ("regraded", suspect.reference, "")


def test_what_was_verified_stays_so(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.coordinator_th):
        Suspect.objects.filter(pk=suspect.pk).update(verification="verified")
        assert regrade(cast.coordinator_th, suspect, "green").verification == "verified"


def test_an_amendment_does_not_regrade(cast: SimpleNamespace, client_of: ClientOf, suspect: Any) -> None:
    client, address = client_of(cast.coordinator_th), f"/api/v1/suspects/{suspect.pk}/"
    for change in ({"tlp": "green"}, {"handling_code": "H0"}, {"named_readers": [str(cast.supervisor_th.pk)]}):
        answer = client.patch(address, {"version": 1} | change, content_type="application/json")
        assert (answer.status_code, list(answer.json())) == (400, list(change))
    same = client.patch(address, {"version": 1, "tlp": "amber"}, content_type="application/json")
    assert same.status_code == 200
    assert 'name="tlp"' not in client.get(f"/records/suspects/{suspect.pk}/edit/").content.decode()


def test_the_page_regrades(cast: SimpleNamespace, as_: As, client_of: ClientOf, suspect: Any) -> None:
    client, address = client_of(cast.supervisor_th), f"/records/suspects/{suspect.pk}/regrade/"
    form = client.get(address).content.decode()
    assert str(cast.officer_th) in form
    assert str(cast.officer_kh) not in form
    given = {"version": 1, "tlp": "red", "handling_code": "H2", "named_readers": [str(cast.coordinator_th.pk)]}
    assert client.post(address, given).status_code == 400
    done = client.post(address, given | {"reason": "source at risk"}, follow=True)
    assert "Regraded" in done.content.decode()
    page = client.get(f"/records/suspects/{suspect.pk}/").content.decode()
    assert "TLP:AMBER H1 → TLP:RED H2" in page
    assert str(cast.coordinator_th) in page
    assert reads(as_, cast.coordinator_th)
    assert not reads(as_, cast.protection_th)


def test_the_api_regrades(cast: SimpleNamespace, client_of: ClientOf, suspect: Any) -> None:
    given = {"version": 1, "tlp": "green", "handling_code": "H0", "reason": "published"}
    address = f"/api/v1/suspects/{suspect.pk}/regrade/"
    answer = client_of(cast.coordinator_th).post(address, given, content_type="application/json")
    assert (answer.status_code, answer.json()["tlp"], answer.json()["version"]) == (200, "green", 2)
    assert client_of(cast.officer_th).post(address, given, content_type="application/json").status_code == 403
    assert client_of(cast.coordinator_vn).post(address, given, content_type="application/json").status_code == 404
    told = client_of(cast.coordinator_kh).get(f"/api/v1/suspects/{suspect.pk}/").json()
    assert "named_readers" not in told


def test_red_is_marked_at_once_on_the_form(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    address = "/api/v1/suspects/"
    given = {"names": [{"text": "อนันต์"}], "tlp": "red", "named_readers": [str(cast.supervisor_th.pk)]}
    made = client_of(cast.officer_th).post(address, given, content_type="application/json")
    assert made.status_code == 201
    assert readers(cast, as_) == {"officer_th", "supervisor_th"}
    keys = [str(cast.officer_kh.pk), "018f0000-0000-7000-8000-000000000000"]
    refused = [
        client_of(cast.officer_th).post(address, given | {"named_readers": [key]}, content_type="application/json")
        for key in keys
    ]
    assert [answer.status_code for answer in refused] == [400, 400]
    foreign, missing = (answer.content.decode().replace(key, "x") for answer, key in zip(refused, keys, strict=True))
    assert foreign == missing
