"""What a file is called, and how strict it is: its own mark and code beside those of its record."""

from types import SimpleNamespace
from typing import Any

import pytest

from operation.cases.attachments.models import Attachment


def test_a_file_is_called_by_its_title_or_by_its_name() -> None:
    assert str(Attachment(name="scan.pdf", title="warrant")) == "warrant"
    assert str(Attachment(name="scan.pdf")) == "scan.pdf"


@pytest.mark.parametrize(
    ("record", "own", "strictest"),
    [
        (("amber", "H1"), ("", ""), ("amber", "H1")),
        (("amber", "H1"), ("red", "H2"), ("red", "H2")),
        (("red", "H3"), ("amber_strict", "H1"), ("red", "H3")),
    ],
)
def test_the_stricter_of_the_records_mark_and_its_own_holds(
    record: tuple[str, str], own: tuple[str, str], strictest: tuple[str, str]
) -> None:
    marked: Any = SimpleNamespace(tlp=record[0], handling_code=record[1])
    file = Attachment(tlp=own[0], handling_code=own[1])
    assert (file.mark_on(marked), file.code_on(marked)) == strictest
