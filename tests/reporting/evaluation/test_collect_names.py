"""A name is printed only where its originator released it to all six countries and LMLECC (domain.md §7)."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from operation.access.context import acting_as
from operation.cases.base import CaseRecord
from operation.cases.drafts import NameDraft
from operation.cases.records.suspect import Suspect
from operation.cases.sharing import recall_records, release_records
from operation.kernel import clock
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.evaluation.collect import collect
from reporting.evaluation.collect_names import may_read_names, named_suspects
from reporting.evaluation.content import Evaluation
from tests.factories.editions import CUTOFF, order, release_to_all
from tests.factories.records import log, log_many
from tests.factories.returns import noon

As = Callable[[User], AbstractContextManager[None]]
Gather = Callable[..., Evaluation]
THAI = (
    NameDraft("อนันต์ ตัวอย่าง", romanisation="Anan Tuayang"),
    NameDraft("เฮียใหญ่", kind="alias"),
)


@pytest.fixture
def gather(cast: SimpleNamespace, as_: As, seagull: Operation) -> Gather:
    def now(audience: str = "member", cutoff: date = CUTOFF) -> Evaluation:
        with as_(cast.director):
            return collect(principal_of(cast.director), seagull, order(audience, cutoff=cutoff), number=1)

    return now


def names(content: Evaluation) -> list[str]:
    return [
        record.name.words for national in content.nationals for record in (*national.syndicates, *national.suspects)
    ]


def suspect(by: User, **values: Any) -> CaseRecord:
    with acting_as(principal_of(by), channel="test"), clock.at(noon("2024-10-01")):
        return log("suspects", by, names=values.pop("names", THAI), **({"tier": "main"} | values))


def released(by: User, **values: Any) -> CaseRecord:
    record = suspect(by, **values)
    with clock.at(noon("2024-10-02")):
        release_to_all([record], by)
    return record


def release_to(records: Sequence[CaseRecord], by: User, to: Sequence[Organisation], **more: Any) -> None:
    with acting_as(principal_of(by), channel="test"), clock.at(noon("2024-10-02")):
        release_records(principal=principal_of(by), records=records, to=to, purpose="evaluation", **more)


def everybody_but(*codes: str) -> list[Organisation]:
    return list(Organisation.objects.exclude(kind="partner").exclude(code__in=codes))


def test_a_name_stands_in_its_script_with_romanisation_and_alias(cast: SimpleNamespace, gather: Gather) -> None:
    record = released(cast.coordinator_th)
    printed = gather().nationals[4].suspects
    assert len(printed) == 1
    assert (printed[0].reference, printed[0].status) == (record.reference, "person of interest")
    assert (printed[0].name.words, printed[0].name.language) == ("อนันต์ ตัวอย่าง", "th")
    assert printed[0].name.romanised == "Anan Tuayang"
    assert [alias.words for alias in printed[0].aliases] == ["เฮียใหญ่"]


def test_a_name_that_was_released_to_nobody_is_not_printed(cast: SimpleNamespace, gather: Gather) -> None:
    suspect(cast.coordinator_th)
    assert names(gather()) == []


@pytest.mark.parametrize("without", ["kh-moi", "la-mnd", "vn-mps", "lmlecc"])
def test_one_reader_is_missing_and_it_is_not_printed(cast: SimpleNamespace, gather: Gather, without: str) -> None:
    """All six countries are seven agencies: Laos' second one reads the member edition too."""
    record = suspect(cast.coordinator_th)
    release_to([record], cast.coordinator_th, everybody_but("th-rtp", without))
    assert names(gather()) == []


def test_lmlecc_reads_it_by_the_cut_off_too(cast: SimpleNamespace, gather: Gather) -> None:
    record = suspect(cast.coordinator_th)
    release_to([record], cast.coordinator_th, everybody_but("th-rtp", "lmlecc"))
    with acting_as(principal_of(cast.coordinator_th), channel="test"), clock.at(noon("2024-10-05")):
        to = [Organisation.objects.get(code="lmlecc")]
        release_records(principal=principal_of(cast.coordinator_th), records=[record], to=to, purpose="evaluation")
    assert names(gather(cutoff=date(2024, 10, 4))) == []
    assert names(gather(cutoff=date(2024, 10, 5))) == ["อนันต์ ตัวอย่าง"]


def test_a_release_to_oneself_counts_for_nobody_else(cast: SimpleNamespace, gather: Gather) -> None:
    record = suspect(cast.coordinator_th)
    release_to([record], cast.coordinator_th, everybody_but("kh-moi"))
    assert names(gather()) == []


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"treated_as_child": True}, "a child, or age disputed"),
        ({"tier": "member"}, "no main suspect"),
        ({"tlp": "amber_strict"}, "stricter than the edition"),
        ({"handling_code": "H3", "handling_text": "ask first"}, "wording of its own"),
    ],
)
def test_whose_name_is_never_printed(cast: SimpleNamespace, gather: Gather, values: dict[str, Any], why: str) -> None:
    released(cast.coordinator_th, **values)
    assert names(gather()) == [], why


