"""Six countries agree on a report: written together, circulated, approved with a note, changed, agreed, released.

Laos signs with both of its agencies: seven coordinators answer for six countries.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

Enter = Callable[[str], Page]
pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.timeout(420)]

CUTOFF = "2024-12-31"
AGENCIES = ("kh", "cn", "la", "la2", "mm", "th", "vn")
OURS, THEIRS = "It did the right things.", "It did the right things, and for whom it should."
THAI, THAI_AGAIN = "ไทยจับกุมผู้ต้องสงสัย", "ไทยจับกุมผู้ต้องสงสัยและช่วยเหลือผู้เสียหาย"
NOTE = "Phần 3 không nói về ngân hàng"
COMMENT = "Say more of the banks."
CHANGED = "Thailand told of its rescues."


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def begin(page: Page) -> str:
    """A final evaluation, begun from the list of reports; returns its address."""
    page.goto("/reports/")
    page.get_by_role("link", name="Written together").click()
    page.get_by_role("link", name="Begin a report").click()
    page.get_by_text("Final evaluation", exact=True).click()
    page.get_by_label("Data cut-off").fill(CUTOFF)
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Final evaluation")
    return path_of(page)


def editor(page: Page, report: str, section: str) -> str:
    """Open the form of a section from the page of the report; returns its address."""
    page.goto(report)
    page.get_by_role("link", name=re.compile(rf"^Write\s*: {section}$")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(section)
    return path_of(page)


def write(page: Page, report: str, section: str, text: str) -> None:
    editor(page, report, section)
    page.locator("textarea[name=text]").fill(text)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("As it reads now")).to_be_visible()


def take(page: Page, report: str, step: str) -> None:
    """A step of the report: its link, then the page that asks once more."""
    page.goto(report)
    page.get_by_role("link", name=step, exact=True).click()
    page.locator("main form[method=post]").get_by_role("button").first.click()
    page.wait_for_url(f"**{report}")


def answer(page: Page, report: str, note: str = "") -> None:
    """Approve from one's desk, with a note or without."""
    page.goto("/desk/")
    page.locator(f"a[href='{report}']").first.click()
    page.get_by_role("link", name="Approve for your agency").click()
    value = "noted" if note else "approved"
    page.locator(f"input[name=answer][value={value}]").check(force=True)
    page.locator("textarea[name=note]").fill(note)
    page.get_by_role("button", name="Answer", exact=True).click()
    page.wait_for_url(f"**{report}")


def standing(page: Page, report: str) -> dict[str, str]:
    """Where each country stands, as the page says it."""
    page.goto(report)
    rows = page.locator("ul.six li").all_inner_texts()
    return {row.split()[0]: " ".join(row.split()[1:]) for row in rows}


def is_asked(page: Page, report: str) -> bool:
    page.goto("/desk/")
    return bool(page.locator(f"a[href='{report}']").count())


def write_together(desk: Page, other: Page, report: str) -> None:
    """What is typed is kept, a figure shows its number, and of two who write at once the second sees both texts."""
    address = editor(desk, report, "Relevance")
    other.goto(address)
    desk.locator("textarea[name=text]").fill(f"{OURS} Arrested: ")
    desk.locator("select[name=figure]").select_option("P02")
    desk.get_by_role("button", name="Place it in the text").click()
    expect(desk.locator("#kept")).to_contain_text("Kept")
    expect(desk.locator("#kept .quoted")).to_have_text(re.compile(r"^[\d,]+$"))
    desk.locator("textarea[name=text]").press("End")
    desk.keyboard.type(" {{P99}}")
    expect(desk.locator("#kept")).to_contain_text("«{{P99}}» is no figure")
    desk.locator("textarea[name=text]").fill(f"{OURS} Arrested: {{{{P02}}}}")
    desk.locator("textarea[name=text]").press("End")
    desk.locator("select[name=shown_as]").select_option("weeks")
    desk.get_by_role("button", name="Place it in the text").click()
    expect(desk.locator("textarea[name=text]")).to_have_value(re.compile(r"\n\n\{\{chart:P02:weeks\}\}$"))
    expect(desk.locator("#kept")).to_contain_text("Persons arrested, by week")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator("main")).to_contain_text(OURS)

    other.locator("textarea[name=text]").fill(THEIRS)
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.get_by_role("alert")).to_contain_text("Somebody saved another text while you were writing")
    expect(other.get_by_role("alert")).to_contain_text(OURS)
    expect(other.locator("textarea[name=text]")).to_have_value(THEIRS)
    other.locator("textarea[name=text]").fill(f"{THEIRS} Arrested: {{{{P02}}}}")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.locator("main")).to_contain_text(THEIRS)


def test_six_countries_agree_and_two_persons_release(enter: Enter) -> None:
    desk, other, director = enter("desk.communication"), enter("desk.information"), enter("director")
    supervisor, second = enter("supervisor.th"), enter("desk.supervision")
    report = begin(desk)
    write_together(desk, other, report)
    write(supervisor, report, "Thailand", THAI)
    coordinators = {code: enter(f"coordinator.{code}") for code in AGENCIES}
    assert THEIRS not in coordinators["kh"].request.get(report).text()

    take(desk, report, "Circulate")
    cambodian = coordinators["kh"]
    cambodian.goto(report)
    expect(cambodian.locator("main")).to_contain_text(THEIRS)
    expect(cambodian.locator("main")).to_contain_text(THAI)
    cambodian.get_by_role("link", name=re.compile(r"^Comment\s*: Relevance$")).click()
    cambodian.locator("textarea[name=text]").fill(COMMENT)
    cambodian.get_by_role("button", name="Comment", exact=True).click()
    desk.goto(report)
    expect(desk.locator("main")).to_contain_text(COMMENT)

    for code, page in coordinators.items():
        if code == "la2":
            assert "waits for MND" in standing(director, report)["LA"]
        answer(page, report, NOTE if code == "vn" else "")
    states = standing(director, report)
    assert {code for code, said in states.items() if "approves" in said} == {"KH", "CN", "LA", "MM", "TH", "VN"}
    assert "approves with a note" in states["VN"]
    expect(director.locator("main")).to_contain_text(NOTE)

    write(supervisor, report, "Thailand", THAI_AGAIN)
    desk.goto(report)
    desk.get_by_role("link", name="Circulate again").click()
    desk.locator("textarea[name=words]").fill(CHANGED)
    desk.get_by_role("button", name="Circulate", exact=True).click()
    states = standing(director, report)
    assert {code for code, said in states.items() if "no answer yet" in said} == {"TH"}
    assert "approves with a note" in states["VN"]
    assert [code for code, page in coordinators.items() if is_asked(page, report)] == ["th"]
    expect(director.get_by_role("link", name="Propose release", disabled=True)).to_be_visible()
    thai = coordinators["th"]
    thai.goto(report)
    expect(thai.locator("main")).to_contain_text(CHANGED)
    answer(thai, report)

    take(director, report, "Propose release")
    expect(director.get_by_role("link", name="Confirm release")).to_have_count(0)
    second.goto("/desk/")
    second.locator(f"a[href='{report}']").first.click()
    take(second, report, "Confirm release")
    expect(second.locator("main")).to_contain_text("released")
    reader = enter("officer.mm")
    reader.goto("/reports/written/")
    reader.get_by_role("link", name="Final evaluation").first.click()
    expect(reader.locator("main")).to_contain_text(THAI_AGAIN)
    expect(reader.locator("main")).to_contain_text(NOTE)
    assert enter("observer.unodc").request.get(report).status == 404
