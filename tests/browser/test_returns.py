"""A week of a country from its first opening to its lock: filled in on a phone, asked about, answered, verified."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

Enter = Callable[..., Page]
pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.timeout(420)]

PHONE: dict[str, Any] = {"viewport": {"width": 320, "height": 800}}
WEEK = "47"
FIGURE = "P02"
TOO_MANY, RIGHT = "99000", "12"
NOTE = "Two posts reported by telephone."
QUESTION, ANSWER = "Which two posts?", "Tachileik and Muse (sample)."


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url


def begin(page: Page) -> None:
    """From the list of weeks to the form of the one that is missing."""
    page.goto("/returns/")
    fits(page)
    page.get_by_role("button", name=re.compile(rf"^Begin.*\b{WEEK}\b")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Return of week {WEEK}")
    fits(page)


def unfold(page: Page) -> None:
    page.locator("details.effort, details.effort details").evaluate_all(
        "all => all.forEach((one) => (one.open = true))"
    )


def unfolded(page: Page, name: str) -> Locator:
    """A field of the form, in its open panel."""
    unfold(page)
    return page.locator(f"#id_{name}")


def write(page: Page, field: Locator, text: str) -> None:
    """Type, leave the field, and wait until the page says that it is kept."""
    field.fill(text)
    with page.expect_response(lambda answer: answer.request.method == "POST") as kept:
        page.keyboard.press("Tab")
    assert kept.value.ok
    expect(page.locator("#kept")).to_contain_text("not submitted")


def nothing_more(page: Page) -> None:
    """Line by line: nothing more to report."""
    buttons = page.get_by_role("button", name=re.compile(r"^Nothing more to report"))
    while left := buttons.count():
        buttons.first.click()
        expect(buttons).to_have_count(left - 1)


def submit(page: Page) -> None:
    """Whatever is doubted has been shown: it goes with the return."""
    page.get_by_role("button", name="Submit to LMLECC").click()
    expect(page.locator("main")).to_contain_text("Submitted to the supervision desk of LMLECC.")
    fits(page)


def take(page: Page, address: str, step: str) -> None:
    """A step of LMLECC's: its link, then the page that asks once more."""
    page.goto(address)
    page.get_by_role("link", name=step, exact=True).click()
    page.locator("main form[method=post]").get_by_role("button", name=step, exact=True).click()
    page.wait_for_url(f"**{address}")


def test_a_week_from_a_phone_to_the_lock(enter: Enter) -> None:
    phone = enter("coordinator.mm", **PHONE)
    begin(phone)
    address = urlsplit(phone.url).path
    expect(phone.locator("td[data-l='From records'] a").first).to_be_visible()

    write(phone, unfolded(phone, f"reported_{FIGURE}"), TOO_MANY)
    expect(phone.locator(f"#doubts-{FIGURE}")).to_contain_text("more than 3 times the largest")
    phone.reload()
    expect(unfolded(phone, f"reported_{FIGURE}")).to_have_value(re.compile("99,?000"))
    write(phone, unfolded(phone, f"reported_{FIGURE}"), RIGHT)
    write(phone, unfolded(phone, f"note_{FIGURE}"), NOTE)
    expect(phone.locator(f"#doubts-{FIGURE}")).to_be_empty()
    nothing_more(phone)
    expect(phone.locator("#looks")).to_contain_text("Warnings stop nothing")
    fits(phone)
    submit(phone)

    desk, director = enter("desk.supervision"), enter("director")
    desk.goto(address)
    expect(desk.locator("tr", has_text=NOTE)).to_contain_text(RIGHT)
    unfold(desk)
    desk.get_by_role("link", name=f"Ask {FIGURE}").click()
    desk.locator("textarea[name=words_0]").fill(QUESTION)
    desk.get_by_role("button", name="Send the question").click()
    desk.wait_for_url(f"**{address}")
    expect(desk.get_by_role("link", name="Verify", exact=True)).to_have_count(0)

    phone.goto(address)
    asked = phone.locator("tr", has=phone.locator(f"#doubts-{FIGURE}"))
    expect(asked).to_contain_text(QUESTION)
    fits(phone)
    write(phone, asked.locator("textarea"), ANSWER)
    phone.reload()
    expect(asked.locator("textarea")).to_have_value(ANSWER)
    desk.goto(address)
    expect(desk.locator("main")).not_to_contain_text(ANSWER)
    submit(phone)

    desk.goto(address)
    expect(desk.locator("main")).to_contain_text(ANSWER)
    take(desk, address, "Verify")
    take(director, address, "Lock")
    phone.goto(address)
    expect(phone.get_by_role("list", name="State of the return")).to_contain_text("Locked")
    expect(phone.get_by_role("button", name="Submit to LMLECC")).to_have_count(0)
    fits(phone)
