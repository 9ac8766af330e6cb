"""The form: log a record in under a minute, amend it, see every mistake at once, lose nothing."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from operation.access.context import acting_as
from operation.cases.drafts import NameDraft
from operation.cases.records.seized_asset import SeizedAsset
from operation.cases.records.suspect import Suspect
from operation.kernel.dates import Calendar, parse
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
NEW = "/records/suspects/new/"


def sent(*names: str, **values: Any) -> dict[str, Any]:
    """What a browser sends for a suspect when only the names are filled in."""
    rows: dict[str, Any] = {"names-TOTAL_FORMS": max(3, len(names)), "names-INITIAL_FORMS": 0}
    for number in range(rows["names-TOTAL_FORMS"]):
        rows[f"names-{number}-text"] = names[number] if number < len(names) else ""
        rows[f"names-{number}-kind"] = "legal"
    empty = {
        "happened": "person_of_interest",
        "sex": "unknown",
        "tier": "member",
        "tlp": "amber",
        "handling_code": "H1",
    }
    days = {f"{name}_1": "gregorian" for name in ("event_date", "born_on", "warrant_on", "consular_notified_on")}
    return rows | empty | days | {"attribution": "direct"} | values


def told(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode()).replace("&#x27;", "'")


def logged(user: User) -> Any:
    with acting_as(principal_of(user), channel="test"):
        return Suspect.objects.prefetch_related("names").get()


@pytest.fixture
def thai(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator_th)


def test_the_smallest_form_comes_first(thai: Client) -> None:
    page = told(thai.get(NEW))
    assert page.index("Name, as it is written") < page.index("Date of the event") < page.index("<summary>Legal basis")
    assert page.count("<details") >= 5
    assert page.count("names-2-text") > 0, "two spare rows for names without a script"
    assert "Released to nobody else" in page


def test_a_suspect_is_logged_with_a_name_alone(cast: SimpleNamespace, thai: Client) -> None:
    answer = thai.post(NEW, sent("  อนันต์   ตัวอย่าง "), follow=True)
    record = logged(cast.coordinator_th)
    assert answer.redirect_chain == [(f"/records/suspects/{record.pk}/", 302)]
    assert "Nobody else sees it until you release it" in told(answer)
    assert f'<a href="{NEW}?like=suspects:{record.pk}">Log another there</a>' in told(answer)
    assert [name.text for name in record.names.all()] == ["อนันต์ ตัวอย่าง"]
    assert (record.status, record.event_on, record.originator.code) == ("person_of_interest", None, "th-rtp")


def test_everything_that_is_entered_is_kept(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.officer_th):
        group = log("syndicates", cast.officer_th)
    values = {
        "names-0-romanisation": "Somying",
        "names-0-romanisation_system": "RTGS",
        "names-0-honorific": "นางสาว",
        "names-1-kind": "alias",
        "sex": "female",
        "nationalities_0": ["TH", "KH"],
        "nationalities_1": "JP",
        "tier": "main",
        "syndicate": str(group.pk),
        "syndicate_role": "recruiter",
        "offences": ["0701", "0204"],
        "born_on_0": "2530-03-14",
        "born_on_1": "buddhist",
        "born_estimated": "on",
        "event_date_0": "2024-09",
        "place_name": "แม่สาย",
        "place_country": "TH",
        "place_subdivision": "TH-57",
        "narrative": "two\nlines",
        "warrant_number": "000/2567",
        "tlp": "amber_strict",
        "handling_code": "H3",
        "handling_text": "ask first",
    }
    assert thai.post(NEW, sent("สมหญิง", "阿南", **values)).status_code == 302
    record = logged(cast.coordinator_th)
    first, second = record.names.all()
    assert (first.text, first.romanisation, first.honorific, first.is_primary) == ("สมหญิง", "Somying", "นางสาว", True)
    assert (second.text, second.kind, second.script) == ("阿南", "alias", "Hans")
    assert [country.code for country in record.nationalities] == ["JP", "KH", "TH"]
    assert (record.born_on, record.born_estimated) == (parse("2530-03-14", Calendar.BUDDHIST), True)
    assert (record.event_date.precision, record.event_on) == ("month", date(2024, 9, 1))
    assert (record.syndicate_id, record.offences, record.tlp) == (group.pk, ["0701", "0204"], "amber_strict")
    assert (record.handling_text, record.place_subdivision) == ("ask first", "TH-57")


def test_an_arrest_is_logged_in_one_go(cast: SimpleNamespace, thai: Client) -> None:
    data = sent("สมหญิง", happened="arrest", event_date_0="2567-11-13", event_date_1="buddhist")
    assert thai.post(NEW, data).status_code == 302
    record = logged(cast.coordinator_th)
    assert (record.status, record.status_on, record.arrested_on) == ("arrested", date(2024, 11, 13), date(2024, 11, 13))


def test_one_after_another(cast: SimpleNamespace, thai: Client) -> None:
    answer = thai.post(NEW, sent("สมหญิง", again="1"), follow=True)
    key = logged(cast.coordinator_th).pk
    assert answer.redirect_chain == [(f"{NEW}?like=suspects:{key}", 302)]
    assert f"/records/suspects/{key}/" in told(answer)


BAD = [
    ({}, "Name, as it is written: Enter at least one name"),
    ({"names-0-romanisation": "Anan"}, "Enter at least one name"),
    ({"names-0-text": "ก", "names-1-romanisation": "Anan"}, "Write the name in its own script first"),
    ({"names-0-text": "ก" * 161}, "at most 160 characters"),
    ({"names-0-text": "ก", "names-0-kind": "stage"}, "stage is not one of"),
    ({"names-0-text": "ก\0"}, "Null characters are not allowed"),
    ({"names-0-text": "ก", "event_date_0": "2567-11-13"}, "it would be 2024-11-13"),
    ({"names-0-text": "ก", "event_date_0": "13.11.2024"}, "«13.11.2024» is not a date"),
    ({"names-0-text": "ก", "event_date_0": "2999-01-01", "event_date_1": "buddhist"}, ""),
    ({"names-0-text": "ก", "born_on_0": "2510"}, "it would be 1967"),
    ({"names-0-text": "ก", "warrant_on_0": "2024-11"}, "«2024-11» is not a whole day"),
    ({"names-0-text": "ก", "tier": "boss"}, "«boss» is not one of the choices"),
    ({"names-0-text": "ก", "offences": ["0000"]}, "0000 is not one of the available choices"),
    ({"names-0-text": "ก", "nationalities_1": "XX"}, "«XX» is not the code of a country"),
    ({"names-0-text": "ก", "place_country": "XX"}, "XX is not one of"),
    ({"names-0-text": "ก", "handling_code": "H3"}, "Handling in words (H3): H3 needs words"),
    ({"names-0-text": "ก", "handling_code": "H9"}, "«H9» is not one of the choices"),
    ({"names-0-text": "ก", "happened": "arrest"}, "Give the whole day, as 2024-11-09"),
    ({"names-0-text": "ก", "happened": "arrest", "event_date_0": "2024-11"}, "Give the whole day"),
    ({"names-0-text": "ก", "happened": "convict"}, "convict is not one of"),
    ({"names-0-text": "ก", "happened": "seek", "event_date_0": "2024-11-09"}, "Warrant number: A wanted person needs"),
    ({"names-0-text": "ก", "syndicate": "018f0000-0000-7000-8000-000000000000"}, "Select a valid choice"),
    ({"names-0-text": "ก", "syndicate": "x"}, "is not a valid UUID"),
    ({"names-0-text": "ก", "place_subdivision": "Rai"}, "«Rai» is not an ISO 3166-2 division"),
    ({"names-TOTAL_FORMS": "2000000000"}, ""),
    ({"names-TOTAL_FORMS": ""}, ""),
]


@pytest.mark.parametrize(("values", "says"), [pair for pair in BAD if pair[1]])
def test_a_mistake_is_named_with_field_and_way_out(
    cast: SimpleNamespace, thai: Client, values: dict[str, Any], says: str
) -> None:
    answer = thai.post(NEW, sent() | values)
    assert answer.status_code == 400
    page = told(answer)
    assert says in page[page.index('class="errsum"') : page.index("</div>", page.index('class="errsum"'))]
    with acting_as(principal_of(cast.coordinator_th), channel="test"):
        assert not Suspect.objects.exists()


@pytest.mark.parametrize("values", [pair[0] for pair in BAD if not pair[1]])
def test_a_mangled_form_is_refused_and_not_a_fault(thai: Client, values: dict[str, Any]) -> None:
    assert thai.post(NEW, sent() | values).status_code == 400


def test_what_was_entered_stands_there_after_a_mistake(thai: Client) -> None:
    data = sent("", "阿南", place_name="แม่สาย", warrant_number="000/2567", warrant_on_0="soon", nationalities_0=["TH"])
    page = told(thai.post(NEW, data))
    for word in ('value="阿南"', 'value="แม่สาย"', 'value="000/2567"', 'value="soon"'):
        assert word in page
    assert re.search(r'value="TH"[^>]* checked', page)
    folded = page[: page.index("<summary>Legal basis")].rindex("<details")
    assert " open>" in page[folded : page.index("<summary>Legal basis")], "a section with a mistake is open"


def test_a_duplicate_case_number_is_refused(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.officer_th):
        log("suspects", cast.officer_th, national_reference="TH-1")
    page = told(thai.post(NEW, sent("ก", national_reference="TH-1")))
    assert "National case number: Your agency has a record with the case number «TH-1»" in page


def test_a_syndicate_of_another_country_is_no_choice(
    cast: SimpleNamespace, as_: As, thai: Client, client_of: ClientOf
) -> None:
    with as_(cast.officer_kh):
        foreign = log("syndicates", cast.officer_kh, names=(NameDraft("白鹭"),))
    assert "白鹭" not in told(thai.get(NEW))
    refused = told(thai.post(NEW, sent("ก", syndicate=str(foreign.pk))))
    missing = told(thai.post(NEW, sent("ก", syndicate="018f0000-0000-7000-8000-000000000000")))
    summary = r'class="errsum".*?</div>'
    assert re.search(summary, refused).group() == re.search(summary, missing).group()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer_th", 200),
        ("supervisor_th", 200),
        ("protection_th", 403),
        ("director", 403),
        ("desk_information", 403),
    ],
)
def test_who_may_not_log_is_told_why(cast: SimpleNamespace, client_of: ClientOf, who: str, status: int) -> None:
    client = client_of(getattr(cast, who))
    assert client.get(NEW).status_code == status
    if status == 403:
        assert "Your role does not allow this" in told(client.get(NEW))
        assert client.post(NEW, sent("ก")).status_code == 403


def test_an_asset_is_logged_with_its_value(cast: SimpleNamespace, thai: Client) -> None:
    data = {
        "happened": "seize",
        "asset_class": "cash",
        "quantity": "1",
        "amount": "1250000.50",
        "currency": "thb",
        "usd_rate": "0.0293",
        "rate_source": "Bank of Thailand",
        "rate_on_0": "2024-09-10",
        "rate_on_1": "gregorian",
        "event_date_0": "2024-09-10",
        "event_date_1": "gregorian",
        "tlp": "amber",
        "handling_code": "H1",
        "attribution": "direct",
    }
    assert thai.post("/records/seized-assets/new/", data).status_code == 302
    with acting_as(principal_of(cast.coordinator_th), channel="test"):
        asset = SeizedAsset.objects.get()
    assert (str(asset.usd), asset.currency, asset.status, asset.measured_on) == (
        "36625.01",
        "THB",
        "seized",
        date(2024, 9, 10),
    )
    for figure in ("1,250,000", "1e5", "-5", "NaN", "٣x", "1_000", "1" * 40):
        refused = told(thai.post("/records/seized-assets/new/", data | {"amount": figure}))
        assert 'class="errsum"' in refused, figure
        assert f'value="{figure}"' in refused


def edit(record: Any) -> str:
    return f"/records/suspects/{record.pk}/edit/"


def changed(record: Any, **values: Any) -> dict[str, Any]:
    """What a browser sends for the suspect of the fixture."""
    present = {"version": record.version, "tier": "main", "place_name": "แม่สาย", "event_date_0": "2024-09-10"}
    rows = {"names-INITIAL_FORMS": 1, "names-0-romanisation": "Sample"}
    return sent("อนันต์ ตัวอย่าง") | present | rows | values


def test_the_form_of_a_record_holds_what_is_known(cast: SimpleNamespace, thai: Client, suspect: Any) -> None:
    page = told(thai.get(edit(suspect)))
    for word in ('value="อนันต์ ตัวอย่าง"', 'lang="th"', 'value="Sample"', 'value="แม่สาย"', 'value="2024-09-10"'):
        assert word in page
    assert re.search(r'value="main"[^>]* checked', page)
    assert f'name="version" value="{suspect.version}"' in page
    assert 'name="happened"' not in page, "the status of a record moves by steps alone"


def test_a_change_is_saved(cast: SimpleNamespace, thai: Client, suspect: Any) -> None:
    answer = thai.post(edit(suspect), changed(suspect, place_name="เชียงราย", **{"names-1-text": "阿南"}), follow=True)
    assert "Saved." in told(answer)
    record = logged(cast.coordinator_th)
    assert (record.place_name, record.version) == ("เชียงราย", 2)
    assert [name.text for name in record.names.all()] == ["อนันต์ ตัวอย่าง", "阿南"]


def test_saving_what_is_the_same_changes_nothing(cast: SimpleNamespace, thai: Client, suspect: Any) -> None:
    answer = thai.post(edit(suspect), changed(suspect), follow=True)
    assert "Nothing was different" in told(answer)
    assert logged(cast.coordinator_th).version == 1


def test_an_emptied_row_takes_a_name_away(cast: SimpleNamespace, as_: As, thai: Client) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th, names=(NameDraft("อนันต์"), NameDraft("阿南")))
    data = sent("อนันต์", "") | {"version": 1, "names-INITIAL_FORMS": 2}
    assert thai.post(edit(record), data).status_code == 302
    assert [name.text for name in logged(cast.coordinator_th).names.all()] == ["อนันต์"]


@pytest.mark.parametrize("version", ["", "x", "99", "0"])
def test_a_version_that_nobody_saw_is_no_permission_to_write(
    cast: SimpleNamespace, thai: Client, suspect: Any, version: str
) -> None:
    answer = thai.post(edit(suspect), changed(suspect, version=version, place_name="x"))
    assert answer.status_code in (400, 409)
    assert logged(cast.coordinator_th).place_name == "แม่สาย"


def test_a_link_to_a_recalled_record_is_neither_shown_nor_lost(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, release: Any
) -> None:
    with as_(cast.officer_th):
        group = log("syndicates", cast.officer_th, names=(NameDraft("白鹭"),))
    release(group, "kh-moi")
    with as_(cast.officer_kh):
        member = log("suspects", cast.officer_kh, syndicate=group)
    client_of(cast.coordinator_th).post(
        f"/records/syndicates/{group.pk}/recall/", {"organisations": ["kh-moi"], "reason": "over"}
    )
    khmer = client_of(cast.coordinator_kh)
    page = told(khmer.get(edit(member)))
    assert "白鹭" not in page
    assert 'name="syndicate"' not in page
    data = changed(member, place_name="x") | {"names-0-text": "ចាន់ គំរូ"}
    assert khmer.post(edit(member), data).status_code == 302
    with acting_as(principal_of(cast.coordinator_kh), channel="test"):
        assert Suspect.objects.values_list("syndicate_id", "place_name").get() == (group.pk, "x")


@pytest.mark.parametrize("who", ["protection_th", "coordinator_kh"])
def test_who_may_read_and_not_change_is_told_why(
    cast: SimpleNamespace, client_of: ClientOf, suspect: Any, release: Any, who: str
) -> None:
    release(suspect, "kh-moi")
    client = client_of(getattr(cast, who))
    for answer in (client.get(edit(suspect)), client.post(edit(suspect), changed(suspect, place_name="x"))):
        assert answer.status_code == 403
        assert "Your role does not allow this" in told(answer) or "Only the originator" in told(answer)
    assert logged(cast.coordinator_th).place_name == "แม่สาย"
