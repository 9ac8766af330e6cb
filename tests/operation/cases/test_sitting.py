"""Entries of one sitting: place, day and action day go on to the next record, are said, and stay out of addresses."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client

from operation.audit.models import AuditEntry
from operation.people.models import User
from operation.plan.models import ActionDay, Operation
from tests.factories.records import log

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
NEW, OTHER = "/records/suspects/new/", "/records/seized-assets/new/"
NOWHERE = "018f0000-0000-7000-8000-000000000000"


@pytest.fixture
def officer(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.officer_th)


@pytest.fixture
def logged(cast: SimpleNamespace, as_: As, seagull: Operation) -> Any:
    """A suspect of a raid."""
    day = ActionDay.objects.create(
        operation=seagull, number=1, title="First action day", held_on=date(2024, 9, 10), lead_id="TH"
    )
    with as_(cast.officer_th):
        return log("suspects", cast.officer_th, place_name="แม่สาย", place_country="TH", action_day=day)


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def given(**more: str) -> dict[str, str]:
    rows = {"names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "0", "names-0-kind": "legal", "names-0-text": "สมชาย"}
    marks = {"tlp": "amber", "handling_code": "H1", "attribution": "direct"}
    facts = {"tier": "member", "sex": "unknown", "status": "", "happened": "person_of_interest"}
    when = {"event_date_0": "2024-09-10", "event_date_1": "gregorian", "place_name": "Mae Sot"}
    return rows | marks | facts | when | more


@pytest.mark.parametrize("form", [NEW, OTHER])
def test_the_next_form_holds_place_day_and_action_day(officer: Client, logged: Any, form: str) -> None:
    page = words(officer.get(f"{form}?like=suspects:{logged.pk}"))
    assert 'value="แม่สาย"' in page
    assert 'value="2024-09-10"' in page
    assert f'<option value="{logged.action_day_id}" selected>' in page
    assert '<option value="TH" selected>' in page
    assert f"As in {logged.reference}:" in page
    assert f'<a href="{form}">Start with an empty form</a>' in page


def test_nothing_else_is_taken_over(officer: Client, logged: Any) -> None:
    page = words(officer.get(f"{NEW}?like=suspects:{logged.pk}"))
    assert "อนันต์" not in page
    assert "As in" not in words(officer.get(NEW))


@pytest.mark.parametrize("button", ["again", "log"])
def test_who_logs_one_is_offered_the_next_there(officer: Client, button: str) -> None:
    answer = officer.post(NEW, given(**{button: "1"}), follow=True)
    page = words(answer)
    offered = re.search(
        r"like=suspects:([0-9a-f-]{36})", page if button == "log" else unquote(answer.request["QUERY_STRING"])
    )
    assert offered
    assert "Mae%20Sot" not in page
    assert 'value="Mae Sot"' in words(officer.get(f"{NEW}?like=suspects:{offered[1]}"))


def test_another_type_is_logged_at_the_same_place(
    cast: SimpleNamespace, client_of: ClientOf, officer: Client, logged: Any
) -> None:
    page = words(officer.get(f"{NEW}?like=suspects:{logged.pk}"))
    assert f'<a href="{OTHER}?like=suspects:{logged.pk}">Seized asset</a>' in page
    assert f'<a href="{NEW}?like' not in page, "its own type is the form itself"
    laborers = f"/records/rescued-laborers/new/?like=suspects:{logged.pk}"
    assert f'href="{OTHER}' not in words(client_of(cast.protection_th).get(laborers)), "only what one may log"


def test_who_was_arrested_there_goes_on_to_the_next(cast: SimpleNamespace, officer: Client) -> None:
    """Twenty are arrested in one raid; a seized asset is not."""
    answer = officer.post(NEW, given(happened="arrest", again="1"), follow=True)
    page = words(answer)
    assert re.search(r'value="arrest"[^>]* checked', page)
    assert "Status <span>Suspect, arrested</span>" in page
    key = re.search(r"like=suspects:([0-9a-f-]{36})", unquote(answer.request["QUERY_STRING"]))
    assert key
    assert "Suspect, arrested" not in words(officer.get(f"{OTHER}?like=suspects:{key[1]}"))


def test_the_reading_is_in_the_trail(cast: SimpleNamespace, officer: Client, logged: Any) -> None:
    officer.get(f"{NEW}?like=suspects:{logged.pk}")
    assert AuditEntry.objects.filter(verb="read", target_id=logged.pk, actor_id=cast.officer_th.pk).exists()


@pytest.mark.parametrize("asked", ["suspects:x", f"suspects:{NOWHERE}", "planets:1", "suspects"])
def test_what_there_is_not_is_no_page(officer: Client, asked: str) -> None:
    assert officer.get(f"{NEW}?like={asked}").status_code == 404


def test_others_records_are_not_taken_over(
    cast: SimpleNamespace, client_of: ClientOf, logged: Any, release: Any
) -> None:
    """Neither hidden ones nor those that were released: the place is the originator's."""
    client = client_of(cast.officer_kh)
    assert client.get(f"{NEW}?like=suspects:{logged.pk}").status_code == 404
    release(logged, "kh-moi")
    assert client.get(f"{NEW}?like=suspects:{logged.pk}").status_code == 404
