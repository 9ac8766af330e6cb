"""The administration in a real browser: an appointment made, cover named; Django's admin under the strict policy."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

Enter = Callable[[str], Page]
pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.timeout(300)]

APPOINTMENTS, ACCOUNTS = "/administration/appointments/", "/administration/accounts/"
REFERENCE = "/administration/reference/"
SMALL = {"viewport": {"width": 320, "height": 800}}


def day(ahead: int) -> str:
    return (datetime.now(UTC) + timedelta(days=ahead)).date().isoformat()


def faults(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA, in words."""
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def wider_than_the_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def test_a_coordinator_names_cover_and_both_are_told(enter: Enter) -> None:
    page = enter("coordinator.th")
    page.goto(f"{APPOINTMENTS}?role=supervisor")
    page.locator("main tbody th a").first.click()
    page.get_by_role("link", name="Name cover").click()
    page.get_by_label("Who acts").select_option(index=1)
    page.get_by_label("First day").fill(day(0))
    page.get_by_label("Last day").fill(day(5))
    page.get_by_label("Reason").fill("leave")
    page.get_by_role("button", name="Name cover").click()
    expect(page.locator(".messages")).to_contain_text("Both are told on their desks.")
    expect(enter("supervisor.th").locator("main")).to_contain_text("acts for you: National supervisor")


@pytest.mark.parametrize("address", [APPOINTMENTS, f"{APPOINTMENTS}new/", "/administration/roles/"])
def test_the_director_s_pages_can_be_read_by_everybody(enter: Enter, address: str) -> None:
    page = enter("director", **SMALL)
    page.goto(address)
    assert faults(page) == []
    assert not wider_than_the_window(page)


def test_an_administrator_s_pages_can_be_read_by_everybody(enter: Enter) -> None:
    page = enter("admin", **SMALL)
    for address in (ACCOUNTS, f"{ACCOUNTS}new/"):
        page.goto(address)
        assert faults(page) == []
        assert not wider_than_the_window(page)
    page.goto(ACCOUNTS)
    page.locator("main tbody th a").first.click()
    assert faults(page) == []


def test_reference_data_is_amended_under_the_strict_policy(enter: Enter) -> None:
    """`enter` fails when a page complains about the policy."""
    page = enter("admin")
    for path in ("", "operation/organisation/", "operation/country/"):
        page.goto(REFERENCE + path)
    page.get_by_role("link", name="TH", exact=True).click()
    page.get_by_label("Name").fill("Thailand")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.get_by_role("link", name="Back to the administration").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Appointments")
