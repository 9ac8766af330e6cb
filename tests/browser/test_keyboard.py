"""What a coordinator logs without a mouse, counted in pages and key strokes; seconds are those of 200 strokes a minute."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.typing import Typist

Enter = Callable[[str], Page]
pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.timeout(420)]


@pytest.fixture
def typist(enter: Enter) -> Typist:
    page = enter("coordinator.th")
    page.goto("/records/suspects/")
    return Typist(page)


def test_a_suspect_with_two_names_a_document_and_a_phone(typist: Typist, capsys: pytest.CaptureFixture[str]) -> None:
    typist.go("n")
    typist.write("สมหญิง ตัวอย่างใหม่")
    typist.reach("names-0-romanisation")
    typist.write("Somying Tuayangmai")
    typist.reach("Add another name")
    typist.press("Enter")
    typist.write("เล็ก")
    typist.reach("names-1-romanisation")
    typist.write("Lek")
    typist.reach("identifiers-0-text")
    typist.write("AA1234567")
    typist.reach("Add another identifier")
    typist.press("Enter")
    typist.write("Ph")
    typist.reach("identifiers-1-text")
    typist.write("+66 81 234 5678")
    typist.go("Control+Enter")
    main = typist.page.locator("main")
    for known in ("สมหญิง ตัวอย่างใหม่", "Somying Tuayangmai", "เล็ก", "AA1234567", "81 234 5678"):
        expect(main).to_contain_text(known)
    with capsys.disabled():
        print(f"\n{typist.tell('a suspect with two names, a document and a phone')}")
    assert typist.pages <= 3
    assert typist.seconds < 60
