"""The overview of reports and the desk: for you, yours, what recipients say; counted for who may see it."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coordination.exchange.actions import acknowledge_report, give_feedback
from coordination.exchange.desk import feedback_to_read, reports_to_acknowledge, reports_to_grade
from operation.cases.confirmations import confirm_handling
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.coordination.exchange.conftest import SECRET, SLUG, As, ClientOf, Share, seen
from tests.factories.records import log, step

PAGE = "/exchange/intelligence/"


def desk(user: User, as_: As) -> list[str]:
    with as_(user):
        who = principal_of(user)
        lines = (*reports_to_grade(who), *reports_to_acknowledge(who), *feedback_to_read(who))
        return [str(line.what) for line in lines]


def test_whoever_takes_part_in_the_exchange_opens_it(cast: SimpleNamespace, client_of: ClientOf) -> None:
    for who in ("officer_th", "desk_information", "protection_kh"):
        assert client_of(getattr(cast, who)).get(PAGE).status_code == 200
        assert client_of(getattr(cast, who)).get("/exchange/").headers["Location"].startswith("/exchange/")
    for who in ("observer_unodc", "dpo", "admin", "stranger"):
        assert client_of(getattr(cast, who)).get(PAGE).status_code == 403
        assert client_of(getattr(cast, who)).get("/exchange/").status_code == 403


def test_what_was_released_to_me_until_it_is_acknowledged(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, report: Any, share: Share
) -> None:
    sent = share(report, "vn-mps")
    client = client_of(cast.officer_vn)
    page = client.get(PAGE).content.decode()
    assert f"Talk of {SECRET}" in page
    assert sent.reference in page
    assert f"/exchange/intelligence/{sent.pk}/acknowledge/" in page
    assert desk(cast.officer_vn, as_) == ["1 report to acknowledge"]
    for who in ("officer_kh", "officer_la", "director", "officer_th"):
        assert f"{sent.pk}/acknowledge/" not in client_of(getattr(cast, who)).get(PAGE).content.decode()
        assert desk(getattr(cast, who), as_) == []
    client.post(f"/exchange/intelligence/{sent.pk}/acknowledge/")
    assert SECRET not in client.get(PAGE).content.decode()
    assert desk(cast.officer_vn, as_) == []


def test_at_h3_the_reference_alone_until_the_text_is_confirmed(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, share: Share
) -> None:
    with as_(cast.officer_th):
        bound = log(SLUG, cast.officer_th, title=SECRET, handling_code="H3", handling_text="ask first")
    sent, client = share(bound, "vn-mps"), client_of(cast.officer_vn)
    page = client.get(PAGE).content.decode()
    assert sent.reference in page
    assert SECRET not in page
    assert f"{sent.pk}/acknowledge/" not in page
    assert client.post(f"/exchange/intelligence/{sent.pk}/acknowledge/").status_code == 403
    with as_(cast.officer_vn):
        mine = seen(cast.officer_vn, as_, sent)
        confirm_handling(principal=principal_of(cast.officer_vn), record=mine)
    assert SECRET in client.get(PAGE).content.decode()


def test_who_may_not_read_it_is_not_told_that_it_waits(cast: SimpleNamespace, as_: As, share: Share) -> None:
    with as_(cast.supervisor_th):
        strict = log(SLUG, cast.supervisor_th, tlp="amber_strict")
    share(strict, "vn-mps")
    assert desk(cast.coordinator_vn, as_) == ["1 report to acknowledge"]
    assert desk(cast.officer_vn, as_) == []


def test_mine_by_state(cast: SimpleNamespace, as_: As, client_of: ClientOf, report: Any) -> None:
    with as_(cast.officer_th):
        log(SLUG, cast.officer_th)
        step(report, "submit", cast.officer_th, clock.today())
    page = client_of(cast.officer_th).get(PAGE).content.decode()
    assert f'href="/records/{SLUG}/?status=draft&amp;country=TH"' in page
    assert f'href="/records/{SLUG}/?status=submitted&amp;country=TH"' in page
    assert "status=graded" not in page
    assert "status=" not in client_of(cast.officer_kh).get(PAGE).content.decode()
    assert desk(cast.supervisor_th, as_) == ["1 report to grade"]
    assert desk(cast.officer_th, as_) == desk(cast.supervisor_kh, as_) == []
    assert "to grade" in client_of(cast.coordinator_th).get("/desk/").content.decode()


def test_what_recipients_say_until_it_is_noted(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, report: Any, share: Share
) -> None:
    sent = share(report, "vn-mps", "kh-moi")
    mine = seen(cast.officer_vn, as_, sent)
    with as_(cast.officer_vn):
        give_feedback(principal=principal_of(cast.officer_vn), report=mine, verdict="useful", words="velquarine")
    assert desk(cast.officer_th, as_) == ["1 piece of feedback on your reports"]
    assert desk(cast.protection_th, as_) == desk(cast.officer_vn, as_) == []
    client = client_of(cast.officer_th)
    page = client.get(PAGE).content.decode()
    assert "velquarine" in page
    assert "TLP:AMBER" in page
    client.post(f"/exchange/intelligence/{sent.pk}/feedback/noted/")
    assert desk(cast.officer_th, as_) == []
    assert "velquarine" in client.get(PAGE).content.decode()
    for who in ("officer_vn", "officer_kh", "director"):
        assert "velquarine" not in client_of(getattr(cast, who)).get(PAGE).content.decode()


@pytest.mark.parametrize("who", ["protection_vn"])
def test_who_only_reads_is_not_asked_to_answer(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, report: Any, share: Share, who: str
) -> None:
    sent = share(report, "vn-mps")
    assert f"{sent.pk}/acknowledge/" not in client_of(getattr(cast, who)).get(PAGE).content.decode()
    mine = seen(cast.officer_vn, as_, sent)
    with as_(cast.officer_vn):
        acknowledge_report(principal=principal_of(cast.officer_vn), report=mine)
    assert "Acknowledged on" in client_of(getattr(cast, who)).get(f"/records/{SLUG}/{sent.pk}/").content.decode()


def test_it_costs_the_same_however_many_there_are(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, share: Share
) -> None:
    """The overview, and a report's page with one recipient's feedback or with many."""

    def made(count: int) -> Any:
        with as_(cast.officer_th):
            rows = [log(SLUG, cast.officer_th) for _one in range(count)]
        for row in rows:
            sent = share(row, "vn-mps", "kh-moi")
            mine = seen(cast.officer_vn, as_, sent)
            with as_(cast.officer_vn):
                for words in ("once", "again")[:count]:
                    give_feedback(principal=principal_of(cast.officer_vn), report=mine, verdict="useful", words=words)
        return sent

    def queries(who: User, address: str) -> int:
        client = client_of(who)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    one = made(1)
    asked = [(who, PAGE) for who in (cast.officer_th, cast.officer_vn, cast.officer_kh)]
    few = [queries(*each) for each in asked] + [queries(cast.officer_th, f"/records/{SLUG}/{one.pk}/")]
    many_of_it = made(3)
    assert [queries(*each) for each in asked] + [queries(cast.officer_th, f"/records/{SLUG}/{many_of_it.pk}/")] == few
