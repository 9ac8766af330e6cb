"""From a file to records: a verdict on each row, whole or not at all, the same file twice changes nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from operation.audit.models import AuditEntry
from operation.cases.importing import storing
from operation.cases.importing.actions import take, undo
from operation.cases.importing.models import ImportedRow, ImportFile, ImportState
from operation.cases.records.seized_asset import SeizedAsset
from operation.cases.records.suspect import Suspect
from operation.kernel.dates import Calendar, restored
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log
from tests.operation.cases.importing.files import as_csv, as_xlsx, checked, fresh, rows_of, verdicts

As = Callable[[User], AbstractContextManager[None]]
HEAD = ["national_reference", "name_1", "name_1_romanisation", "sex", "nationalities", "event_date", "status"]
SOMCHAI = ["TH-1", "สมชาย ตัวอย่าง", "Somchai", "male", "Thailand; VN", date(2024, 9, 10), "suspect, arrested"]
MALEE = ["TH-2", "มาลี ตัวอย่าง", "Malee", "female", "TH", "2024-09-11", ""]


def taken(by: User, as_: As, slug: str, content: bytes) -> ImportFile:
    file = checked(by, slug, content)
    assert file.state == ImportState.CHECKED, file.reason
    with as_(by):
        take(principal=principal_of(by), file=file)
    return fresh(by, file)


def problems(by: User, file: ImportFile) -> list[tuple[str, str]]:
    return [(name, value) for row in rows_of(by, file) for name, value, _reason in row.problems]


def test_a_workbook_becomes_records(cast: SimpleNamespace, as_: As) -> None:
    file = taken(cast.officer_th, as_, "suspects", as_xlsx(HEAD, SOMCHAI, MALEE))
    assert (file.state, file.counts) == (ImportState.TAKEN, {"new": 2})
    with as_(cast.officer_th):
        somchai, malee = Suspect.objects.order_by("national_reference")
        assert (somchai.status, somchai.arrested_on, malee.status) == (
            "arrested",
            date(2024, 9, 10),
            "person_of_interest",
        )
        assert [country.code for country in somchai.nationalities] == ["TH", "VN"]
        name = somchai.names.get()
        assert (name.text, name.romanisation, name.is_primary) == ("สมชาย ตัวอย่าง", "Somchai", True)
        assert rows_of(cast.officer_th, file) == []
        assert ImportedRow.objects.filter(file=file, logged=True).count() == 2
    assert set(AuditEntry.objects.filter(verb="opened").values_list("channel", flat=True)) == {"import"}


def test_the_same_file_twice_changes_nothing(cast: SimpleNamespace, as_: As) -> None:
    content = as_xlsx(HEAD, SOMCHAI, MALEE)
    taken(cast.officer_th, as_, "suspects", content)
    again = checked(cast.officer_th, "suspects", content)
    assert verdicts(cast.officer_th, again) == ["same", "same"]


def test_rows_without_a_number_are_known_again_as_often_as_they_stand_there(cast: SimpleNamespace, as_: As) -> None:
    head, man = ["sex", "age_band", "citizenship"], ["male", "18–24", "Viet Nam"]
    taken(cast.officer_th, as_, "rescued-laborers", as_csv(head, man, man))
    again = checked(cast.officer_th, "rescued-laborers", as_xlsx(head, man, man, man))
    assert verdicts(cast.officer_th, again) == ["same", "same", "new"]
    other = checked(cast.officer_kh, "rescued-laborers", as_csv(head, man))
    assert verdicts(cast.officer_kh, other) == ["new"]


def test_a_known_record_is_changed_where_the_file_says_something_else(cast: SimpleNamespace, as_: As) -> None:
    taken(cast.officer_th, as_, "suspects", as_csv(HEAD, SOMCHAI, MALEE))
    changed = ["TH-2", "มาลี ตัวอย่าง", "Mali", "", "TH", "11/9/2024", ""]
    file = checked(cast.officer_th, "suspects", as_csv([*HEAD, "tier"], [*SOMCHAI, ""], [*changed, "main"]))
    same, row = rows_of(cast.officer_th, file)
    assert (same.verdict, row.verdict) == ("same", "changed")
    assert [name for name, _before, _after in row.changes] == ["tier", "names"]
    with as_(cast.officer_th):
        take(principal=principal_of(cast.officer_th), file=file)
        malee = Suspect.objects.get(national_reference="TH-2")
        assert (malee.tier, malee.sex, malee.version) == ("main", "female", 2)
        assert malee.names.get().romanisation == "Mali"


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("sex", "robot", "is not in the list of this column"),
        ("event_date", "2567-09-10", "Buddhist Era"),
        ("event_date", "2031-01-01", "is in the future"),
        ("nationalities", "TH; Atlantis", "is not a country"),
        ("name_1", "", "Enter at least one name"),
        ("status", "suspect, detained", "A new record begins as"),
        ("reference", "SG24-TH-SUS-999999", "Your agency has no record with this reference"),
        ("tlp", "red hot", "is not in the list"),
        ("handling_code", "H3", "H3 needs words"),
    ],
)
def test_a_wrong_row_says_column_value_and_reason(
    cast: SimpleNamespace, as_: As, column: str, cell: str, reason: str
) -> None:
    given = dict(zip(HEAD, MALEE, strict=True)) | {column: cell}
    file = checked(cast.officer_th, "suspects", as_csv(list(given), list(given.values()), ["", "มานี ตัวอย่าง"]))
    wrong, right = rows_of(cast.officer_th, file)
    assert (wrong.verdict, wrong.number, right.verdict) == ("wrong", 2, "new")
    assert any(reason in said for _name, _value, said in wrong.problems), wrong.problems
    with as_(cast.officer_th):
        with pytest.raises(Refused, match="whole or not at all"):
            take(principal=principal_of(cast.officer_th), file=file)
        assert not Suspect.objects.exists()


def test_the_calendar_of_a_file_is_chosen_by_who_uploads_it(cast: SimpleNamespace, as_: As) -> None:
    rows = as_csv(["name_1", "event_date"], ["มานี ตัวอย่าง", "10/9/2567"])
    assert problems(cast.officer_th, checked(cast.officer_th, "suspects", rows)) == [("event_date", "10/9/2567")]
    file = checked(cast.officer_th, "suspects", rows, calendar=Calendar.BUDDHIST)
    with as_(cast.officer_th):
        take(principal=principal_of(cast.officer_th), file=file)
        suspect = Suspect.objects.get()
        assert (suspect.event_on, suspect.event_text, suspect.event_calendar) == (
            date(2024, 9, 10),
            "2567-09-10",
            "buddhist",
        )


def test_no_two_rows_mean_one_record(cast: SimpleNamespace) -> None:
    file = checked(cast.officer_th, "suspects", as_csv(HEAD, SOMCHAI, MALEE, SOMCHAI))
    assert verdicts(cast.officer_th, file) == ["new", "new", "wrong"]
    assert problems(cast.officer_th, file) == [("national_reference", "TH-1")]


@pytest.mark.parametrize("closely", [500, 0])
def test_a_name_that_is_known_may_be_a_duplicate(
    cast: SimpleNamespace, as_: As, monkeypatch: pytest.MonkeyPatch, closely: int
) -> None:
    """Few rows are compared as forms do, of many the names alone; in both a name tells."""
    monkeypatch.setattr(storing, "CLOSELY", closely)
    with as_(cast.officer_th):
        known = log("suspects", cast.officer_th)
    head = ["name_1", "sex"]
    file = checked(cast.officer_th, "suspects", as_csv(head, ["อนันต์ ตัวอย่าง"], ["มานี", "female"], ["มานี", "male"]))
    rows = rows_of(cast.officer_th, file)
    assert [(row.verdict, row.reference) for row in rows] == [("twin", known.reference), ("new", ""), ("twin", "row 3")]
    assert [reason for row in rows for _column, _value, reason in row.problems] == (["same name"] if closely else [])


def test_others_records_are_as_unknown_as_those_that_there_are_not(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_kh):
        theirs = log("suspects", cast.officer_kh)
    file = checked(cast.officer_th, "suspects", as_csv(["reference", "sex"], [theirs.reference, "male"]))
    assert rows_of(cast.officer_th, file)[0].problems[0][2].startswith("Your agency has no record with this reference")


def test_an_import_is_whole_or_nothing(cast: SimpleNamespace, as_: As) -> None:
    taken(cast.officer_th, as_, "suspects", as_csv(HEAD, SOMCHAI))
    file = checked(cast.officer_th, "suspects", as_csv([*HEAD, "tier"], [*MALEE, ""], [*SOMCHAI, "main"]))
    with as_(cast.officer_th):
        Suspect.objects.update(version=7)
        with pytest.raises(Conflict, match="changed since it was checked"):
            take(principal=principal_of(cast.officer_th), file=file)
        assert Suspect.objects.count() == 1
    assert fresh(cast.officer_th, file).state == ImportState.CHECKED


def test_an_import_is_taken_once(cast: SimpleNamespace, as_: As) -> None:
    file = taken(cast.officer_th, as_, "suspects", as_csv(HEAD, SOMCHAI))
    with as_(cast.officer_th), pytest.raises(Conflict, match="imported"):
        take(principal=principal_of(cast.officer_th), file=file)


def test_who_logs_no_record_imports_none(cast: SimpleNamespace) -> None:
    for who in (cast.protection_th, cast.director, cast.observer_unodc, cast.stranger):
        with pytest.raises(NotAllowed):
            checked(who, "suspects", as_csv(HEAD, SOMCHAI))


def test_an_import_is_undone_as_long_as_nothing_was_done_with_it(cast: SimpleNamespace, as_: As) -> None:
    content = as_csv(HEAD, SOMCHAI, MALEE)
    file = taken(cast.officer_th, as_, "suspects", content)
    with as_(cast.officer_th):
        undo(principal=principal_of(cast.officer_th), file=file, reason="the wrong week")
        assert not Suspect.objects.exists()
    assert fresh(cast.officer_th, file).state == ImportState.UNDONE
    again = checked(cast.officer_th, "suspects", content)
    assert verdicts(cast.officer_th, again) == ["new", "new"]


def test_what_an_import_changed_is_taken_back_with_it(cast: SimpleNamespace, as_: As) -> None:
    taken(cast.officer_th, as_, "suspects", as_csv(HEAD, SOMCHAI))
    file = taken(cast.officer_th, as_, "suspects", as_csv([*HEAD, "tier"], [*SOMCHAI, "main"], [*MALEE, ""]))
    with as_(cast.officer_th):
        assert sorted(Suspect.objects.values_list("tier", flat=True)) == ["main", "member"]
        undo(principal=principal_of(cast.officer_th), file=file, reason="the wrong week")
        somchai = Suspect.objects.get()
        assert (somchai.national_reference, somchai.tier) == ("TH-1", "member")


def test_an_import_of_which_something_changed_stays(cast: SimpleNamespace, as_: As) -> None:
    file = taken(cast.officer_th, as_, "suspects", as_csv(HEAD, SOMCHAI, MALEE))
    with as_(cast.officer_th):
        Suspect.objects.filter(national_reference="TH-1").update(version=9)
        with pytest.raises(Refused, match="can no longer be undone"):
            undo(principal=principal_of(cast.officer_th), file=file, reason="the wrong week")
        assert Suspect.objects.count() == 2


def test_assets_with_numbers_and_a_value(cast: SimpleNamespace, as_: As) -> None:
    head: list[Any] = ["Class", "Value", "currency", "quantity", "Remarks"]
    file = taken(cast.officer_th, as_, "seized-assets", as_xlsx(head, ["cash", 1250000.5, "THB", 2, "in a bag"]))
    assert file.left_out == ["Remarks"]
    with as_(cast.officer_th):
        asset = SeizedAsset.objects.get()
        assert (str(asset.amount.normalize()), asset.currency, asset.quantity) == ("1250000.5", "THB", 2)


def test_what_a_feature_would_refuse_is_wrong_before_anything_is_logged(cast: SimpleNamespace) -> None:
    """A contact with the consulate rests on a consent, and a new record has none."""
    head, day = ["sex", "consular_on"], "2024-09-12"
    rows = as_csv(head, ["male", ""], ["female", day], ["male", ""], ["female", ""], ["male", day])
    file = checked(cast.officer_th, "rescued-laborers", rows)
    assert verdicts(cast.officer_th, file) == ["new", "wrong", "new", "new", "wrong"]
    assert problems(cast.officer_th, file) == [("consular_on", day)] * 2


def test_identifiers_stand_in_columns_of_their_kinds(cast: SimpleNamespace, as_: As) -> None:
    head = ["national_reference", "Name", "Telephone", "phone_2", "passport_1", "passport_1_country"]
    row = ["TH-9", "มานี ตัวอย่าง", "081 234 5678", "+855 12 345 678", "AA1234567", "Thailand"]
    taken(cast.officer_th, as_, "suspects", as_csv(head, row))
    with as_(cast.officer_th):
        kept = Suspect.objects.get().identifiers.values_list("kind", "text", "country")
        assert sorted(kept) == [
            ("passport", "AA1234567", "TH"),
            ("phone", "+855 12 345 678", ""),
            ("phone", "081 234 5678", ""),
        ]
    assert verdicts(cast.officer_th, checked(cast.officer_th, "suspects", as_csv(head, row))) == ["same"]
    other = checked(cast.officer_th, "suspects", as_csv(head[:4], [*row[:3], "+855 12 345 679"]))
    (changed,) = rows_of(cast.officer_th, other)
    assert changed.changes == [
        [
            "identifiers",
            "081 234 5678, +855 12 345 678, AA1234567",
            "081 234 5678, +855 12 345 679, AA1234567",
        ]
    ]
    with as_(cast.officer_th):
        take(principal=principal_of(cast.officer_th), file=other)
        assert sorted(Suspect.objects.get().identifiers.values_list("text", flat=True)) == [
            "+855 12 345 679",
            "081 234 5678",
            "AA1234567",
        ]


@pytest.mark.parametrize(
    ("cell", "calendar", "born"),
    [
        (1967, "gregorian", "1967"),
        ("1967-03", "gregorian", "1967-03"),
        ("3/1967", "gregorian", "1967-03"),
        (date(1967, 3, 2), "gregorian", "1967-03-02"),
        (2510, "buddhist", "1967=2510"),
        ("2/3/2510", "buddhist", "1967-03-02=2510-03-02"),
    ],
)
def test_a_date_of_birth_is_taken_as_far_as_it_is_known(
    cast: SimpleNamespace, as_: As, cell: Any, calendar: str, born: str
) -> None:
    file = checked(cast.officer_th, "suspects", as_xlsx(["name_1", "born_on"], ["ตัวอย่าง", cell]), calendar=calendar)
    assert problems(cast.officer_th, file) == []
    with as_(cast.officer_th):
        take(principal=principal_of(cast.officer_th), file=file)
        assert Suspect.objects.get().born_on == restored(born)


def test_a_year_of_the_buddhist_era_is_asked_about(cast: SimpleNamespace) -> None:
    file = checked(cast.officer_th, "suspects", as_xlsx(["name_1", "born_on"], ["ตัวอย่าง", "2510"]))
    assert problems(cast.officer_th, file) == [("born_on", "2510")]
