"""The cast of one report: Thailand writes it, Cambodia gets its sanitised version, Viet Nam the report itself."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from coordination.exchange.actions import SanitisedDraft, sanitise_report
from operation.cases.sharing import release_records
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from tests.factories.records import log, ready

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
Share = Callable[..., Any]
SLUG = "intelligence-reports"
SECRET = "zamarcasin"
"""Stands in the report alone: in its title, its text, its place, its number."""

TOLD = "qorventile"
"""Stands in the sanitised version alone."""


@pytest.fixture
def report(cast: SimpleNamespace, as_: As) -> Any:
    """A draft of Thailand."""
    with as_(cast.officer_th):
        return log(
            SLUG,
            cast.officer_th,
            title=f"Talk of {SECRET}",
            narrative=f"The cook of {SECRET} heard it.",
            until_on=date(2024, 9, 12),
            place_name=SECRET,
            coordinates="13.6904, 105.2718",
            national_reference=f"{SECRET} 7",
        )


@pytest.fixture
def share(cast: SimpleNamespace, as_: As) -> Share:
    """`share(report, "vn-mps")`: graded and released by Thailand's coordinator; the report as it is then."""

    def act(report: Any, *codes: str) -> Any:
        with as_(cast.coordinator_th):
            to = [Organisation.objects.get(code=code) for code in codes]
            records = [ready(report, cast.coordinator_th)]
            release_records(
                principal=principal_of(cast.coordinator_th), records=records, to=to, purpose="joint inquiry"
            )
            return type(report).objects.get(pk=report.pk)

    return act


@pytest.fixture
def sanitised(cast: SimpleNamespace, as_: As, report: Any) -> Any:
    """Its version without the cook."""
    draft = SanitisedDraft(f"Talk of {TOLD}", f"It was heard that {TOLD}.", "amber", "H1")
    with as_(cast.officer_th):
        return sanitise_report(principal=principal_of(cast.officer_th), report=report, draft=draft)


def seen(user: User, as_: As, report: Any) -> Any:
    """The report as this user reads it."""
    with as_(user):
        return type(report).objects.visible_to(principal_of(user)).get(pk=report.pk)
