"""Who got the sanitised version meets nothing of the report, on no channel, and is not told that there is one."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from coordination.exchange.actions import SanitisedDraft, sanitise_report
from operation.cases.links.actions import LinkDraft, link_records
from operation.cases.links.models import End, Link
from operation.cases.merging.actions import combine_records
from operation.cases.records.intelligence_report import IntelligenceReport
from operation.kernel.errors import NotAllowed, Refused
from operation.people.selectors import principal_of
from tests.access import canaries
from tests.coordination.exchange.conftest import SECRET, SLUG, TOLD, As, ClientOf, Share
from tests.factories.records import log

PAGES = (
    *("/desk/", "/records/", f"/records/{SLUG}/", f"/records/{SLUG}/?sort=old", "/exchange/intelligence/"),
    *("/search/?q=the+cook", f"/search/?q={TOLD}", f"/api/v1/{SLUG}/", "/records/notices/"),
)
OF_ONE = ("/records/{slug}/{key}/", "/records/{slug}/{key}/network/", "/api/v1/{slug}/{key}/")
BESIDE = ("/api/v1/{slug}/{key}/links/", "/api/v1/{slug}/{key}/feedback/")


def answers(client: Client, *reports: Any) -> Iterator[str]:
    """All that leaves the server for these reports, and on every page that is about many."""
    yield from (canaries.text_of(client.get(page)) for page in PAGES)
    for report in reports:
        addresses = [one.format(slug=SLUG, key=report.pk) for one in (*OF_ONE, *BESIDE)]
        yield from (canaries.text_of(client.get(address)) for address in addresses)
    for kind in ("json", "csv", "xlsx", "ftm"):
        form = {"format": kind, "use": "inquiry", "reason": "joint inquiry"}
        yield canaries.text_of(client.post(f"/records/{SLUG}/export/", form))


@pytest.fixture
def shared(report: Any, sanitised: Any, share: Share) -> tuple[Any, Any]:
    """The report for Viet Nam, its sanitised version for Cambodia and LMLECC."""
    return share(report, "vn-mps"), share(sanitised, "kh-moi", "lmlecc")


@pytest.mark.parametrize("reader", ["officer_kh", "coordinator_kh", "desk_information", "director"])
def test_who_got_the_version_meets_it_alone(
    cast: SimpleNamespace, client_of: ClientOf, shared: tuple[Any, Any], reader: str
) -> None:
    full, version = shared
    client = client_of(getattr(cast, reader))
    told = "".join(answers(client, full, version))
    assert TOLD in told
    assert SECRET not in told
    assert full.reference not in told
    assert str(full.pk) not in told.replace(f"/{full.pk}/", "")
    assert [client.get(page.format(slug=SLUG, key=full.pk)).status_code for page in (*OF_ONE, *BESIDE)] == [404] * 5
    assert client.get(f"/api/v1/{SLUG}/{version.pk}/links/").json() == []


def test_who_got_the_report_meets_it_and_not_the_version(
    cast: SimpleNamespace, client_of: ClientOf, shared: tuple[Any, Any]
) -> None:
    full, version = shared
    client = client_of(cast.officer_vn)
    told = "".join(answers(client, full))
    assert f"The cook of {SECRET}" in told
    assert f"heard that {TOLD}" not in told
    assert version.reference not in told
    assert client.get(f"/records/{SLUG}/{version.pk}/").status_code == 404


@pytest.mark.parametrize("reader", ["officer_la", "coordinator_mm", "observer_unodc", "dpo", "stranger"])
def test_everybody_else_meets_neither(
    cast: SimpleNamespace, client_of: ClientOf, shared: tuple[Any, Any], reader: str
) -> None:
    told = "".join(answers(client_of(getattr(cast, reader)), *shared))
    for words in (SECRET, f"heard that {TOLD}", *(one.reference for one in shared)):
        assert words not in told


def test_the_database_gives_no_more(cast: SimpleNamespace, as_: As, shared: tuple[Any, Any]) -> None:
    """Behind the first wall too: rows, their history, and the link between them."""
    full, version = shared
    event: Any = IntelligenceReport.pgh_event_model  # type: ignore[attr-defined]
    for reader, rows in ((cast.officer_kh, {version.pk}), (cast.officer_vn, {full.pk}), (cast.officer_la, set())):
        with as_(reader):
            assert set(IntelligenceReport.objects.values_list("pk", flat=True)) == rows
            assert not event.objects.exists()
            assert not Link.objects.exists()
    with as_(cast.officer_th):
        assert Link.objects.get().what[:3] == ("sanitised", version.pk, full.pk)


def test_it_takes_over_the_grade_and_nothing_by_which_the_source_is_known(
    cast: SimpleNamespace, as_: As, report: Any, sanitised: Any
) -> None:
    assert (sanitised.status, sanitised.is_sanitised, sanitised.grade_given) == ("draft", True, "B2")
    assert sanitised.reference != report.reference
    for name in ("event_on", "until_on", "place_name", "coordinates", "national_reference"):
        assert getattr(report, name), name
        assert not getattr(sanitised, name), name
    assert (sanitised.title, sanitised.narrative) == (f"Talk of {TOLD}", f"It was heard that {TOLD}.")


def test_it_is_made_on_a_page_from_the_text_of_the_report(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, report: Any
) -> None:
    client, address = client_of(cast.officer_th), f"/exchange/intelligence/{report.pk}/sanitise/"
    assert f"The cook of {SECRET}" in client.get(address).content.decode()
    form = {"title": "Talk", "narrative": report.narrative, "tlp": "green", "handling_code": "H1"}
    same = client.post(address, form)
    assert same.status_code == 400
    assert "Take out what would reveal the source" in same.content.decode()
    made = client.post(address, form | {"narrative": f"It was heard that {TOLD}."})
    with as_(cast.officer_th):
        version = IntelligenceReport.objects.get(is_sanitised=True)
    assert made.headers["Location"] == f"/records/{SLUG}/{version.pk}/"
    assert (version.tlp, version.narrative) == ("green", f"It was heard that {TOLD}.")
    page = client.get(f"/records/{SLUG}/{report.pk}/").content.decode()
    assert version.reference in page


def test_who_makes_none(cast: SimpleNamespace, as_: As, report: Any, sanitised: Any, share: Share) -> None:
    draft = SanitisedDraft("a", "b", "amber", "H1")
    sent = share(report, "vn-mps")
    for who, of in ((cast.officer_vn, sent), (cast.protection_th, sent), (cast.officer_th, sanitised)):
        with as_(who), pytest.raises(NotAllowed):
            sanitise_report(principal=principal_of(who), report=of, draft=draft)


def test_its_marking_is_checked_as_any(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        bound: Any = log(SLUG, cast.officer_th, grade_given="")
        draft = SanitisedDraft("a", "b", "amber", "H3")
        with pytest.raises(Refused) as refused:
            sanitise_report(principal=principal_of(cast.officer_th), report=bound, draft=draft)
    assert set(refused.value.message_dict) == {"handling_text"}


def test_the_two_never_become_one(cast: SimpleNamespace, as_: As, report: Any, sanitised: Any) -> None:
    """Files and links of the report would reach who has its version."""
    with as_(cast.coordinator_th):
        principal = principal_of(cast.coordinator_th)
        for kept, other in ((sanitised, report), (report, sanitised)):
            with pytest.raises(Refused, match="stay two records"):
                combine_records(principal=principal, kept=kept, other=other, reason="logged twice")
        again: Any = log(SLUG, cast.coordinator_th)
        combine_records(principal=principal, kept=again, other=report, reason="logged twice")


def test_what_a_report_speaks_of_does_not_tell_of_it(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, report: Any, sanitised: Any, share: Share
) -> None:
    """Cambodia has the suspect and the version, Viet Nam the suspect and the report."""
    with as_(cast.officer_th):
        suspect = log("suspects", cast.officer_th)
        draft = LinkDraft("speaks_of", End.of(report), End.of(suspect))
        link_records(principal=principal_of(cast.officer_th), drafts=[draft])
    full, _version = share(report, "vn-mps"), share(sanitised, "kh-moi")
    share(suspect, "vn-mps", "kh-moi")
    told = {
        who: [one["id"] for one in client_of(getattr(cast, who)).get(f"/api/v1/suspects/{suspect.pk}/links/").json()]
        for who in ("officer_vn", "officer_kh")
    }
    assert (len(told["officer_vn"]), told["officer_kh"]) == (1, [])
    assert full.reference not in client_of(cast.officer_kh).get(f"/records/suspects/{suspect.pk}/").content.decode()
    assert full.reference in client_of(cast.officer_vn).get(f"/records/suspects/{suspect.pk}/").content.decode()


def test_no_report_speaks_of_a_rescued_laborer(cast: SimpleNamespace, as_: As, report: Any) -> None:
    with as_(cast.officer_th), pytest.raises(Refused) as refused:
        draft = LinkDraft("speaks_of", End.of(report), End.of(log("rescued-laborers", cast.officer_th)))
        link_records(principal=principal_of(cast.officer_th), drafts=[draft])
    assert set(refused.value.message_dict) == {"kind"}
