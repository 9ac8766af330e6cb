"""A week filled in offline: downloaded, filled in, looked at row by row, taken whole or not at all."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st

from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.people.models import User
from reporting.indicators.rules import INDICATORS
from reporting.returns.entries import Entry
from reporting.returns.models import NationalReturn, ReturnLine
from tests.factories.returns import drafted, noon, submitted
from tests.reporting.returns.sheets import address, book, changed, download, filled, row_of, upload, write
from tests.reporting.returns.test_return_pages import text

ClientOf = Callable[[User], Client]
DAY = "2024-09-10"


@pytest.fixture(autouse=True)
def during_the_operation() -> Iterator[None]:
    with clock.at(noon("2024-09-17")):
        yield


@pytest.fixture
def given(cast: SimpleNamespace) -> NationalReturn:
    return drafted(cast.officer_th, DAY, {"P02": 28, "V01": None, "A01": "12.50"})


@pytest.fixture
def client(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.officer_th)


def signed(page: str) -> str:
    return page.partition('name="sheet" value="')[2].partition('"')[0]


def line(given: NationalReturn, code: str) -> tuple[Any, ...]:
    return ReturnLine.objects.values_list("reported", "no_data", "note").get(national_return=given, indicator=code)


def test_the_sheet_has_a_row_for_each_figure_and_says_what_is_known(given: NationalReturn, client: Client) -> None:
    found = book(download(client, given))
    sheet = found.worksheets[0]
    codes = [sheet.cell(number, 1).value for number in range(5, sheet.max_row + 1)]
    assert [code for code in codes if code] == [each.code for each in INDICATORS]
    assert [cell.value for cell in sheet[row_of(sheet, "P02")]][:2] == ["P02", "Persons arrested"]
    assert sheet.cell(row_of(sheet, "P02"), 6).value == 28
    assert sheet.cell(row_of(sheet, "V01"), 7).value == "Yes"
    assert sheet.cell(row_of(sheet, "A01"), 6).value == 12.5
    assert len(found.worksheets) == 3


def test_labels_are_locked_and_three_columns_are_open(given: NationalReturn, client: Client) -> None:
    sheet = book(download(client, given)).worksheets[0]
    assert sheet.protection.sheet
    row = sheet[row_of(sheet, "P02")]
    assert [cell.protection.locked for cell in row] == [True] * 5 + [False] * 3
    assert (row[5].number_format, row[7].number_format) == ("0", "@")
    assert sheet[row_of(sheet, "A01")][5].number_format == "0.00"
    assert sheet.row_dimensions[1].hidden
    assert sheet.row_dimensions[2].hidden


def test_no_cell_is_a_formula(given: NationalReturn, client: Client) -> None:
    ReturnLine.objects.filter(national_return=given, indicator="P02").update(note="=1+1")
    for sheet in book(download(client, given)).worksheets:
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_sheet_speaks_the_readers_language(given: NationalReturn, cast: SimpleNamespace, client: Client) -> None:
    english = book(download(client, given)).worksheets[1].cell(1, 1).value
    assert english == "How to fill in this sheet"
    with translation.override("th"):
        assert (
            book(download(client, given)).worksheets[0].max_row == book(download(client, given)).worksheets[0].max_row
        )


def test_an_untouched_sheet_changes_nothing(given: NationalReturn, client: Client) -> None:
    answer = upload(client, given, download(client, given))
    assert answer.status_code == 200
    assert "Every row says what the draft says already" in text(answer)
    assert not signed(text(answer))


def test_a_sheet_is_looked_at_and_then_taken(given: NationalReturn, client: Client) -> None:
    sent = filled(
        download(client, given),
        P02={"reported": 31, "note": "three raids"},
        V01={"reported": None, "no_data": "Yes"},
        A01={"reported": "1250.75"},
    )
    page = upload(client, given, sent)
    told = text(page)
    assert page.status_code == 200
    assert "28 → 31 · three raids" in told
    assert "Take 2 changes" in told
    assert line(given, "P02")[0] == 28
    taken = client.post(address(given), {"sheet": signed(told)})
    assert taken["Location"] == f"/returns/{given.pk}/"
    assert line(given, "P02") == (Decimal(31), False, "three raids")
    assert line(given, "A01")[0] == Decimal("1250.75")
    assert line(given, "V01") == (None, True, "")
    given.refresh_from_db()
    assert given.state == "draft"
    assert AuditEntry.objects.get(verb="return_saved", channel="import").target_id == given.pk


def test_an_empty_row_is_not_answered(given: NationalReturn, client: Client) -> None:
    sent = changed(download(client, given), lambda sheet: write(sheet, "P02", reported=None))
    page = text(upload(client, given, sent))
    assert "28 → not answered" in page
    client.post(address(given), {"sheet": signed(page)})
    assert line(given, "P02") == (None, False, "")


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"reported": -1}, "Without records", "is not a number"),
        ({"reported": "many"}, "Without records", "«many» is not a number"),
        ({"reported": 1.5}, "Without records", "is not a number"),
        ({"reported": "1,028"}, "Without records", "with digits and one point"),
        ({"reported": "1000000000000001"}, "Without records", "is not possible"),
        ({"reported": 3, "no_data": "Yes"}, "Without records", "take one of them away"),
        ({"no_data": "perhaps"}, "No data", "«perhaps» is neither yes nor no"),
        ({"note": "x" * 301}, "Note", "300 letters at most"),
        ({"reported": True}, "Without records", "is not a number"),
    ],
)
def test_a_wrong_cell_names_row_column_and_reason_and_nothing_is_kept(
    cells: dict[str, Any], column: str, words: str, given: NationalReturn, client: Client
) -> None:
    content = download(client, given)
    sent = filled(content, P02=cells, G01={"reported": 7})
    answer = upload(client, given, sent)
    page = text(answer)
    assert answer.status_code == 400
    assert f"<b>{column}:</b>" in page
    assert words in page
    assert f'data-l="Row">{row_of(book(content).worksheets[0], "P02")}</td>' in page
    assert not signed(page)
    assert line(given, "G01")[0] == 0


def test_several_wrong_rows_are_told_together(given: NationalReturn, client: Client) -> None:
    sent = filled(download(client, given), P02={"reported": "x"}, V01={"reported": "y"}, G01={"reported": "z"})
    assert "3 rows are wrong" in text(upload(client, given, sent))


def test_yes_is_read_in_any_language(given: NationalReturn, client: Client) -> None:
    sent = filled(
        download(client, given), P02={"reported": None, "no_data": "x"}, G01={"reported": None, "no_data": True}
    )
    client.post(address(given), {"sheet": signed(text(upload(client, given, sent)))})
    assert line(given, "P02")[1]
    assert line(given, "G01")[1]


def test_columns_and_rows_may_be_moved(given: NationalReturn, client: Client) -> None:
    def move(sheet: Any) -> None:
        write(sheet, "P02", reported=31)
        values = [[cell.value for cell in row] for row in sheet.iter_rows()]
        sheet.delete_rows(1, sheet.max_row)
        for number, row in enumerate([values[0], *values[1:4], *reversed(values[4:])]):
            sheet.append(row if number == 0 else list(reversed(row)))

    page = text(upload(client, given, changed(download(client, given), move)))
    assert "28 → 31" in page
    assert "Take 1 change" in page


def test_a_row_that_is_missing_or_twice_or_strange_is_wrong(given: NationalReturn, client: Client) -> None:
    def spoil(sheet: Any) -> None:
        sheet.delete_rows(row_of(sheet, "G01"))
        sheet.cell(row_of(sheet, "P02"), 1).value = "V01"
        sheet.append(["Z99", None, None, None, None, 5, None, None])

    page = text(upload(client, given, changed(download(client, given), spoil)))
    assert "Its row is missing" in page
    assert "stands there twice" in page
    assert "There is no such figure" in page
    assert not signed(page)


def test_what_was_looked_at_is_old_once_the_draft_changed(
    given: NationalReturn, cast: SimpleNamespace, client: Client
) -> None:
    page = text(upload(client, given, filled(download(client, given), P02={"reported": 31})))
    drafted(cast.coordinator_th, DAY, {"P02": 77})
    late = client.post(address(given), {"sheet": signed(page)})
    assert late.status_code == 400
    assert "Somebody changed this return" in text(late)
    assert line(given, "P02")[0] == 77


def test_a_preview_that_is_not_ours_is_not_taken(
    given: NationalReturn, cast: SimpleNamespace, client: Client, client_of: ClientOf
) -> None:
    page = text(upload(client, given, filled(download(client, given), P02={"reported": 31})))
    other = drafted(cast.officer_th, "2024-09-03")
    for sheet in ("x", signed(page)[:-1]):
        client.post(address(given), {"sheet": sheet})
    client.post(address(other), {"sheet": signed(page)})
    with clock.at(noon("2024-09-17")):
        assert line(given, "P02")[0] == 28
    assert line(other, "P02")[0] == 0


def test_a_submitted_return_takes_no_sheet(given: NationalReturn, cast: SimpleNamespace, client: Client) -> None:
    content = filled(download(client, given), P02={"reported": 31})
    page = text(upload(client, given, content))
    submitted(cast.coordinator_th, DAY)
    assert "This return cannot be changed now" in text(client.get(address(given)))
    assert client.post(address(given), {"sheet": signed(page)}).status_code == 400
    assert upload(client, given, content).status_code == 400
    assert line(given, "P02")[0] == 0


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator_th", 200), ("protection_th", 403), ("desk_supervision", 403), ("officer_kh", 404), ("dpo", 404)],
)
def test_the_sheet_is_for_who_fills_in(
    who: str, status: int, given: NationalReturn, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    user = client_of(getattr(cast, who))
    for query in ("", "?format=xlsx"):
        assert user.get(address(given) + query).status_code == status


NUMBERS = st.none() | st.decimals(0, 10**6, places=2)
NOTES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300)
DAYS = st.none() | st.uuids()


@settings(max_examples=50, deadline=None)
@given_(number=NUMBERS, no_data=st.booleans(), note=NOTES, joint=NUMBERS, day=DAYS)
def test_what_was_looked_at_is_what_is_taken(number: Any, no_data: bool, note: str, joint: Any, day: Any) -> None:
    entry = Entry(number, no_data, note, joint, day)
    assert Entry.told(entry.tell()) == entry
