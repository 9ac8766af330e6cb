"""The pages on which reports are written: kept as one types, both texts where two write, figures and lessons placed."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from operation.people.models import User
from reporting.drafting.models import Report, Section
from tests.factories import editions, knowledge, written

ClientOf = Callable[[User], Client]


@pytest.fixture
def report(cast: SimpleNamespace) -> Report:
    return written.begun(cast.desk_communication)


def address(name: str, section: Section) -> str:
    return reverse(name, args=[section.report_id, section.pk])


def typed(section: Section, text: str, **more: str) -> dict[str, str]:
    return {"base": str(section.version), "text": text, "language": "en"} | more


def test_a_report_is_begun_in_one_form(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.desk_communication)
    given = {"kind": "weekly", "starts_on": "2024-09-09", "ends_on": "2024-09-15", "cutoff": "2024-09-20"}
    answer = client.post(reverse("written-new"), given)
    assert answer.status_code == 302
    shown = client.get(answer.headers["Location"]).content.decode()
    assert "Weekly situation report" in shown
    assert "Obstacles and requests" in shown
    refused = client.post(reverse("written-new"), given | {"ends_on": "2024-10-15"})
    assert "covers 7 days at most" in refused.content.decode()


def test_what_is_typed_is_kept_and_shown_as_it_reads(
    cast: SimpleNamespace, client_of: ClientOf, report: Report
) -> None:
    editions.results(cast)
    section = written.section(cast.director, report, "relevance")
    client = client_of(cast.director)
    told = client.post(
        address("written-section-keep", section), typed(section, "So {{P02:TH}} persons")
    ).content.decode()
    assert "Kept" in told
    assert ">140</a>" in told, "the reported ones of both weeks and the records of Thailand"
    assert "indicator=P02&amp;country=TH&amp;as_known=2025-01-10" in told
    again = client.get(address("written-section-edit", section)).content.decode()
    assert "So {{P02:TH}} persons" in again
    assert (
        "{{P02:TH}}"
        not in client_of(cast.desk_supervision).get(address("written-section-edit", section)).content.decode()
    )
    told = client.post(address("written-section-keep", section), typed(section, "{{P99}}")).content.decode()
    assert "is no figure that there is" in told
    client.post(address("written-section-edit", section), typed(section, "", discard="1"))
    assert "So {{P02:TH}}" not in client.get(address("written-section-edit", section)).content.decode()


def test_two_who_write_at_once_see_both_texts(cast: SimpleNamespace, client_of: ClientOf, report: Report) -> None:
    section = written.section(cast.director, report, "relevance")
    written.saved(cast.desk_information, report, "relevance", "Theirs, saved first")
    answer = client_of(cast.director).post(
        address("written-section-edit", section), typed(section, "Mine, typed meanwhile")
    )
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs, saved first" in shown
    assert "Mine, typed meanwhile</textarea>" in shown
    together = {"base": "1", "text": "Both", "language": "en"}
    assert client_of(cast.director).post(address("written-section-edit", section), together).status_code == 302


def test_a_kept_text_over_an_older_one_is_shown_beside_the_newer(
    cast: SimpleNamespace, client_of: ClientOf, report: Report
) -> None:
    written.kept(cast.director, report, "relevance", "Mine, kept yesterday")
    written.saved(cast.desk_information, report, "relevance", "Theirs, saved today")
    section = written.section(cast.director, report, "relevance")
    shown = client_of(cast.director).get(address("written-section-edit", section)).content.decode()
    assert "Theirs, saved today" in shown
    assert "Mine, kept yesterday</textarea>" in shown


def test_without_a_script_a_figure_and_a_lesson_are_placed_by_a_button(
    cast: SimpleNamespace, client_of: ClientOf, report: Report
) -> None:
    adopted = knowledge.adopted(cast)
    hidden = knowledge.drafted(cast.officer_kh, title="Not proposed yet")
    section = written.section(cast.director, report, "after_action")
    client, edit = client_of(cast.director), address("written-section-edit", section)
    shown = client.get(edit).content.decode()
    assert adopted.title in shown
    assert hidden.title not in shown
    shown = client.post(
        edit, typed(section, "Begun", figure="P02", shown_as="number", country="TH", place="1")
    ).content.decode()
    assert "Begun\n\n{{P02:TH}}</textarea>" in shown
    shown = client.post(edit, typed(section, "Begun", lesson=str(adopted.pk))).content.decode()
    assert f"## {adopted.title}" in shown
    assert adopted.reference in shown
    shown = client.post(edit, typed(section, "Begun", lesson=str(hidden.pk))).content.decode()
    assert hidden.title not in shown


def test_a_country_reads_its_own_section_and_no_other(
    cast: SimpleNamespace, client_of: ClientOf, report: Report
) -> None:
    written.saved(cast.supervisor_kh, report, "national", "កម្ពុជា", "KH")
    written.saved(cast.director, report, "relevance", "Ours so far")
    own = written.section(cast.supervisor_kh, report, "national", "KH")
    common = written.section(cast.director, report, "relevance")
    shown = client_of(cast.coordinator_kh).get(reverse("written-report", args=[report.pk])).content.decode()
    assert address("written-section", own) in shown
    assert address("written-section", common) not in shown
    assert client_of(cast.coordinator_th).get(address("written-section", own)).status_code == 404
    assert client_of(cast.coordinator_kh).get(address("written-section", common)).status_code == 404
    assert client_of(cast.officer_kh).get(reverse("written-report", args=[report.pk])).status_code == 404


def test_small_figures_of_victims_elsewhere_are_kept_back_from_a_writer(
    cast: SimpleNamespace, client_of: ClientOf, report: Report
) -> None:
    editions.results(cast)
    section = written.section(cast.supervisor_vn, report, "national", "VN")
    keep = address("written-section-keep", section)
    told = client_of(cast.supervisor_vn).post(keep, typed(section, "{{V01:KH:period}} and {{P02:CN}}")).content.decode()
    assert "withheld" in told
    assert "no data" in told
