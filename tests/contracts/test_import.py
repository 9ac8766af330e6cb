"""Every record type, of today and tomorrow: its template is right, and what leaves as a file comes back as the same."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from openpyxl import load_workbook

from operation.cases.columns import column_for
from operation.cases.drafts import NameDraft
from operation.cases.importing.actions import take
from operation.cases.importing.models import ImportState
from operation.cases.registry import RecordType
from operation.jobs.lease import Renewal
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, log_many
from tests.operation.cases.importing.files import checked, fresh, verdicts

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
TEXT = "=SUM(A1)\r\n+66 «ไทย» 中文"


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No renewal in the background: it sees only what is committed."""
    monkeypatch.setattr(Renewal, "start", lambda _self: None)
    monkeypatch.setattr(Renewal, "stop", lambda _self: None)


def exported(client: Client, slug: str) -> bytes:
    given = {"format": "xlsx", "use": "inquiry", "reason": "round trip"}
    answer = client.post(f"/records/{slug}/export/", given)
    assert answer.status_code == 200
    return bytes(answer.content)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_leaves_comes_back_as_the_same(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, record_type: RecordType, record: Any, form: str
) -> None:
    """The record that is there for all contracts too."""
    names = (NameDraft("-อนันต์ ตัวอย่าง", romanisation="Anan"), NameDraft("@Ah Nan", kind="alias"))
    with as_(cast.officer_th):
        log_many(record_type.slug, cast.officer_th, 2)
        log(
            record_type.slug,
            cast.officer_th,
            names=names if record_type.names else None,
            event_date="2024-09",
            narrative=TEXT,
            national_reference="+1",
            place_country="TH",
        )
    client = client_of(cast.officer_th)
    file = checked(cast.officer_th, record_type.slug, exported(client, record_type.slug))
    assert (file.state, file.counts, file.left_out) == (ImportState.CHECKED, {"same": 4}, []), file.reason


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_example_of_the_template_is_a_right_row(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, record_type: RecordType, form: str, tmp_path: Any
) -> None:
    """It is passed over as it stands; without its mark it is a new record."""
    answer = client_of(cast.officer_th).get(f"/records/{record_type.slug}/import/template.{form}")
    passed_over = checked(cast.officer_th, record_type.slug, answer.content)
    assert (passed_over.state, passed_over.reason) == (ImportState.REFUSED, "There is no row below the headings.")
    content = _without_mark(answer.content, form, tmp_path)
    file = checked(cast.officer_th, record_type.slug, content)
    assert verdicts(cast.officer_th, file) == ["new"]
    with as_(cast.officer_th):
        take(principal=principal_of(cast.officer_th), file=file)
    assert fresh(cast.officer_th, file).state == ImportState.TAKEN


def _without_mark(content: bytes, form: str, folder: Any) -> bytes:
    if form == "csv":
        return content.replace(b"EXAMPLE", b"")
    path = folder / "template.xlsx"
    path.write_bytes(content)
    book = load_workbook(path)
    book.worksheets[0]["A3"] = None
    book.save(path)
    return bytes(path.read_bytes())


def test_the_template_is_in_the_readers_language(
    cast: SimpleNamespace, client_of: ClientOf, record_type: RecordType, tmp_path: Any
) -> None:
    client = client_of(cast.officer_th)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "th"
    answer = client.get(f"/records/{record_type.slug}/import/template.xlsx")
    path = tmp_path / "template.xlsx"
    path.write_bytes(answer.content)
    rows, codes = load_workbook(path).worksheets
    names, headings = ([str(cell.value) for cell in row] for row in list(rows.iter_rows())[:2])
    assert [column.name for text in headings if (column := column_for(record_type, text))] == names
    assert "สถานะ" in headings
    assert "Status" not in headings
    assert rows.row_dimensions[1].hidden
    assert codes.max_row > 5
    assert len(rows.data_validations.dataValidation) == codes.max_column
