"""The page of a report: frozen text, who has answered until when, comments, notes, and the steps of the release."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from operation.access.context import acting_as
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.consultation.models import CirculatedSection
from reporting.consultation.owed import answers_owed
from reporting.drafting.models import Report
from tests.factories import editions, written
from tests.factories.returns import noon

ClientOf = Callable[[User], Client]
PLACE = 3


def page(client: Client, report: Report) -> str:
    answer = client.get(reverse("written-report", args=[report.pk]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_what_is_circulated_keeps_its_text_and_figures(cast: SimpleNamespace, client_of: ClientOf) -> None:
    editions.results(cast)
    report = written.begun(cast.director)
    written.saved(cast.director, report, "relevance", "In all {{P02:TH}} persons were arrested.")
    report = written.circulated(cast, report)
    written.saved(cast.director, report, "relevance", "Changed after it: {{P02:KH}}")
    shown = page(client_of(cast.coordinator_kh), report)
    assert ">140</span> persons were arrested." in shown
    assert "Changed after it" not in shown
    assert "Thailand" in shown


def test_a_chart_of_a_round_keeps_its_values(cast: SimpleNamespace, client_of: ClientOf) -> None:
    editions.results(cast)
    report = written.begun(cast.director)
    written.saved(cast.director, report, "relevance", "Arrests:\n{{chart:P02}}")
    report = written.circulated(cast, report)
    with clock.at(noon("2025-01-05")):
        editions.arrests(cast.officer_th, 3, "2024-12-30")
    shown = page(client_of(cast.coordinator_kh), report)
    assert "Persons arrested, by country" in shown
    frozen = shown.split('id="section-', 1)[1]
    assert "140" in frozen
    assert "143" not in frozen
    assert "results/behind" not in frozen, "what stands behind it now may be another figure"


def test_a_member_of_another_country_reads_the_whole_once_it_is_circulated(
    cast: SimpleNamespace, client_of: ClientOf
) -> None:
    report = written.circulated(cast)
    assert "ไทย" in page(client_of(cast.supervisor_vn), report)
    focal = page(client_of(cast.protection_vn), report)
    assert "Persons were screened." in focal
    assert "It was relevant." not in focal
    for who in (cast.officer_vn, cast.observer_unodc, cast.dpo, cast.stranger):
        assert client_of(who).get(reverse("written-report", args=[report.pk])).status_code == 404


def test_an_answer_and_a_comment_in_the_browser(cast: SimpleNamespace, client_of: ClientOf) -> None:
    report = written.circulated(cast)
    client = client_of(cast.coordinator_vn)
    comment = reverse("written-comment", args=[report.pk, PLACE])
    assert client.post(comment, {"text": "Say more of banks."}).status_code == 302
    approve = reverse("written-approve", args=[report.pk])
    refused = client.post(approve, {"seen": report.round, "answer": "noted", "note": ""})
    assert "Write the note down" in refused.content.decode()
    assert client.post(approve, {"seen": report.round, "answer": "noted", "note": "Phần 3 thiếu"}).status_code == 302
    shown = page(client_of(cast.director), report)
    assert "Say more of banks." in shown
    assert '<p class="prewrap" lang="vi">Phần 3 thiếu</p>' in shown
    assert "Say more of banks." not in page(client_of(cast.protection_vn), report)


def test_steps_that_are_not_open_yet_say_why(cast: SimpleNamespace, client_of: ClientOf) -> None:
    report = written.circulated(cast)
    assert "Not all countries have approved." in page(client_of(cast.director), report)
    propose = reverse("written-step", args=[report.pk, "propose"])
    answer = client_of(cast.director).post(propose, {"version": report.version + 1})
    assert answer.status_code == 400
    report.refresh_from_db()
    answer = client_of(cast.director).post(propose, {"version": report.version})
    assert "Not all have approved what stands now: MOI Cambodia" in answer.content.decode()
    written.all_approved(cast, report)
    assert client_of(cast.director).post(propose, {"version": report.version}).status_code == 302
    assert "Decide" in client_of(cast.desk_supervision).get(reverse("desk")).content.decode()


def test_who_owes_an_answer_finds_it_on_the_desk_with_its_clock(cast: SimpleNamespace, client_of: ClientOf) -> None:
    report = written.circulated(cast, days=3)
    url = reverse("written-report", args=[report.pk])
    desk = client_of(cast.coordinator_la2).get(reverse("desk")).content.decode()
    assert url in desk
    assert "Does your agency approve?" in desk
    written.approved(cast.coordinator_la2, report)
    assert url not in client_of(cast.coordinator_la2).get(reverse("desk")).content.decode()
    lao = principal_of(cast.coordinator_la)
    with acting_as(lao, channel="test"), clock.at(clock.now() + timedelta(days=30)):
        owed = list(answers_owed(lao, report.operation))
        assert [(one.by, one.to, one.is_late) for one in owed] == [("LA", "LMLECC", True)]
    assert "MPS Lao PDR" in str(owed[0].what)


def test_whoever_reads_the_released_one_reads_the_notes_of_every_round(
    cast: SimpleNamespace, client_of: ClientOf
) -> None:
    report = written.circulated(cast)
    written.all_approved(cast, report, noting=["vn"])
    written.saved(cast.supervisor_th, report, "national", "ไทย ใหม่", "TH")
    report = written.circulated(cast, report)
    written.approved(cast.coordinator_th, report)
    written.stepped(cast.desk_supervision, written.stepped(cast.director, report, "propose"), "confirm")
    shown = page(client_of(cast.officer_mm), report)
    assert "A note of vn" in shown
    assert "ไทย ใหม่" in shown
    with acting_as(principal_of(cast.officer_mm), channel="test"):
        assert set(CirculatedSection.objects.values_list("round__number", flat=True)) == {2}


def test_a_comment_waits_until_lmlecc_answers_it(cast: SimpleNamespace, client_of: ClientOf) -> None:
    report = written.circulated(cast)
    words = "1 section is commented on"
    written.commented(cast.coordinator_kh, report)
    assert words in client_of(cast.desk_communication).get(reverse("desk")).content.decode()
    assert words not in client_of(cast.desk_supervision).get(reverse("desk")).content.decode()
    written.commented(cast.director, report, text="It is taken up.")
    assert words not in client_of(cast.desk_communication).get(reverse("desk")).content.decode()


def test_who_circulates_reads_what_is_left_out(cast: SimpleNamespace, client_of: ClientOf) -> None:
    report = written.written(cast)
    step = reverse("written-step", args=[report.pk, "circulate"])
    shown = client_of(cast.desk_communication).get(step).content.decode()
    left_out = shown.partition("Not written, and left out")[2].partition("</dd>")[0]
    assert "Coherence" in left_out
    assert "Relevance" not in left_out


def test_a_named_author_finds_his_section_on_the_desk(cast: SimpleNamespace, client_of: ClientOf) -> None:
    report = written.begun(cast.director)
    written.given(cast.coordinator_th, report, "national", "TH", author=cast.officer_th)
    section = written.section(cast.coordinator_th, report, "national", "TH")
    edit = reverse("written-section-edit", args=[report.pk, section.pk])
    assert edit in client_of(cast.officer_th).get(reverse("desk")).content.decode()
    assert edit not in client_of(cast.coordinator_th).get(reverse("desk")).content.decode()
    written.saved(cast.officer_th, report, "national", "ไทย", "TH")
    assert edit not in client_of(cast.officer_th).get(reverse("desk")).content.decode()


def test_pages_cost_the_same_however_much_there_is(cast: SimpleNamespace, client_of: ClientOf) -> None:
    report = written.circulated(cast)
    client = client_of(cast.coordinator_kh)
    addresses = [reverse("written-report", args=[report.pk]), reverse("written-reports"), reverse("desk")]
    few = [_queries(client, address) for address in addresses]
    for _more in range(2):
        written.circulated(cast)
    written.all_approved(cast, report, noting=["vn", "mm"], without=["kh"])
    written.commented(cast.coordinator_th, report)
    written.commented(cast.director, report)
    written.saved(cast.supervisor_th, report, "national", "ไทย ใหม่", "TH")
    written.round_of(cast, report)
    assert [_queries(client, address) for address in addresses] == few


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
