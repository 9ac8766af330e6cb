"""Values as people read them: the same words in lists, pages, histories and conflicts."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from operation.cases.records.seized_asset import SEIZED_ASSET, SeizedAsset
from operation.cases.records.suspect import SUSPECT, Suspect
from operation.cases.values import SHORT_DAYS, differences, label_of, plainly, present, shown
from operation.kernel.dates import Calendar, parse


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("tier", "main", "Main"),
        ("tier", "", ""),
        ("stateless", False, "No"),
        ("treated_as_child", True, "Yes"),
        ("born_on", parse("1987-03-14"), "14 March 1987"),
        ("born_on", parse("1987"), "1987"),
        ("warrant_on", date(1987, 3, 14), "14 March 1987"),
        ("offences", ["0701", "0903"], "0701 fraud, 0903 acts against computer systems"),
        ("handling_code", "H2", "H2 · No onward dissemination without permission"),
        ("tlp", "amber_strict", "TLP:AMBER+STRICT"),
        ("place_name", "แม่สาย", "แม่สาย"),
        ("event_date", parse("2024-09"), "September 2024"),
        ("event_date", parse("2024"), "2024"),
        ("event_date", None, ""),
    ],
)
def test_a_value_reads_as_words(name: str, value: Any, text: str) -> None:
    assert present(SUSPECT, name, value).text == text


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "20 Dec 2024"),
        ("km", "20 ធ្នូ 2024"),
        ("lo", "20 ທ.ວ. 2024"),
        ("my", "20 ဒီ 2024"),
        ("th", "20 ธ.ค. ค.ศ. 2024"),
        ("vi", "20-12-2024"),
        ("zh-hans", "2024年12月20日"),
    ],
)
def test_a_day_in_a_list_is_short_in_every_language(language: str, day: str) -> None:
    """With its era where the reader's calendar is another one."""
    suspect = Suspect(arrested_on=date(2024, 12, 20))
    suspect.event_date = parse("2024-12-20")
    with override(language):
        for name in ("arrested_on", "event_date"):
            cell = shown(SUSPECT, suspect, name, days=SHORT_DAYS)
            assert (cell.text, cell.is_date) == (day, True)


def test_what_is_no_day_is_no_date() -> None:
    assert not present(SUSPECT, "tier", "main").is_date


def test_a_place_is_marked_with_its_language() -> None:
    assert present(SUSPECT, "place_name", "แม่สาย").lang == "th"
    assert present(SUSPECT, "tier", "main").lang == ""


def test_a_date_of_the_buddhist_era_says_how_it_was_written() -> None:
    read = present(SUSPECT, "event_date", parse("2567-11-13", Calendar.BUDDHIST))
    assert read.text == "13 November 2024"
    assert read.note == "as written: 2567-11-13 (Buddhist Era)"


def test_countries_are_codes() -> None:
    assert present(SUSPECT, "nationalities", ["TH", "KH"]).countries == ("TH", "KH")
    assert present(SUSPECT, "place_country", "TH").countries == ("TH",)
    assert present(SUSPECT, "nationalities", []).countries == ()


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal("1250000.500000000000000000"), "1,250,000.5 THB"),
        (Decimal("12345678901234567890.123456789012345678"), "12,345,678,901,234,567,890.123456789012345678 THB"),
        (Decimal("0E-18"), "0 THB"),
    ],
)
def test_a_figure_keeps_all_its_digits_and_its_unit(amount: Decimal, text: str) -> None:
    asset = SeizedAsset(amount=amount, currency="THB")
    assert shown(SEIZED_ASSET, asset, "amount").text == text


def test_a_dollar_figure_says_so() -> None:
    assert shown(SEIZED_ASSET, SeizedAsset(usd=Decimal("36625.00")), "usd").text == "36,625 USD"
    assert shown(SEIZED_ASSET, SeizedAsset(quantity=1200), "quantity").text == "1,200"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=18, min_value=0, max_value=10**19))
def test_plain_digits_are_the_same_number(figure: Decimal) -> None:
    assert Decimal(plainly(figure)) == figure
    assert "E" not in plainly(figure)


def test_a_personal_value_is_withheld_from_a_masked_reader() -> None:
    suspect = Suspect(place_name="แม่สาย", tier="main")
    kept = shown(SUSPECT, suspect, "place_name", withheld=SUSPECT.personal)
    assert kept.is_withheld
    assert "แม่สาย" not in str(kept)
    assert shown(SUSPECT, suspect, "tier", withheld=SUSPECT.personal).text == "Main"


def test_labels_come_from_the_type() -> None:
    assert label_of(SUSPECT, "event_date") == "Date of the event"
    assert label_of(SUSPECT, "born_on") == "Date of birth"


def test_differences_name_both_sides() -> None:
    found = differences(SUSPECT, {"tier": "main", "sex": "male"}, {"tier": "member", "sex": "male"})
    assert [(before.text, after.text) for before, after in found] == [("Main", "Member")]
