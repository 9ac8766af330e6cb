"""The progress of one's own work in the browser: nobody else's, with and without a script."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from operation.jobs import engine
from operation.jobs.models import Job
from tests.operation.jobs.conftest import Bench, fresh, tamper


@pytest.mark.parametrize("route", ["job", "job-progress"])
def test_nobody_sees_the_work_of_another(asked: Job, cast: SimpleNamespace, client_of: Any, route: str) -> None:
    assert client_of(cast.director).get(reverse(route, args=[asked.pk])).status_code == 200
    for name in ("desk_supervision", "coordinator_th", "observer_unodc", "admin", "stranger"):
        client = client_of(getattr(cast, name))
        assert client.get(reverse(route, args=[asked.pk])).status_code == 404
        assert client.get(reverse(route, args=[uuid4()])).status_code == 404


def test_a_waiting_job_asks_again_by_itself_and_by_hand(asked: Job, cast: SimpleNamespace, client_of: Any) -> None:
    text = client_of(cast.director).get(reverse("job", args=[asked.pk])).content.decode()
    assert f'hx-get="{reverse("job-progress", args=[asked.pk])}"' in text
    assert f'href="{reverse("job", args=[asked.pk])}"' in text
    assert "Waiting for a worker" in text
    assert "Work of a test" in text


def test_a_running_job_tells_its_step(asked: Job, cast: SimpleNamespace, client_of: Any) -> None:
    tamper(state="running", step="first", done=1, total=4)
    answer = client_of(cast.director).get(reverse("job-progress", args=[asked.pk]))
    assert "The first step" in answer.content.decode()
    assert 'value="25"' in answer.content.decode()
    assert "HX-Refresh" not in answer
    assert "no-store" in answer["Cache-Control"]


def test_the_page_is_loaded_anew_when_it_is_over(
    asked: Job, bench: Bench, cast: SimpleNamespace, client_of: Any
) -> None:
    engine.run(asked.pk)
    answer = client_of(cast.director).get(reverse("job-progress", args=[asked.pk]))
    assert answer["HX-Refresh"] == "true"
    text = answer.content.decode()
    assert "hx-get" not in text
    assert 'href="/desk/"' in text


def test_a_failed_job_says_why(asked: Job, cast: SimpleNamespace, client_of: Any) -> None:
    tamper(state="failed", reason="no font for Khmer")
    text = client_of(cast.director).get(reverse("job", args=[asked.pk])).content.decode()
    assert "no font for Khmer" in text
    assert "Go to where it was asked for" in text


def test_one_stops_ones_own_work(asked: Job, bench: Bench, cast: SimpleNamespace, client_of: Any) -> None:
    client, address = client_of(cast.director), reverse("job-stop", args=[asked.pk])
    assert client.get(address).status_code == 405
    answer = client.post(address)
    assert answer["Location"] == "/desk/"
    fresh(asked)
    assert asked.state == "cancelled"
    engine.run(asked.pk)
    assert bench.began == 0
    late = client.post(address, follow=True)
    assert "This work is over already." in late.content.decode()


def test_nobody_stops_the_work_of_another(asked: Job, cast: SimpleNamespace, client_of: Any) -> None:
    for name in ("desk_supervision", "coordinator_th", "stranger"):
        assert client_of(getattr(cast, name)).post(reverse("job-stop", args=[asked.pk])).status_code == 404
    fresh(asked)
    assert asked.state == "queued"


def test_looking_again_stays_on_the_page_that_shows_it(asked: Job, cast: SimpleNamespace, client_of: Any) -> None:
    """The part may stand inside another page of ours; of nobody else's."""
    client, address = client_of(cast.director), reverse("job-progress", args=[asked.pk])
    inside = {"HX-Request": "true", "HX-Current-URL": "http://testserver/reports/1/"}
    assert 'href="/reports/1/"' in client.get(address, headers=inside).content.decode()
    elsewhere = inside | {"HX-Current-URL": "https://elsewhere.example/"}
    assert "elsewhere" not in client.get(address, headers=elsewhere).content.decode()