def test_a_recalled_name_is_gone_from_the_next_edition(cast: SimpleNamespace, gather: Gather) -> None:
    record = released(cast.coordinator_th)
    assert names(gather()) == ["อนันต์ ตัวอย่าง"]
    with acting_as(principal_of(cast.coordinator_th), channel="test"):
        recall_records(
            principal=principal_of(cast.coordinator_th),
            records=[record],
            from_=[Organisation.objects.get(code="kh-moi")],
            reason="a mistake",
        )
    assert names(gather()) == []


def test_a_release_that_ended_prints_nothing(cast: SimpleNamespace, gather: Gather) -> None:
    record = suspect(cast.coordinator_th)
    ended = timezone.now() - timedelta(hours=1)
    release_to([record], cast.coordinator_th, everybody_but("th-rtp"), expires_at=ended)
    assert names(gather()) == []


@pytest.mark.parametrize(("hours", "printed"), [(-1, []), (1, ["อนันต์ ตัวอย่าง"])])
def test_a_release_to_one_agency_that_ends(
    cast: SimpleNamespace, gather: Gather, hours: int, printed: list[str]
) -> None:
    record, until = suspect(cast.coordinator_th), timezone.now() + timedelta(hours=hours)
    release_to([record], cast.coordinator_th, everybody_but("th-rtp", "kh-moi"))
    release_to([record], cast.coordinator_th, [Organisation.objects.get(code="kh-moi")], expires_at=until)
    assert names(gather()) == printed


def test_a_name_with_a_mark_of_its_own_is_not_printed(cast: SimpleNamespace, gather: Gather) -> None:
    released(cast.coordinator_th, names=(NameDraft("12 34"), NameDraft("Ví Dụ", tlp="amber_strict")))
    [printed] = gather().nationals[4].suspects
    assert (printed.name.words, printed.name.language) == ("12 34", "und"), "in no script that says a language"
    assert printed.aliases == ()


def test_a_record_that_lost_its_names_stops_no_edition(cast: SimpleNamespace, gather: Gather, as_: As) -> None:
    lost: Any = released(cast.coordinator_th)
    released(cast.coordinator_th)
    with as_(cast.coordinator_th):
        lost.names.all().delete()
    assert names(gather()) == ["อนันต์ ตัวอย่าง"]


def test_names_of_another_operation_are_not_printed(cast: SimpleNamespace, as_: As, seagull: Operation) -> None:
    released(cast.coordinator_th)
    with as_(cast.director):
        for operation, countries in ((seagull, ["TH"]), (Operation(code="other"), [])):
            assert list(named_suspects(principal_of(cast.director), operation, timezone.now())) == countries


def test_a_file_is_opened_while_each_of_its_names_may_be_read(
    cast: SimpleNamespace, as_: As, django_assert_num_queries: Any
) -> None:
    """Another record that may be read does not stand in for one that may not."""
    one, hidden = released(cast.coordinator_th), suspect(cast.coordinator_th)
    released(cast.coordinator_th)
    vietnam, thailand = principal_of(cast.officer_vn), principal_of(cast.officer_th)
    with as_(cast.officer_vn):
        assert may_read_names(vietnam, [one.reference])
        assert not may_read_names(vietnam, [one.reference, hidden.reference])
        with django_assert_num_queries(0):
            assert may_read_names(vietnam, [])
    with as_(cast.officer_th):
        assert may_read_names(thailand, [one.reference, hidden.reference])


def test_what_was_released_after_the_cut_off_is_not_in_it(cast: SimpleNamespace, gather: Gather) -> None:
    released(cast.coordinator_th)
    assert names(gather(cutoff=date(2024, 10, 1))) == []
    assert names(gather(cutoff=date(2024, 10, 2))) == ["อนันต์ ตัวอย่าง"]


def test_a_status_that_changed_after_the_cut_off_is_not_told(cast: SimpleNamespace, gather: Gather) -> None:
    record = released(cast.coordinator_th)
    with acting_as(principal_of(cast.coordinator_th), channel="test"):
        Suspect.objects.filter(pk=record.pk).update(status="wanted", changed_at=noon("2024-11-11"))
    assert gather(cutoff=date(2024, 11, 10)).nationals[4].suspects[0].status == ""
    assert gather(cutoff=date(2024, 11, 11)).nationals[4].suspects[0].status == "suspect, wanted"


def test_observers_read_no_name(cast: SimpleNamespace, gather: Gather) -> None:
    released(cast.coordinator_th)
    content = gather("observer")
    assert names(content) == []
    assert "อนันต์" not in repr(content)
    assert "Anan" not in repr(content)


def test_main_syndicates_come_largest_first(cast: SimpleNamespace, gather: Gather) -> None:
    by = cast.coordinator_kh
    with acting_as(principal_of(by), channel="test"), clock.at(noon("2024-10-01")):
        small, large = (
            log("syndicates", by, names=(NameDraft(words),), is_main_target=True) for words in ("ក្រុមតូច", "ក្រុមធំ")
        )
        other = log("syndicates", by, names=(NameDraft("ក្រុមផ្សេង"),))
        members = log_many("suspects", by, 4, syndicate=large)
    with clock.at(noon("2024-10-02")):
        release_to_all([small, large, other], by)
        release_to_all(members[:3], by)
    printed = gather().nationals[0].syndicates
    assert [(record.name.words, record.size) for record in printed] == [("ក្រុមធំ", 3), ("ក្រុមតូច", None)]
    assert printed[0].name.language == "km"
