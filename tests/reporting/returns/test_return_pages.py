"""The pages of the returns, as each person meets them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.people.desk import desk_of
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.indicators.rules import INDICATORS
from reporting.returns.checks import CHECKS
from reporting.returns.models import NationalReturn, ReturnLine
from tests.factories.records import log_many
from tests.factories.returns import drafted, noon, submitted, verified

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
DAY = "2024-09-10"


@pytest.fixture(autouse=True)
def during_the_operation() -> Iterator[None]:
    with clock.at(noon("2024-09-17")):
        yield


def url(given: NationalReturn, step: str = "") -> str:
    return f"/returns/{given.pk}/{step}/" if step else f"/returns/{given.pk}/"


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def entered(given: NationalReturn, **numbers: Any) -> dict[str, Any]:
    """The fields of the form, all figures answered with 0 unless they are named; what the checks say was seen."""
    seen = " ".join(f"{check.name}:{code}" for check in CHECKS for code in numbers)
    data: dict[str, Any] = {"version": given.version, "seen": seen}
    for code in (each.code for each in INDICATORS):
        number = numbers.get(code, 0)
        data |= {f"no_data_{code}": "on"} if number is None else {f"reported_{code}": str(number)}
    return data


def test_a_country_finds_its_weeks_and_begins_the_one_that_is_missing(
    cast: SimpleNamespace, client_of: ClientOf
) -> None:
    client = client_of(cast.officer_th)
    listed = text(client.get("/returns/"))
    assert "Week 37, 9 September to 15 September" in listed
    assert "Week 39" not in listed
    assert listed.count('name="week"') == 7
    made = client.post("/returns/open/", {"week": "2024-W37"})
    assert made.status_code == 302
    assert made["Location"] == url(NationalReturn.objects.get())
    assert text(client.get("/returns/")).count('name="week"') == 6


@pytest.mark.parametrize("week", ["2024-W31", "2025-W02", "x", ""])
def test_no_return_of_a_week_outside_the_execution(week: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert client_of(cast.officer_th).post("/returns/open/", {"week": week}).status_code == 404


def test_a_week_to_come_is_refused_with_the_reason(cast: SimpleNamespace, client_of: ClientOf) -> None:
    answer = client_of(cast.officer_th).post("/returns/open/", {"week": "2024-W40"}, follow=True)
    assert "Week 2024-W40 has not begun yet." in text(answer)
    assert not NationalReturn.objects.exists()


def test_the_secretariat_sees_all_and_what_waits(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = submitted(cast.coordinator_vn, DAY)
    drafted(cast.officer_th, DAY)
    listed = text(client_of(cast.desk_supervision).get("/returns/"))
    assert url(given) in listed
    assert "Ministry of Public Security of Viet Nam" in listed
    assert "Viet Nam, Week 37, 9 September to 15 September: submitted" in listed
    assert "Thailand, Week 37, 9 September to 15 September: draft" in listed


@pytest.mark.parametrize("who", ["observer_unodc", "dpo", "admin", "stranger"])
def test_who_reads_no_returns_is_told_so_and_finds_none(who: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = submitted(cast.coordinator_th, DAY), client_of(getattr(cast, who))
    assert client.get("/returns/").status_code == 403
    assert client.get(url(given)).status_code == 404


@pytest.mark.parametrize("step", ["", "verify", "query", "lock", "reopen"])
def test_another_countrys_return_is_not_there(step: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = submitted(cast.coordinator_th, DAY), client_of(cast.coordinator_kh)
    unknown = f"/returns/{uuid4()}/{step}/" if step else f"/returns/{uuid4()}/"
    for method in (client.get, client.post):
        there, nowhere = method(url(given, step)), method(unknown)
        assert there.status_code == nowhere.status_code == 404


def test_the_page_is_filled_from_the_records(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.officer_kh):
        log_many("rescued-laborers", cast.officer_kh, 14)
    page = text(client_of(cast.officer_kh).get(url(drafted(cast.officer_kh, DAY, {"V01": 3}))))
    assert ">14</a>" in page
    assert 'name="reported_V01" value="3"' in page
    assert '<td class="num total" data-l="Total">17</td>' in page
    assert "/results/behind/?indicator=V01&amp;country=KH&amp;week=2024-W37" in page
    for indicator in INDICATORS:
        assert str(indicator.rule).replace("'", "&#x27;") in page


def test_an_officer_saves_and_cannot_submit(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = drafted(cast.officer_th, DAY), client_of(cast.officer_th)
    page = text(client.get(url(given)))
    assert 'value="submit"' not in page
    assert "A supervisor or the operation coordinator of the agency submits its return." in page
    saved = client.post(url(given), entered(given, P02=28, V01=None) | {"step": "save", "note_P02": "two raids"})
    assert saved.status_code == 302
    line = ReturnLine.objects.get(indicator="P02")
    assert (line.reported, line.note) == (Decimal(28), "two raids")
    assert ReturnLine.objects.get(indicator="V01").no_data
    given.refresh_from_db()
    forced = client.post(url(given), entered(given, P02=29) | {"step": "submit"})
    assert forced.status_code == 403
    assert "A supervisor or the operation coordinator" in text(forced)


def test_a_coordinator_submits(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = drafted(cast.officer_th, DAY), client_of(cast.coordinator_th)
    done = client.post(url(given), entered(given, P02="1,028") | {"step": "submit"}, follow=True)
    assert "Submitted to the supervision desk of LMLECC." in text(done)
    given.refresh_from_db()
    assert given.state == "submitted"
    assert "1,028" in text(done)
    assert "reported_P02" not in text(done)


def test_what_is_missing_stops_the_submission_and_keeps_the_rest(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = drafted(cast.officer_th, DAY), client_of(cast.coordinator_th)
    data = entered(given, P02=28) | {"reported_G01": "", "step": "submit"}
    refused = client.post(url(given), data)
    assert refused.status_code == 400
    assert "Enter a number, 0 included, or say «no data»." in text(refused)
    given.refresh_from_db()
    assert (given.state, ReturnLine.objects.get(indicator="P02").reported) == ("draft", Decimal(28))
    assert f'name="version" value="{given.version}"' in text(refused)


@pytest.mark.parametrize("number", ["-1", "two", "1.5", "9" * 20, "1e99"])
def test_a_wrong_number_is_refused_beside_its_line(number: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = drafted(cast.officer_th, DAY, {"P02": 3})
    refused = client_of(cast.officer_th).post(url(given), entered(given, P02=number) | {"step": "save"})
    assert refused.status_code == 400
    assert 'href="#id_reported_P02"' in text(refused)
    assert ReturnLine.objects.get(indicator="P02").reported == 3


def test_the_second_of_two_editors_sees_both_versions(cast: SimpleNamespace, client_of: ClientOf) -> None:
    read = drafted(cast.officer_th, DAY, {"P02": 1})
    drafted(cast.officer_th, DAY, {"P02": 2})
    client = client_of(cast.coordinator_th)
    conflict = client.post(url(read), entered(read, P02=77) | {"step": "save"})
    assert conflict.status_code == 409
    page = text(conflict)
    assert "Somebody changed this return since you opened it." in page
    assert 'name="reported_P02" value="77"' in page
    assert "Saved by somebody else: 2" in page
    assert ReturnLine.objects.get(indicator="P02").reported == 2
    read.refresh_from_db()
    assert client.post(url(read), entered(read, P02=77) | {"step": "save"}).status_code == 302
    assert ReturnLine.objects.get(indicator="P02").reported == 77


def test_the_desk_asks_the_agency_answers_the_desk_verifies(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = submitted(cast.coordinator_th, DAY, {"P02": 28})
    desk, agency = client_of(cast.desk_supervision), client_of(cast.coordinator_th)
    assert "Your question" in text(desk.get(url(given, "query")))
    asked = desk.post(url(given, "query"), {"version": given.version, "words": "Your note says 38."}, follow=True)
    assert "The question is with the agency." in text(asked)
    page = text(agency.get(url(given)))
    assert "Your note says 38." in page
    assert 'name="reported_P02" value="28"' in page
    given.refresh_from_db()
    answer = {f"answer_{given.questions.get().pk.hex}": "38 it is: a slip of the pen."}
    agency.post(url(given), entered(given, P02=38) | answer | {"step": "submit"})
    given.refresh_from_db()
    assert "38 it is: a slip of the pen." in text(desk.get(url(given)))
    done = desk.post(url(given, "verify"), {"version": given.version}, follow=True)
    assert "Verified." in text(done)
    given.refresh_from_db()
    assert (given.state, given.verified_by, given.query) == ("verified", cast.desk_supervision, "")


@pytest.mark.parametrize("step", ["verify", "query", "lock", "reopen"])
def test_steps_of_lmlecc_are_refused_to_the_agency_with_the_reason(
    step: str, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    given = submitted(cast.coordinator_th, DAY)
    answer = client_of(cast.coordinator_th).post(url(given, step), {"version": given.version, "words": "x"})
    assert answer.status_code == 403
    assert "of LMLECC" in text(answer)
    assert AuditEntry.objects.filter(verb="denied").exists()


def test_a_step_on_an_older_version_changes_nothing(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = submitted(cast.coordinator_th, DAY)
    client = client_of(cast.desk_supervision)
    answer = client.post(url(given, "verify"), {"version": given.version - 1})
    assert answer.status_code == 400
    assert "Somebody changed this return" in text(answer)
    given.refresh_from_db()
    assert given.state == "submitted"


def test_reopening_needs_a_reason_and_shows_it(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = verified(cast.coordinator_th, cast.desk_supervision, DAY), client_of(cast.director)
    assert client.post(url(given, "reopen"), {"version": given.version, "words": " "}).status_code == 400
    done = client.post(url(given, "reopen"), {"version": given.version, "words": "Counted twice"}, follow=True)
    assert "Reopened: it is a draft again." in text(done)
    assert "Counted twice" in text(client_of(cast.officer_th).get(url(given)))


def test_there_is_no_page_for_another_step(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = submitted(cast.coordinator_th, DAY)
    assert client_of(cast.coordinator_th).get(url(given, "submit")).status_code == 404
    assert client_of(cast.director).get(url(given, "burn")).status_code == 404


def test_whoever_acted_for_lmlecc_is_named_to_the_secretariat_alone(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = verified(cast.coordinator_th, cast.desk_supervision, DAY)
    own, whole = text(client_of(cast.officer_th).get(url(given))), text(client_of(cast.director).get(url(given)))
    assert "coordinator.th" in own
    assert "desk.supervision" not in own
    assert "desk.supervision" in whole


def test_a_note_is_shown_as_text(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = drafted(cast.officer_th, DAY)
    client_of(cast.officer_th).post(url(given), entered(given) | {"note_P02": "<script>alert(1)</script>"})
    for who in (cast.officer_th, cast.director):
        page = client_of(who).get(url(given)).content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_the_sheet_has_no_live_formula_and_is_in_the_trail(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = drafted(cast.officer_th, DAY, {"P02": 28, "V01": None}), client_of(cast.officer_th)
    client.post(url(given), entered(given, P02=28, V01=None) | {"note_P02": "=1+1"})
    sheet = client.get(url(given) + "?format=csv")
    assert sheet["Content-Disposition"] == 'attachment; filename="return-th-rtp-2024-W37.csv"'
    rows = {line.partition(",")[0]: line for line in sheet.content.decode("utf-8-sig").splitlines()}
    assert rows["P02"].startswith("P02,Persons arrested,0,28")
    assert ",'=1+1," in rows["P02"]
    assert rows["V01"].startswith("V01,Persons released from sites,0,,,")
    assert AuditEntry.objects.filter(verb="exported", target_id=given.pk).exists()


def test_reading_a_return_is_in_the_trail(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = submitted(cast.coordinator_th, DAY)
    client_of(cast.director).get(url(given))
    client_of(cast.coordinator_kh).get(url(given))
    entries = AuditEntry.objects.filter(target_id=given.pk, verb__in=("read", "denied"))
    assert list(entries.order_by("at").values_list("verb", "actor_id")) == [
        ("read", cast.director.pk),
        ("denied", cast.coordinator_kh.pk),
    ]


def test_the_desk_of_an_agency_names_its_returns(cast: SimpleNamespace) -> None:
    drafted(cast.officer_th, DAY)
    for day in ("2024-08-08", "2024-08-14", "2024-08-21", "2024-08-28"):
        submitted(cast.coordinator_th, day)
    found = [item for group in desk_of(principal_of(cast.coordinator_th)).groups for item in group["items"]]
    returns = [(item["title"], item["verb"], item["tone"]) for item in found if item["kind"] == "Weekly return"]
    assert returns == [
        ("Return of Week 36, 2 September to 8 September", "Begin", "late"),
        ("Return of Week 37, 9 September to 15 September", "Submit", ""),
    ]


def test_the_supervision_desk_gets_the_oldest_by_name_and_the_rest_as_a_number(cast: SimpleNamespace) -> None:
    for who in ("kh", "cn", "la", "la2", "mm", "th", "vn"):
        submitted(getattr(cast, f"coordinator_{who}"), DAY)
    found = [item for group in desk_of(principal_of(cast.desk_supervision)).groups for item in group["items"]]
    titles = [item["title"] for item in found if item["kind"] == "Weekly return"]
    assert titles == ["35 returns are late", *titles[1:6], "2 more returns to verify"]
    assert titles[1] == "Ministry of Interior of Cambodia, week 37"


@pytest.mark.parametrize("who", ["director", "desk_information", "observer_unodc", "protection_th", "dpo"])
def test_nobody_else_has_returns_on_the_desk(who: str, cast: SimpleNamespace) -> None:
    submitted(cast.coordinator_kh, DAY)
    found = [item for group in desk_of(principal_of(getattr(cast, who))).groups for item in group["items"]]
    assert not [item for item in found if item["kind"] == "Weekly return"]


HTMX = {"HX-Request": "true"}


def test_what_one_types_is_kept_and_nothing_is_submitted(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = drafted(cast.officer_th, DAY), client_of(cast.coordinator_th)
    kept = client.post(url(given), entered(given, P02=28), headers=HTMX)
    assert kept.status_code == 200
    assert "Saved 12:00, not submitted" in text(kept)
    assert f'name="version" value="{given.version + 1}"' in text(kept)
    given.refresh_from_db()
    assert (given.state, ReturnLine.objects.get(indicator="P02").reported) == ("draft", Decimal(28))


@pytest.mark.parametrize("number", ["-1", "two"])
def test_what_cannot_be_kept_is_said_and_not_kept(number: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = drafted(cast.officer_th, DAY, {"P02": 3})
    kept = client_of(cast.officer_th).post(url(given), entered(given, P02=number), headers=HTMX)
    assert "Not saved yet" in text(kept)
    assert ReturnLine.objects.get(indicator="P02").reported == 3


def test_typing_over_somebody_elses_change_keeps_theirs(cast: SimpleNamespace, client_of: ClientOf) -> None:
    read = drafted(cast.officer_th, DAY, {"P02": 1})
    drafted(cast.officer_th, DAY, {"P02": 2})
    kept = client_of(cast.coordinator_th).post(url(read), entered(read, P02=77), headers=HTMX)
    assert "Not saved yet" in text(kept)
    assert ReturnLine.objects.get(indicator="P02").reported == 2


def test_submitting_what_was_just_kept_is_no_conflict(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, client = drafted(cast.officer_th, DAY), client_of(cast.coordinator_th)
    client.post(url(given), entered(given, P02=28), headers=HTMX)
    done = client.post(url(given), entered(given, P02=28) | {"step": "submit"})
    assert done.status_code == 302
    given.refresh_from_db()
    assert given.state == "submitted"


def test_saving_what_was_submitted_meanwhile_shows_it_as_it_is(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given = drafted(cast.officer_th, DAY, {"P02": 1})
    submitted(cast.coordinator_th, DAY, {"P02": 2})
    late = client_of(cast.officer_th).post(url(given), entered(given, P02=77) | {"step": "save"})
    assert late.status_code == 409
    assert "Somebody changed this return" in text(late)
    assert "reported_P02" not in text(late)
    assert ReturnLine.objects.get(indicator="P02").reported == 2
