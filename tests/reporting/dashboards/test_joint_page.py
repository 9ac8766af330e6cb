"""Joint results claimed by two: everybody who reads figures reads the findings, the supervision desk records them."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.audit.models import AuditEntry
from operation.people.models import Country, User
from operation.plan.models import ActionDay, Operation
from tests.factories.returns import verified

ClientOf = Callable[[User], Client]
DAY = "2024-09-10"
PAGE = "/results/joint/"


@pytest.fixture
def raid(cast: SimpleNamespace, seagull: Operation) -> ActionDay:
    day = ActionDay.objects.create(
        operation=seagull, number=6, title="Joint action on a compound", held_on=date.fromisoformat(DAY), lead_id="CN"
    )
    day.countries.set(Country.objects.filter(code__in=["CN", "MM"]))
    verified(cast.coordinator_cn, cast.desk_supervision, DAY, {"P02": 838})
    verified(cast.coordinator_mm, cast.desk_supervision, DAY, {"P02": 807})
    return day


def entered(cast: SimpleNamespace, raid: ActionDay, **changes: Any) -> dict[str, Any]:
    agency = cast.coordinator_mm.organisation
    given = {"action_day": raid.pk, "indicator": "P02", "agency": agency.pk, "twice": "807", "reason": "Lists compared"}
    return given | changes


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_desk_records_a_finding_and_all_read_it(
    raid: ActionDay, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    desk = client_of(cast.desk_supervision)
    assert "None recorded" in text(desk.get(PAGE))
    done = desk.post(PAGE, entered(cast, raid), follow=True)
    assert "Recorded. The total is without it from now on." in text(done)
    for who in (cast.officer_th, cast.coordinator_mm, cast.director):
        page = text(client_of(who).get(PAGE))
        assert "Joint action on a compound" in page
        assert "−807" in page
        assert "Lists compared" in page
    results = text(client_of(cast.director).get("/results/"))
    assert f'<a class="plain" href="{PAGE}">−807</a>' in results
    assert "838" in results


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"twice": "808"}, "cannot be claimed twice"),
        ({"twice": "many"}, "Enter a number"),
        ({"indicator": "Z99"}, "Z99"),
        ({"reason": ""}, "required"),
        ({"action_day": "00000000-0000-0000-0000-000000000000"}, "valid choice"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_recorded(
    changes: dict[str, str], words: str, raid: ActionDay, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    desk = client_of(cast.desk_supervision)
    refused = desk.post(PAGE, entered(cast, raid, **changes))
    assert refused.status_code == 400
    assert words in text(refused)
    assert not AuditEntry.objects.filter(verb="joint_claim_settled").exists()


@pytest.mark.parametrize("who", ["coordinator_mm", "director", "desk_information"])
def test_nobody_else_records_one(who: str, raid: ActionDay, cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(getattr(cast, who))
    assert "Record a finding" not in text(client.get(PAGE))
    assert client.post(PAGE, entered(cast, raid)).status_code == 403


@pytest.mark.parametrize("who", ["observer_unodc", "dpo", "admin"])
def test_who_reads_no_figures_is_told_so(who: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert client_of(getattr(cast, who)).get(PAGE).status_code == 403
