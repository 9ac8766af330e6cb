"""A step, a verification, a marking for several records: what is left out, what is refused and why, all or none."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.audit.models import AuditEntry
from operation.cases.records.seized_asset import SeizedAsset
from operation.cases.records.suspect import Suspect
from operation.people.models import User
from tests.factories.records import log, log_many, step

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
SUSPECTS, ASSETS = "/records/suspects/", "/records/seized-assets/"


@pytest.fixture
def three(cast: SimpleNamespace, as_: As) -> list[Any]:
    with as_(cast.officer_th):
        return log_many("suspects", cast.officer_th, 3)


def keys(records: list[Any]) -> list[str]:
    return [str(record.pk) for record in records]


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def states(as_: As, cast: SimpleNamespace, model: Any = Suspect) -> list[str]:
    with as_(cast.officer_th):
        return sorted(model.objects.values_list("status", flat=True))


def test_the_list_offers_the_steps_from_where_its_rows_stand(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any]
) -> None:
    page = words(client_of(cast.officer_th).get(SUSPECTS))
    assert '<option value="arrest">' in page
    assert '<option value="convict">' not in page
    assert '<option value="arrest">' not in words(client_of(cast.director).get(SUSPECTS))


def test_one_step_is_taken_with_all_of_them(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any]
) -> None:
    client = client_of(cast.officer_th)
    asked = words(client.get(f"{SUSPECTS}step/", {"step": "arrest", "id": keys(three), "among": "q=a"}))
    assert "3 records become «Suspect, arrested»." in asked
    given = {"step": "arrest", "id": keys(three), "on_0": "2024-09-12", "on_1": "gregorian", "among": "q=a"}
    done = client.post(f"{SUSPECTS}step/", given, follow=True)
    assert done.request["QUERY_STRING"] == "q=a"
    assert "3 records are now «Suspect, arrested»." in words(done)
    assert states(as_, cast) == ["arrested"] * 3
    assert AuditEntry.objects.filter(verb="arrest", actor_id=cast.officer_th.pk).count() == 3


def test_the_day_that_is_the_same_for_all_is_offered(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any]
) -> None:
    client, asked = client_of(cast.officer_th), {"step": "arrest", "id": keys(three)}
    assert 'name="on_0" value="2024-09-10"' in words(client.get(f"{SUSPECTS}step/", asked))
    with as_(cast.officer_th):
        month, other = (log("suspects", cast.officer_th, event_date=day) for day in ("2024-09", "2024-09-11"))
    for more in (month, other):
        page = words(client.get(f"{SUSPECTS}step/", asked | {"id": keys([*three, more])}))
        assert "2024-09-1" not in re.sub("The day, as .*?<", "", page)


def test_one_sees_whom_it_is_about(cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any]) -> None:
    page = words(client_of(cast.officer_th).get(f"{SUSPECTS}step/", {"step": "arrest", "id": keys(three)}))
    assert page.count("อนันต์ ตัวอย่าง") == 3
    assert all(record.reference in page for record in three)


def test_those_that_stand_elsewhere_are_left_out(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any]
) -> None:
    with as_(cast.officer_th):
        step(three[0], "arrest", cast.officer_th, date(2024, 9, 12))
    asked = words(client_of(cast.officer_th).get(f"{SUSPECTS}step/", {"step": "arrest", "id": keys(three)}))
    assert "2 records become" in asked
    assert "Left out: now «suspect, arrested»" in asked
    assert f'value="{three[0].pk}"' not in asked


def test_one_that_moved_meanwhile_is_shown_before_anything_happens(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any]
) -> None:
    with as_(cast.officer_th):
        step(three[0], "arrest", cast.officer_th, date(2024, 9, 12))
    given = {"step": "arrest", "id": keys(three), "on_0": "2024-09-12", "on_1": "gregorian"}
    asked = client_of(cast.officer_th).post(f"{SUSPECTS}step/", given)
    assert "2 records become" in words(asked)
    assert states(as_, cast) == ["arrested", "person_of_interest", "person_of_interest"]


def test_every_refusal_stands_at_its_record_and_nothing_happens(
    cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    with as_(cast.officer_th):
        early, late, good = (
            log("suspects", cast.officer_th, event_date=day) for day in ("2024-09-20", "2024-09-21", "2024-09-10")
        )
    given = {"step": "arrest", "id": keys([early, late, good]), "on_0": "2024-09-12", "on_1": "gregorian"}
    refused = client_of(cast.officer_th).post(f"{SUSPECTS}step/", given)
    assert refused.status_code == 400
    page = words(refused)
    for record in (early, late):
        assert re.search(rf"{record.reference}: 2024-09-12 lies before|{record.reference}: .{{0,40}}lies before", page)
    assert f"{good.reference}: " not in page
    assert states(as_, cast) == ["person_of_interest"] * 3


def test_what_a_step_needs_is_asked_once(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.officer_th):
        assets = log_many("seized-assets", cast.officer_th, 2)
    client = client_of(cast.officer_th)
    assert 'name="legal_order"' in words(client.get(f"{ASSETS}step/", {"step": "seize", "id": keys(assets)}))
    given = {"step": "seize", "id": keys(assets), "on_0": "2024-09-12", "on_1": "gregorian", "legal_order": "Order 7"}
    client.post(f"{ASSETS}step/", given)
    with as_(cast.officer_th):
        assert list(SeizedAsset.objects.values_list("status", "legal_order")) == [("seized", "Order 7")] * 2


def test_a_step_that_there_is_not_is_no_page(cast: SimpleNamespace, client_of: ClientOf, three: list[Any]) -> None:
    for name in ("conquer", ""):
        asked = {"step": name, "id": keys(three)}
        assert client_of(cast.officer_th).get(f"{SUSPECTS}step/", asked).status_code == 404
        assert client_of(cast.officer_th).post(f"{SUSPECTS}step/", asked).status_code == 404


@pytest.mark.parametrize("page", ["step", "verify", "regrade", "share"])
def test_nobody_else_does_it(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any], release: Any, page: str
) -> None:
    for record in three:
        release(record, "kh-moi", "lmlecc")
    given = {
        "step": "arrest",
        "id": keys(three),
        "on_0": "2024-09-12",
        "on_1": "gregorian",
        "reason": "x",
        "tlp": "green",
    }
    for reader in (cast.coordinator_kh, cast.director):
        assert client_of(reader).post(f"{SUSPECTS}{page}/", given).status_code == 403
    assert client_of(cast.coordinator_vn).post(f"{SUSPECTS}{page}/", given).status_code == 404
    assert states(as_, cast) == ["person_of_interest"] * 3


def test_others_entries_are_verified_and_one_s_own_left_out(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any]
) -> None:
    with as_(cast.supervisor_th):
        own = log("suspects", cast.supervisor_th)
    client = client_of(cast.supervisor_th)
    asked = words(client.get(f"{SUSPECTS}verify/", {"id": keys([*three, own])}))
    assert "Verify 3 records" in asked
    assert "Left out: who logged or changed it last does not verify it" in asked
    assert "3 records verified." in words(client.post(f"{SUSPECTS}verify/", {"id": keys(three)}, follow=True))
    again = words(client.get(f"{SUSPECTS}verify/", {"id": keys(three)}, follow=True))
    assert "None of the chosen records is open to this. verified already" in again


def test_a_marking_is_given_to_all_of_them(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, three: list[Any]
) -> None:
    client = client_of(cast.coordinator_th)
    assert "Regrade 3 records" in words(client.get(f"{SUSPECTS}regrade/", {"id": keys(three)}))
    given = {"id": keys(three), "tlp": "green", "handling_code": "H1"}
    refused = client.post(f"{SUSPECTS}regrade/", given)
    assert refused.status_code == 400
    assert words(refused).count('name="id"') == 3
    done = client.post(f"{SUSPECTS}regrade/", given | {"reason": "known to all"}, follow=True)
    assert "3 records regraded." in words(done)
    with as_(cast.officer_th):
        assert set(Suspect.objects.values_list("tlp", flat=True)) == {"green"}
