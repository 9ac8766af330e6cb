"""Six countries agree: each agency once, Laos with both; a change asks again only those whom it concerns."""

from types import SimpleNamespace

import pytest

from operation.access.context import acting_as
from operation.kernel import clock
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.selectors import principal_of
from reporting.consultation.models import CirculatedSection
from reporting.consultation.selectors import consultation_of
from reporting.drafting.models import Report, ReportState
from reporting.returns.actions import verify_returns
from reporting.returns.models import NationalReturn
from tests.factories import editions, written
from tests.factories.returns import noon


def missing(cast: SimpleNamespace, report: Report) -> list[str]:
    found = consultation_of(principal_of(cast.director), report)
    return [agency.code for agency in found.missing]


def test_two_persons_release_what_all_have_approved(cast: SimpleNamespace) -> None:
    report = written.circulated(cast)
    assert len(missing(cast, report)) == 7
    written.all_approved(cast, report, noting=["vn"], without=["th"])
    with pytest.raises(Refused, match="Royal Thai Police"):
        written.stepped(cast.director, report, "propose")
    written.approved(cast.coordinator_th, report)
    assert missing(cast, report) == []
    report = written.stepped(cast.director, report, "propose")
    with pytest.raises(NotAllowed):
        written.stepped(cast.director, report, "confirm")
    report = written.stepped(cast.desk_supervision, report, "confirm")
    assert report.state == ReportState.RELEASED
    assert (report.proposed_by_id, report.released_by_id) == (cast.director.pk, cast.desk_supervision.pk)


def test_laos_has_agreed_when_both_of_its_agencies_have(cast: SimpleNamespace) -> None:
    report = written.circulated(cast)
    written.all_approved(cast, report, without=["la2"])
    found = consultation_of(principal_of(cast.director), report)
    assert {one.country: one.has_agreed for one in found.positions}["LA"] is False
    written.approved(cast.coordinator_la2, report)
    assert consultation_of(principal_of(cast.director), report).is_agreed


def test_a_change_of_a_national_section_asks_its_country_again(cast: SimpleNamespace) -> None:
    report = written.circulated(cast)
    written.all_approved(cast, report, noting=["vn"])
    written.saved(cast.supervisor_th, report, "national", "ไทย ใหม่", "TH")
    again = written.round_of(cast, report, words="Thailand said more.")
    assert again.asked == ["TH"]
    assert missing(cast, again.report) == [cast.coordinator_th.organisation.code]
    changed = CirculatedSection.objects.filter(round=again, changed=True)
    assert [(one.key, one.country_id) for one in changed] == [("national", "TH")]
    written.approved(cast.coordinator_th, again.report)
    assert missing(cast, again.report) == []


def test_a_change_of_a_common_section_asks_all_again(cast: SimpleNamespace) -> None:
    report = written.circulated(cast)
    written.all_approved(cast, report)
    written.saved(cast.desk_communication, report, "relevance", "It was very relevant.")
    again = written.round_of(cast, report)
    assert again.asked == ["KH", "CN", "LA", "MM", "TH", "VN"]
    assert len(missing(cast, again.report)) == 7


def test_a_chart_whose_values_moved_asks_again_whom_it_concerns(cast: SimpleNamespace) -> None:
    """The text is the same: the digest is over what the chart draws."""
    editions.results(cast)
    report = written.begun(cast.desk_communication)
    written.saved(cast.desk_communication, report, "relevance", "Arrests:\n\n{{chart:P02:KH:weeks}}")
    written.saved(cast.supervisor_th, report, "national", "ไทย\n{{chart:P02:TH:weeks}}", "TH")
    report = written.circulated(cast, report)
    section = CirculatedSection.objects.get(round__report=report, country="TH")
    drawn = section.figures["chart:P02:TH:weeks"]
    assert drawn["2024-W37"] == ["100", "100"]
    assert drawn["2024-W40"] == "no data"
    with pytest.raises(Refused, match="Nothing has changed"):
        written.round_of(cast, report)
    with clock.at(noon("2025-01-05")):
        editions.arrests(cast.officer_th, 3, "2024-12-30")
    again = written.round_of(cast, report)
    assert again.asked == ["TH"]
    moved = CirculatedSection.objects.get(round=again, country="TH")
    assert moved.figures["chart:P02:TH:weeks"]["2025-W01"] == ["3", "0"]


def test_a_chart_moves_when_more_of_it_is_verified(cast: SimpleNamespace) -> None:
    """Solid and hatched parts are what was agreed to, as the totals are."""
    editions.results(cast)
    report = written.begun(cast.desk_communication)
    written.saved(cast.supervisor_mm, report, "national", "{{P02:MM}}\n{{chart:P02:MM:weeks}}", "MM")
    report = written.circulated(cast, report)
    desk, waiting = principal_of(cast.desk_supervision), NationalReturn.objects.get(agency__country="MM")
    with acting_as(desk, channel="test"), clock.at(noon("2025-01-05")):
        verify_returns(principal=desk, returns=[waiting], versions=[waiting.version])
    again = written.round_of(cast, report)
    before, now = CirculatedSection.objects.filter(country="MM").order_by("round__number")
    assert (before.figures["P02:MM"], now.figures["P02:MM"]) == ("25", "25")
    drawn = [one.figures["chart:P02:MM:weeks"]["2024-W37"] for one in (before, now)]
    assert drawn == [["25", "0"], ["25", "25"]]
    assert again.asked == ["MM"]


def test_nothing_changed_is_not_circulated_again(cast: SimpleNamespace) -> None:
    report = written.circulated(cast)
    with pytest.raises(Refused, match="Nothing has changed"):
        written.round_of(cast, report)


def test_an_answer_to_an_earlier_round_is_refused(cast: SimpleNamespace) -> None:
    report = written.circulated(cast)
    written.saved(cast.desk_communication, report, "relevance", "It was very relevant.")
    written.round_of(cast, report)
    report.round = 1
    with pytest.raises(Conflict):
        written.approved(cast.coordinator_th, report)


def test_nobody_approves_his_own_words(cast: SimpleNamespace) -> None:
    report = written.written(cast)
    written.saved(cast.coordinator_th, report, "national", "ไทย ของฉัน", "TH")
    report = written.circulated(cast, report)
    with pytest.raises(NotAllowed, match="You wrote"):
        written.approved(cast.coordinator_th, report)
    written.approved(cast.coordinator_kh, report)


@pytest.mark.parametrize("who", ["officer_th", "supervisor_th", "protection_th", "director", "observer_unodc"])
def test_coordinators_alone_approve(cast: SimpleNamespace, who: str) -> None:
    report = written.circulated(cast)
    with pytest.raises(NotAllowed):
        written.approved(getattr(cast, who), report)


def test_a_note_has_words(cast: SimpleNamespace) -> None:
    report = written.circulated(cast)
    with pytest.raises(Refused, match="Write the note down"):
        written.approved(cast.coordinator_vn, report, "noted", "  ")
