"""The pages of an import, as a coordinator walks them; a person's imports are that person's alone."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from operation.cases.importing.models import ImportFile
from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.cases.records.suspect import Suspect
from operation.jobs import engine
from operation.people.models import User
from tests.operation.cases.importing.files import as_csv, as_xlsx, checked

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
PEOPLE = "/records/rescued-laborers/import/"
HEAD = ["Sex", "Age", "Citizenship", "Encountered on", "Place, as written", "Name"]
FORTY = [
    ["female" if one % 3 else "male", "18–24", "Viet Nam", "2024-09-10", "KK Park", "นามสมมติ"] for one in range(40)
]


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def send(client: Client, address: str, content: bytes, name: str = "people.xlsx") -> str:
    """Upload a file, let a worker look at it; the address of its page."""
    answer = client.post(address, {"file": SimpleUploadedFile(name, content), "calendar": "gregorian"})
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"])


def work(by: User, as_: As) -> None:
    with as_(by):
        engine.run(ImportFile.objects.latest("created_at").job_id)  # type: ignore[arg-type]


def test_forty_people_from_a_spreadsheet(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator_th)
    assert f'href="{PEOPLE}"' in words(client.get("/records/rescued-laborers/"))
    page = words(client.get(PEOPLE))
    assert "template.xlsx" in page
    assert "this type of record keeps none" in page
    address = send(client, PEOPLE, as_xlsx(HEAD, *FORTY))
    assert "waiting for its turn" in words(client.get(address))
    work(cast.coordinator_th, as_)
    page = words(client.get(address))
    assert "Import 40 rows" in page
    assert "left out, and kept nowhere: Name" in page
    assert "นามสมมติ" not in page
    page = words(client.post(address, follow=True))
    assert "Nobody else sees the records until you release them." in page
    with as_(cast.coordinator_th):
        assert RescuedLaborer.objects.count() == 40


def test_wrong_rows_stand_first_and_nothing_can_be_imported(
    cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    client = client_of(cast.officer_th)
    rows = as_csv(["name_1", "sex"], ["มานี", "female"], ["ปิติ", "robot"])
    address = send(client, "/records/suspects/import/", rows, "suspects.csv")
    work(cast.officer_th, as_)
    page = words(client.get(address))
    assert "<b>Sex:</b> «robot» is not in the list of this column" in page
    assert "ปิติ" in page
    assert "มานี" not in page
    assert "มานี" in words(client.get(f"{address}?verdict=new"))
    assert "whole or not at all" in words(client.post(address, follow=True))
    with as_(cast.officer_th):
        assert not Suspect.objects.exists()


def test_possible_duplicates_are_looked_at_before(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    client = client_of(cast.officer_th)
    file = checked(cast.officer_th, "suspects", as_csv(["name_1"], ["มานี"], ["มานี "]))
    address = f"/records/suspects/import/{file.pk}/"
    refused = client.post(address)
    assert refused.status_code == 400
    assert "Look at the possible duplicates first" in words(refused)
    client.post(address, {"twins": "on"})
    with as_(cast.officer_th):
        assert Suspect.objects.count() == 2


def test_an_import_is_undone_on_its_page(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    client = client_of(cast.officer_th)
    file = checked(cast.officer_th, "suspects", as_csv(["name_1"], ["มานี"]))
    address = f"/records/suspects/import/{file.pk}/"
    assert f"{address}undo/" in words(client.post(address, follow=True))
    assert "Undo the import of «rows.csv»" in words(client.get(f"{address}undo/"))
    assert client.post(f"{address}undo/", {"reason": ""}).status_code == 400
    assert "Undone" in words(client.post(f"{address}undo/", {"reason": "the wrong week"}, follow=True))
    with as_(cast.officer_th):
        assert not Suspect.objects.exists()


def test_a_file_that_is_none_says_why(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    client = client_of(cast.officer_th)
    address = send(client, "/records/suspects/import/", b"PK\x03\x04 no workbook", "x.xlsx")
    work(cast.officer_th, as_)
    page = words(client.get(address))
    assert "Nothing of this file was imported" in page
    assert "The file cannot be read" in page
    empty = client.post(
        "/records/suspects/import/", {"file": SimpleUploadedFile("x.csv", b""), "calendar": "gregorian"}
    )
    assert (empty.status_code, "The file is empty." in words(empty)) == (400, True)


@pytest.mark.parametrize("who", ["supervisor_th", "coordinator_th", "officer_kh"])
def test_an_import_is_that_persons_alone(cast: SimpleNamespace, as_: As, client_of: ClientOf, who: str) -> None:
    file = checked(cast.officer_th, "suspects", as_csv(["name_1"], ["มานี"]))
    other = client_of(getattr(cast, who))
    address = f"/records/suspects/import/{file.pk}/"
    for asked in (other.get(address), other.post(address), other.post(f"{address}undo/", {"reason": "mine"})):
        assert asked.status_code == 404
    assert "rows.csv" not in words(other.get("/records/suspects/import/"))
    with as_(getattr(cast, who)):
        assert not ImportFile.objects.exists()
    assert client_of(cast.officer_th).get(f"/records/syndicates/import/{file.pk}/").status_code == 404
