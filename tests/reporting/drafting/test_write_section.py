"""A section is written by whom it was given to; two who write at once both keep their text; figures are references."""

from types import SimpleNamespace

import pytest

from operation.access.context import acting_as
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.selectors import principal_of
from reporting.drafting.models import SectionDraft, SectionVersion
from tests.factories import written


def test_a_final_evaluation_has_its_chapters_and_six_national_sections(cast: SimpleNamespace) -> None:
    report = written.begun(cast.desk_communication)
    found = [(one.key, one.country_id, one.organisation.code) for one in report.sections.select_related("organisation")]
    assert found[0] == ("context", None, "lmlecc")
    assert [country for key, country, _by in found if key == "national"] == ["KH", "CN", "LA", "MM", "TH", "VN"]
    assert [by for key, _country, by in found if key != "national"] == ["lmlecc"] * (len(found) - 6)
    assert [one.key for one in report.sections.filter(about_victims=True)] == ["victims"]


def test_every_text_is_kept_with_who_wrote_it(cast: SimpleNamespace) -> None:
    report = written.begun(cast.director)
    for by, text in ((cast.director, "One"), (cast.desk_information, "Two")):
        written.saved(by, report, "relevance", text)
    kept = SectionVersion.objects.filter(section__report=report).order_by("number")
    assert [(one.number, one.text, one.written_by_id) for one in kept] == [
        (1, "One", cast.director.pk),
        (2, "Two", cast.desk_information.pk),
    ]


def test_the_second_of_two_is_told_and_nothing_is_overwritten(cast: SimpleNamespace) -> None:
    report = written.begun(cast.director)
    written.saved(cast.director, report, "relevance", "One", base=0)
    with pytest.raises(Conflict) as told:
        written.saved(cast.desk_information, report, "relevance", "Two", base=0)
    assert told.value.both == {"version": 1}
    assert [one.text for one in SectionVersion.objects.filter(section__report=report)] == ["One"]


def test_what_is_typed_is_its_writers_alone_and_goes_with_the_saved_text(cast: SimpleNamespace) -> None:
    report = written.begun(cast.director)
    written.kept(cast.director, report, "relevance", "Typed {{no such figure}}")
    written.kept(cast.director, report, "relevance", "Typed on")
    assert SectionDraft.objects.count() == 0, "LMLECC's view is not the director's"
    with acting_as(principal_of(cast.director), channel="test"):
        assert [one.text for one in SectionDraft.objects.all()] == ["Typed on"]
    written.saved(cast.director, report, "relevance", "Saved")
    with acting_as(principal_of(cast.director), channel="test"):
        assert not SectionDraft.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("In all {{P99}} persons", "«{{P99}}» is no figure"),
        ("In all {{P02:XX}} persons", "«{{P02:XX}}» is no figure"),
        ("In all {{P02:TH:KH}} persons", "«{{P02:TH:KH}}» is no figure"),
        ("In all {{P02 persons", "stands alone near"),
    ],
)
def test_a_figure_that_there_is_not_is_refused_with_the_way_out(cast: SimpleNamespace, text: str, said: str) -> None:
    report = written.begun(cast.director)
    with pytest.raises(Refused) as refused:
        written.saved(cast.director, report, "relevance", text)
    assert said in refused.value.message_dict["text"][0]
    assert "P02" in refused.value.message_dict["text"][0]
    assert SectionVersion.objects.count() == 0


@pytest.mark.parametrize("text", ["- Freeze sooner", "- Freeze sooner (XX, 2025-06-30)", "- Freeze (TH, 2025-02-30)"])
def test_a_recommendation_names_its_owner_and_date(cast: SimpleNamespace, text: str) -> None:
    report = written.begun(cast.director)
    with pytest.raises(Refused, match="names no owner and no date"):
        written.saved(cast.director, report, "recommendations", text)
    written.saved(cast.director, report, "recommendations", "- Freeze sooner (TH, 2025-06-30)")
    written.saved(cast.director, report, "relevance", text)


def test_what_is_about_victims_is_never_for_observers(cast: SimpleNamespace) -> None:
    report = written.begun(cast.director)
    with pytest.raises(Refused, match="never for observers"):
        written.saved(cast.director, report, "victims", "Persons were screened.", for_observers=True)
    written.saved(cast.director, report, "relevance", "It was relevant.", for_observers=True)


@pytest.mark.parametrize("who", ["coordinator_kh", "officer_th", "director", "desk_communication", "coordinator_la2"])
def test_a_national_section_is_its_agencys_to_write(cast: SimpleNamespace, who: str) -> None:
    report = written.begun(cast.director)
    own = written.section(cast.supervisor_th, report, "national", "TH")
    with pytest.raises(NotAllowed):
        written.saved_as(getattr(cast, who), own, "not mine")


def test_an_officer_writes_where_he_is_named(cast: SimpleNamespace) -> None:
    report = written.begun(cast.director)
    written.given(cast.coordinator_th, report, "national", "TH", author=cast.officer_th)
    written.saved(cast.officer_th, report, "national", "ไทย", "TH")
    with pytest.raises(Refused, match="Choose somebody of the organisation"):
        written.given(cast.coordinator_th, report, "national", "TH", author=cast.officer_kh)


def test_lmlecc_gives_a_common_section_to_an_agency(cast: SimpleNamespace) -> None:
    report = written.begun(cast.director)
    written.given(cast.director, report, "efficiency", organisation=cast.officer_vn.organisation)
    written.saved(cast.supervisor_vn, report, "efficiency", "Hiệu quả", language="vi")
    with pytest.raises(NotAllowed):
        written.saved(cast.director, report, "efficiency", "Ours")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "weekly"}, "ends_on"),
        ({"kind": "country"}, "country"),
        ({"ends_on": written.PERIOD[0].replace(year=2023)}, "ends_on"),
        ({"cutoff": written.PERIOD[0].replace(year=2023)}, "cutoff"),
    ],
)
def test_a_report_that_cannot_be_is_refused_by_field(
    cast: SimpleNamespace, given: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        written.begun(cast.director, **given)  # type: ignore[arg-type]
    assert field in refused.value.message_dict


def test_countries_begin_no_report(cast: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        written.begun(cast.coordinator_th)
