"""The main job, end to end: a result logged in Thailand, counted in Kunming, printed, released, read by an observer."""

import json
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.stack import Stack

Enter = Callable[[str], Page]
pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.timeout(420)]

NAME, ROMANISED = "สมหญิง ตัวอย่างทดสอบ", "Somying Tuayangthotsop"
ARRESTED_ON = "2024-12-20"
NOBODY = "00000000-0000-7000-8000-000000000000"


def arrested_in_thailand(page: Page) -> int:
    """P02 of Thailand, as the results page says it."""
    page.goto("/results/")
    by_country = page.locator("section", has=page.get_by_role("heading", name="By country", exact=True))
    heads = [text.split()[-1] for text in by_country.locator("thead th").all_inner_texts()]
    row = by_country.locator("tbody tr").filter(has_text="Thailand")
    cell = row.locator("th, td").nth(heads.index("P02"))
    return int(re.sub(r"\D", "", cell.inner_text()))


def log_suspect(page: Page) -> str:
    """Log an arrested suspect through the form, from the list; returns the address of the record's page."""
    page.goto("/records/suspects/")
    page.get_by_role("link", name="Log a suspect").first.click()
    page.get_by_label("Name, as it is written").first.fill(NAME)
    page.get_by_label("Romanised").first.fill(ROMANISED)
    page.get_by_text("Suspect, arrested", exact=True).click()
    page.get_by_label("Date of the event").first.fill(ARRESTED_ON)
    page.get_by_role("button", name="Log it", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)
    return page.url


def call(page: Page, address: str) -> tuple[int, str]:
    """What the API says to the person who is signed in on the page."""
    answer = page.request.get(address)
    return answer.status, answer.text()


def build(page: Page, audience: str) -> str:
    """Ask for an evaluation, watch it being built, and return the address of its page."""
    page.goto("/reports/")
    page.locator(f"input[name=audience][value={audience}]").check(force=True)
    page.get_by_role("button", name="Build", exact=True).click()
    edition = page.url.split("?")[0]
    expect(page.locator("main")).to_contain_text(re.compile("being built|not released", re.IGNORECASE))
    expect(page.get_by_role("link", name="Open the PDF")).to_be_visible(timeout=180_000)
    return edition


def pdf_of(page: Page, edition: str) -> PdfReader:
    answer = page.request.get(f"{edition}pdf/")
    assert answer.status == 200, answer.text()[:300]
    assert answer.headers["content-type"] == "application/pdf"
    return PdfReader(BytesIO(answer.body()))


def decide(page: Page, edition: str, step: str) -> None:
    """Take one step of the release: its link on the edition's page, then the page that asks once more."""
    page.goto(edition)
    page.get_by_role("link", name=step).click()
    page.get_by_role("button", name=step).click()
    page.wait_for_url(edition)


def test_a_result_is_logged_seen_and_counted_by_its_country_alone(enter: Enter) -> None:
    thai = enter("coordinator.th")
    before = arrested_in_thailand(thai)
    record = log_suspect(thai)
    reference = re.search(r"SG24-TH-SUS-\w+", thai.locator("main").inner_text())
    assert reference
    thai.goto("/records/suspects/")
    row = thai.get_by_role("row").filter(has_text=reference[0])
    expect(row).to_contain_text(NAME)
    expect(row).to_contain_text(ROMANISED)
    assert arrested_in_thailand(thai) == before + 1

    khmer = enter("coordinator.kh")
    key = record.rstrip("/").rsplit("/", 1)[1]
    for query in (ROMANISED, NAME, reference[0]):
        khmer.goto(f"/records/suspects/?q={query}")
        expect(khmer.locator("tbody")).to_have_count(0)
    shown = khmer.request.get(record)
    nothing = khmer.request.get(record.replace(key, NOBODY))
    assert shown.status == nothing.status == 404
    assert hidden_parts(shown.text(), key) == hidden_parts(nothing.text(), NOBODY)
    assert call(khmer, f"/api/v1/suspects/{key}/") == call(khmer, f"/api/v1/suspects/{NOBODY}/")
    assert call(khmer, f"/api/v1/suspects/{key}/")[0] == 404
    assert json.loads(call(khmer, f"/api/v1/suspects/?id={key}")[1])["results"] == []
    assert json.loads(call(thai, f"/api/v1/suspects/?id={key}")[1])["results"][0]["id"] == key


def hidden_parts(page: str, key: str) -> str:
    """The page without what differs on every request: its address and its form tokens."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.replace(key, ""))


def test_the_evaluation_is_built_released_by_two_and_read_by_an_observer(enter: Enter, stack: Stack) -> None:
    observer = enter("observer.unodc")
    observer.goto("/reports/")
    listed = observer.get_by_role("link", name="observer edition")
    expect(listed).to_have_count(0)

    director = enter("director")
    member = build(director, "member")
    printed = pdf_of(director, member)
    assert len(printed.pages) >= 12

    edition = build(director, "observer")
    assert observer.request.get(edition).status == 404
    assert observer.request.get(f"{edition}pdf/").status == 404
    decide(director, edition, "Propose release")
    assert observer.request.get(edition).status == 404

    second = enter("desk.supervision")
    decide(second, edition, "Confirm release")
    observer.goto("/reports/")
    expect(listed).to_have_count(1)
    observer.goto(edition)
    released = pdf_of(observer, edition)
    assert observer.request.get(member).status == 404
    text = "".join(page.extract_text() for page in released.pages)
    assert "Synthetic demonstration data" in text
    assert [name for name in printed_names(printed) if name in text] == []


def printed_names(member: PdfReader) -> set[str]:
    """References of the persons and syndicates that the member edition prints, as a sign of their names."""
    text = "".join(page.extract_text() for page in member.pages)
    found = set(re.findall(r"SG24-[A-Z]{2}-(?:SUS|SYN)-\w{6}", text))
    assert found
    return found


def test_pages_of_the_main_job_at_320_pixels(enter: Enter) -> None:
    phone = enter("coordinator.th", viewport={"width": 320, "height": 700})  # type: ignore[call-arg]
    exchange = ("/exchange/requests/", "/exchange/requests/new/", "/exchange/danger/")
    own = ("/desk/", "/records/suspects/", "/records/suspects/new/", "/results/", "/returns/", "/reports/")
    for address in (*own, *exchange):
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_the_pages_speak_thai(enter: Enter) -> None:
    page = enter("officer.th")
    with page.expect_navigation():
        page.locator("button[lang=th]").first.dispatch_event("click")
    page.goto("/records/suspects/new/")
    expect(page.locator("html")).to_have_attribute("lang", "th")
    expect(page.get_by_role("heading", level=1)).to_have_text("บันทึกผู้ต้องสงสัย")
