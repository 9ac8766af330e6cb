"""What a coordinator logs without a mouse, in pages and key strokes; seconds are those of 200 strokes a minute."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.typist import Typist

Enter = Callable[[str], Page]
pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.timeout(420)]

ANOTHER = "Control+Shift+Enter"
PLACE = "ท่าข้ามทดสอบ"
SITE = "โรงแรมทดสอบ"
ACTION_DAY = "Second joint action of all six countries"
WHERE_AND_WHEN = (PLACE, ACTION_DAY, "17 Dec 2024")
CASH = (("1250000", "THB"), ("8400", "USD"), ("91000", "CNY"))
PEOPLE = (
    "ก้อง ภูผา",
    "ขวัญ ธารา",
    "คมสัน วารี",
    "จันทร์ พนา",
    "ชัย เมฆา",
    "ดวงใจ ศิลา",
    "ต้น ราตรี",
    "ทองดี อรุณ",
    "ธงชัย สมุทร",
    "นภา ไพร",
    "บุญมี ลำธาร",
    "ปรีชา หาดทราย",
    "ผกา ดอกไม้",
    "พร สายหมอก",
    "มานะ ทุ่งนา",
    "ยุพา เขาใหญ่",
    "รุ่ง ตะวัน",
    "วีระ น้ำตก",
    "ศรี แสงจันทร์",
    "หาญ ลมหนาว",
)


@pytest.fixture
def typist(enter: Enter) -> Typist:
    """A coordinator in front of the list of suspects."""
    page = enter("coordinator.th")
    page.goto("/records/suspects/")
    return Typist(page)


def test_a_suspect_with_two_names_a_document_and_a_phone(typist: Typist) -> None:
    typist.go("n")
    typist.write("สมหญิง ตัวอย่างใหม่")
    typist.reach("names-0-romanisation")
    typist.write("Somying Tuayangmai")
    typist.reach("Add another name")
    typist.press("Enter")
    typist.write("กระจิบ")
    typist.reach("names-1-romanisation")
    typist.write("Krachip")
    typist.reach("identifiers-0-kind")
    typist.write("Pas")
    typist.reach("identifiers-0-text")
    typist.write("AA1234567")
    typist.reach("Add another identifier")
    typist.press("Enter")
    typist.write("Te")
    typist.reach("identifiers-1-text")
    typist.write("+66 81 234 5678")
    typist.go("Control+Enter")
    typist.holds("a suspect with two names, a document and a phone", pages=3, strokes=110)
    main = typist.page.locator("main")
    for known in (
        "สมหญิง ตัวอย่างใหม่",
        "Somying Tuayangmai",
        "กระจิบ",
        "Passport",
        "AA1234567",
        "Telephone",
        "81 234 5678",
    ):
        expect(main).to_contain_text(known)


def test_forty_rescued_people_from_a_spreadsheet(typist: Typist, tmp_path: Path) -> None:
    page = typist.page
    template = page.request.get("/records/rescued-laborers/import/template.xlsx").body()
    rows = [{"sex": "female", "event_date": "2024-12-20", "place_name": f"{PLACE} {n}"} for n in range(1, 41)]
    file = filled(template, rows, tmp_path / "rescued.xlsx")
    page.goto("/records/rescued-laborers/")
    typist.pages = 0
    typist.reach("Import")
    typist.go("Enter")
    typist.choose_file(file)
    typist.go("Control+Enter")
    expect(page.locator("nav.views")).to_contain_text("New 40", timeout=60_000)
    typist.go("Control+Enter")
    expect(page.locator("main")).to_contain_text("Imported")
    typist.holds("forty rescued people from a spreadsheet", pages=4, strokes=45)
    page.goto("/records/rescued-laborers/")
    expect(page.locator("tbody tr").filter(has_text=PLACE)).to_have_count(40)


def filled(template: bytes, rows: Sequence[dict[str, Any]], file: Path) -> Path:
    """The template with these rows below its example; its first row, which is hidden, has the machine's names."""
    book = load_workbook(BytesIO(template))
    sheet = book.worksheets[0]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, sheet.max_row + 1):
        for name, value in row.items():
            sheet.cell(number, columns[name], value)
    book.save(file)
    return file


@pytest.mark.long
def test_a_raid(typist: Typist) -> None:
    """A site raided on an action day, twenty suspects arrested there, thirty phones, cash in three currencies."""
    page = typist.page
    page.goto("/records/sites/")
    typist.pages = 0
    raid_the_site(typist)
    for number, name in enumerate(PEOPLE):
        typist.write(name)
        if number == 0:
            happened(typist, 3)
        typist.go(ANOTHER)
    other(typist, "Seized asset")
    typist.write("Ph")
    typist.reach("quantity")
    typist.press("Control+a")
    typist.write("30")
    happened(typist, 3)
    for amount, currency in CASH:
        typist.go(ANOTHER)
        typist.write("Ca")
        typist.reach("amount")
        typist.write(amount)
        typist.reach("currency")
        typist.write(currency)
    typist.go("Control+Enter")
    what = "a raid: a site, its action day, twenty suspects, thirty phones, cash in three currencies"
    typist.holds(what, pages=30, strokes=480)
    all_were_found_there(page)


def raid_the_site(typist: Typist) -> None:
    """Its name, its type, that it was raided, when, where, on which action day."""
    typist.go("n")
    typist.write(SITE)
    typist.reach("site_type")
    typist.press("ArrowRight")
    happened(typist, 2)
    typist.reach("event_date_0")
    typist.write("2024-12-17")
    typist.reach("place_name")
    typist.write(PLACE)
    typist.reach("place_country")
    typist.write("Thai")
    typist.reach("action_day")
    typist.write("17 D")
    typist.go(ANOTHER)


def happened(typist: Typist, steps: int) -> None:
    """The status so many places after the first one."""
    typist.reach("happened")
    typist.press(*["ArrowRight"] * steps)


def other(typist: Typist, label: str) -> None:
    """From the first field back to the line above the form: what else is logged at this place."""
    typist.reach(label, "Shift+Tab")
    typist.go("Enter")


def all_were_found_there(page: Page) -> None:
    """Every record has the place, the action day and the day of the site, and is linked with it."""
    page.goto("/records/sites/?columns=site_type&columns=place_name&columns=action_day&columns=raided_on")
    site = page.locator("tbody tr").filter(has_text=SITE)
    for known in ("Hotel", "Raided", PLACE, ACTION_DAY, "17 Dec 2024"):
        expect(site).to_contain_text(known)
    key = (site.locator("th a").get_attribute("href") or "").strip("/").rpartition("/")[2]
    there = f"behind=linked:SIT.{key}&columns=place_name&columns=action_day"
    page.goto(f"/records/suspects/?{there}&columns=arrested_on")
    arrested = page.locator("tbody tr")
    expect(arrested).to_have_count(len(PEOPLE))
    for known in ("Suspect, arrested", *WHERE_AND_WHEN):
        expect(arrested.filter(has_text=known)).to_have_count(len(PEOPLE))
    columns = "&".join(f"columns={name}" for name in ("asset_class", "quantity", "amount", "measured_on"))
    page.goto(f"/records/seized-assets/?{there}&{columns}")
    seized = page.locator("tbody tr")
    expect(seized).to_have_count(1 + len(CASH))
    for known in ("Seized", *WHERE_AND_WHEN):
        expect(seized.filter(has_text=known)).to_have_count(1 + len(CASH))
    expect(seized.filter(has_text="Phone")).to_contain_text("30")
    for known in ("1,250,000 THB", "8,400 USD", "91,000 CNY"):
        expect(seized.filter(has_text=known)).to_have_count(1)
