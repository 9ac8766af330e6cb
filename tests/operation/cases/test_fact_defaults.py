"""A country decides, type by type, how much of the place the nameless view tells; it holds for old and new records."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.audit.models import AuditEntry
from operation.cases.fact_defaults import set_fact_defaults
from operation.cases.facts import CaseFact
from operation.cases.registry import all_types
from operation.kernel.errors import NotAllowed
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
PLACE: dict[str, Any] = {"place_country": "TH", "place_subdivision": "TH-57"}


def told(cast: SimpleNamespace, as_: As) -> dict[str, list[str]]:
    """The divisions that LMLECC sees, by type."""
    with as_(cast.desk_information):
        found: dict[str, list[str]] = {}
        for fact in CaseFact.objects.visible_to(principal_of(cast.desk_information)).order_by("recorded_at"):
            found.setdefault(fact.record_type, []).append(fact.place_subdivision)
        return found


@pytest.fixture
def logged(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        log("suspects", cast.officer_th, **PLACE)
        log("suspects", cast.officer_th, tlp="red", **PLACE)
        log("seized-assets", cast.officer_th, **PLACE)


def test_without_a_choice_the_division_is_told(cast: SimpleNamespace, as_: As, logged: None) -> None:
    assert told(cast, as_) == {"SUS": ["TH-57", "TH-57"], "AST": ["TH-57"]}


def test_the_country_alone_holds_for_old_and_new_records_of_the_type(
    cast: SimpleNamespace, as_: As, logged: None
) -> None:
    with as_(cast.coordinator_th):
        assert set_fact_defaults(principal=principal_of(cast.coordinator_th), country_only={"SUS": True}) == ["SUS"]
    with as_(cast.officer_th):
        log("suspects", cast.officer_th, **PLACE)
        log("seized-assets", cast.officer_th, **PLACE)
    with as_(cast.officer_kh):
        log("suspects", cast.officer_kh, place_country="KH", place_subdivision="KH-1")
    assert told(cast, as_) == {"SUS": ["", "", "", "KH-1"], "AST": ["TH-57", "TH-57"]}


def test_taken_back_the_division_is_told_again(cast: SimpleNamespace, as_: As, logged: None) -> None:
    """Of what the coordinator reads: a record for named readers tells its place when it next changes."""
    principal = principal_of(cast.coordinator_th)
    with as_(cast.coordinator_th):
        set_fact_defaults(principal=principal, country_only={"SUS": True})
        set_fact_defaults(principal=principal, country_only={"SUS": False})
        assert set_fact_defaults(principal=principal, country_only={"SUS": False}) == []
    assert told(cast, as_) == {"SUS": ["TH-57", ""], "AST": ["TH-57"]}
    assert AuditEntry.objects.filter(verb="fact_defaults_set").count() == 2
    with as_(cast.officer_th):
        log("suspects", cast.officer_th, **PLACE)
    assert told(cast, as_)["SUS"] == ["TH-57", "", "TH-57"]


@pytest.mark.parametrize("who", ["officer_th", "supervisor_th", "director", "observer_unodc"])
def test_nobody_else_sets_it(cast: SimpleNamespace, as_: As, client_of: ClientOf, who: str) -> None:
    user = getattr(cast, who)
    with as_(user), pytest.raises(NotAllowed):
        set_fact_defaults(principal=principal_of(user), country_only={"SUS": True})
    assert client_of(user).get("/records/facts/defaults/").status_code == 403


def test_the_page_sets_it(cast: SimpleNamespace, as_: As, client_of: ClientOf, logged: None) -> None:
    client = client_of(cast.coordinator_th)
    assert "/records/facts/defaults/" in client.get("/records/facts/").content.decode()
    assert client.post("/records/facts/defaults/", {"SUS": "country"}).status_code == 400
    given = {known.code: "division" for known in all_types()} | {"SUS": "country", "RES": "country"}
    done = client.post("/records/facts/defaults/", given, follow=True).content.decode()
    assert "Kept" in done
    assert told(cast, as_) == {"SUS": ["", ""], "AST": ["TH-57"]}
