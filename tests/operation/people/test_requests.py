"""What the middleware holds around every request: one transaction, the database's context, the log of denials."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import Client
from django.urls import path

from operation.audit.models import AuditEntry
from operation.cases.records.suspect import Suspect
from operation.config import urls
from operation.kernel.errors import Denied, NotAllowed
from operation.people.models import User
from tests.factories.records import log

ClientOf = Callable[[User], Client]


def organisation_in_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.organisation', true)")
        return str(cursor.fetchone()[0])


def whoami(request: HttpRequest) -> HttpResponse:
    return HttpResponse(organisation_in_database())


def renders_late(request: HttpRequest) -> TemplateResponse:
    """The rows are read while the template renders, after the view has returned."""
    template = engines["django"].from_string("{% for suspect in suspects %}{{ suspect.reference }}{% endfor %}")
    return TemplateResponse(request, template, {"suspects": Suspect.objects.all()})


def refuses(request: HttpRequest) -> HttpResponse:
    raise NotAllowed(Denied("not on a Sunday"), verb="open suspects")


def breaks_after_writing(request: Any) -> HttpResponse:
    User.objects.filter(pk=request.user.pk).update(first_name="half-done")
    return HttpResponse(status=500)


def breaks(request: Any) -> HttpResponse:
    User.objects.filter(pk=request.user.pk).update(first_name="half-done")
    raise RuntimeError("broken")


def breaks_the_transaction(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    return HttpResponse()


class Addresses:
    urlpatterns: ClassVar = [
        path("whoami/", whoami),
        path("late/", renders_late),
        path("refuses/", refuses),
        path("fails/", breaks_after_writing),
        path("breaks/", breaks),
        path("aborts/", breaks_the_transaction),
        *urls.urlpatterns,
    ]


@pytest.fixture(autouse=True)
def addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = Addresses


def test_the_database_knows_who_asks(cast: SimpleNamespace, client_of: ClientOf) -> None:
    asked = client_of(cast.officer_th).get("/whoami/").content.decode()
    assert asked == str(cast.officer_th.organisation_id)


@pytest.mark.parametrize("who", ["observer_unodc", "admin", "dpo", "stranger"])
def test_who_reads_no_record_has_no_organisation_there(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    assert client_of(getattr(cast, who)).get("/whoami/").content == b""


def test_nothing_is_left_for_the_next_request(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client_of(cast.officer_th).get("/whoami/")
    assert organisation_in_database() == ""
    assert Client().get("/whoami/").content == b""


def test_what_a_template_reads_is_inside(cast: SimpleNamespace, as_: Any, client_of: ClientOf) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th)
    assert client_of(cast.officer_th).get("/late/").content.decode() == record.reference
    assert client_of(cast.officer_vn).get("/late/").content == b""


def test_a_refusal_is_403_says_why_and_is_logged(cast: SimpleNamespace, client_of: ClientOf) -> None:
    answer = client_of(cast.officer_th).get("/refuses/")
    assert answer.status_code == 403
    assert "not on a Sunday" in answer.content.decode()
    entry = AuditEntry.objects.get(verb="denied")
    assert entry.actor_id == cast.officer_th.pk
    assert entry.details["attempted"] == "open suspects"


@pytest.mark.parametrize("address", ["/fails/", "/breaks/"])
def test_a_server_error_undoes_everything(cast: SimpleNamespace, client_of: ClientOf, address: str) -> None:
    browser = client_of(cast.officer_th)
    browser.raise_request_exception = False
    assert browser.get(address).status_code == 500
    cast.officer_th.refresh_from_db()
    assert cast.officer_th.first_name == ""


def test_a_failed_query_is_told_as_itself(
    cast: SimpleNamespace, client_of: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    browser = client_of(cast.officer_th)
    browser.raise_request_exception = False
    assert browser.get("/aborts/").status_code == 500
    assert [str(said.exc_info[1]) for said in caplog.records if said.exc_info and said.exc_info[1]] != []
    assert "nowhere" in caplog.text
    assert "InFailedSqlTransaction" not in caplog.text
    assert organisation_in_database() == ""


def test_an_ended_account_is_nobody(cast: SimpleNamespace, client_of: ClientOf) -> None:
    browser = client_of(cast.officer_th)
    User.objects.filter(pk=cast.officer_th.pk).update(expires_on="2024-01-01")
    assert browser.get("/whoami/").content == b""
