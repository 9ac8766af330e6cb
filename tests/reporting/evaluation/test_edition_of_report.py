"""An edition that is built for a report prints what the six countries agreed to, and waits for all of them."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from operation.access.context import acting_as
from operation.kernel import clock
from operation.kernel.errors import Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.consultation.selectors import latest_round
from reporting.drafting.models import Report
from reporting.evaluation.actions import confirm_release, propose_release, request_edition
from reporting.evaluation.chapters import Text
from reporting.evaluation.collect import collect
from reporting.evaluation.content import Evaluation
from reporting.evaluation.models import Edition, EditionState
from reporting.evaluation.render import render_html
from tests.factories import editions, written
from tests.factories.returns import noon

ClientOf = Callable[[User], Client]
NOTE = "Phần 3 không nói về ngân hàng"


@pytest.fixture
def report(cast: SimpleNamespace) -> Report:
    editions.results(cast)
    made = written.begun(cast.desk_communication)
    written.saved(
        cast.director, made, "relevance", "## Arrests\nIn all {{P02:TH}} persons.\n\n- a point", for_observers=True
    )
    written.saved(cast.director, made, "effectiveness", "Between us alone.")
    written.saved(cast.director, made, "victims", "Of the {{V01}} persons some were children.")
    written.saved(
        cast.director, made, "recommendations", "- Freeze sooner (TH, 2025-06-30)\n- Train (LMLECC, 2025-03-01)"
    )
    written.saved(cast.supervisor_kh, made, "national", "កម្ពុជា", "KH", language="km", for_observers=True)
    written.saved(cast.supervisor_th, made, "national", "ไทย {{P02:TH}}", "TH", language="th")
    return written.circulated(cast, made)


def collected(cast: SimpleNamespace, report: Report, audience: str = "member", language: str = "en") -> Evaluation:
    principal = principal_of(cast.director)
    order = editions.order(audience, language, report.cutoff)
    with acting_as(principal, channel="test"):
        round_ = latest_round(principal, report)
        return collect(principal, report.operation, order, number=1, round_=round_)


def built(cast: SimpleNamespace, report: Report, audience: str = "member") -> Edition:
    principal = principal_of(cast.director)
    with acting_as(principal, channel="test"):
        round_ = latest_round(principal, report)
        order = editions.order(audience, "en", report.cutoff)
        made = request_edition(principal=principal, operation=report.operation, order=order, round_=round_)
    return editions.finished(cast.director, made)


def test_members_read_every_section_with_the_figures_of_the_tables(cast: SimpleNamespace, report: Report) -> None:
    written.approved(cast.coordinator_vn, report, "noted", NOTE)
    content = collected(cast, report)
    html = render_html(content)
    assert "Evaluation by the six countries" in html
    assert "In all 140 persons." in html
    assert "Between us alone." in html
    assert "<h4" in html
    assert NOTE in html.replace("\u200b", "")
    thai = next(one for one in content.nationals if one.country == "TH")
    assert [(text.words, text.language) for text in thai.text if isinstance(text, Text)] == [("ไทย 140", "th")]
    (advised,) = [one for one in content.written if one.advice]
    assert [(one.owner, one.until.isoformat()) for one in advised.advice] == [
        ("Thailand", "2025-06-30"),
        ("LMLECC", "2025-03-01"),
    ]
    assert content.round_digest


def test_observers_read_what_its_author_marked_and_never_of_victims(cast: SimpleNamespace, report: Report) -> None:
    written.approved(cast.coordinator_vn, report, "noted", NOTE)
    content = collected(cast, report, "observer")
    assert [one.title for one in content.written] == ["Relevance"]
    told = {one.country: one.text for one in content.nationals if one.text}
    assert {code: [text.words for text in said if isinstance(text, Text)] for code, said in told.items()} == {
        "KH": ["កម្ពុជា"]
    }
    assert [one.note for one in content.consents] == [None]
    html = render_html(content)
    for kept in ("Between us alone", "some were children", "ไทย", NOTE, "Freeze sooner"):
        assert kept not in html.replace("\u200b", ""), kept


def test_an_edition_without_a_report_prints_no_chapter_of_it(cast: SimpleNamespace) -> None:
    principal = principal_of(cast.director)
    with acting_as(principal, channel="test"):
        content = collect(principal, cast_operation(cast), editions.order(), number=1)
    html = render_html(content)
    assert "Mutual consultation" not in html
    assert "Evaluation by the six countries" not in html


def cast_operation(cast: SimpleNamespace) -> Operation:
    found: Operation = cast.director.appointments.get().operation
    return found


def test_a_figure_that_moved_since_stops_the_build(cast: SimpleNamespace, report: Report) -> None:
    collected(cast, report)
    with clock.at(noon("2025-01-05")):
        editions.arrests(cast.officer_th, 3, "2024-12-30")
    with pytest.raises(Refused, match="Circulate the report again"):
        collected(cast, report)


def test_it_is_released_when_all_have_agreed_to_the_round_that_it_prints(cast: SimpleNamespace, report: Report) -> None:
    edition, director = built(cast, report), principal_of(cast.director)
    with acting_as(director, channel="test"), pytest.raises(Refused, match="Not all have approved"):
        propose_release(principal=director, edition=edition)
    written.all_approved(cast, report)
    with acting_as(director, channel="test"):
        proposed = propose_release(principal=director, edition=edition)
    written.saved(cast.director, report, "effectiveness", "Changed at the last moment.")
    again = written.circulated(cast, report)
    second = principal_of(cast.desk_supervision)
    with acting_as(second, channel="test"), pytest.raises(Refused, match="Not all have approved"):
        confirm_release(principal=second, edition=proposed)
    written.all_approved(cast, again)
    with acting_as(second, channel="test"), pytest.raises(Refused, match="prints round 1"):
        confirm_release(principal=second, edition=proposed)
    newer = built(cast, again)
    with acting_as(director, channel="test"):
        newer = propose_release(principal=director, edition=newer)
    with acting_as(second, channel="test"):
        assert confirm_release(principal=second, edition=newer).state == EditionState.RELEASED


def test_it_is_asked_for_on_a_page_of_the_report(cast: SimpleNamespace, client_of: ClientOf, report: Report) -> None:
    client, page = client_of(cast.desk_communication), reverse("written-edition", args=[report.pk])
    answer = client.post(page, {"audience": "observer", "language": "th"})
    assert answer.status_code == 302
    edition = Edition.objects.get()
    assert (edition.round.number if edition.round else 0, edition.cutoff, edition.language) == (1, report.cutoff, "th")
    assert reverse("report", args=[edition.pk]) in client.get(page).content.decode()
