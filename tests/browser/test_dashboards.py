"""Pages of results on a phone of 320 px, and the drawing of a map in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

Enter = Callable[..., Page]
pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.timeout(420)]

PAGES = ("", "country/", "line/?line=2", "supervision/", "border/", "targets/", "targets/P02/", "behind/?indicator=A01")
PHONE: dict[str, Any] = {"viewport": {"width": 320, "height": 800}}


def test_every_page_of_results_fits_a_phone(enter: Enter) -> None:
    page = enter("director", **PHONE)
    for address in PAGES:
        page.goto(f"/results/{address}")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, f"/results/{address} is {width} px wide"


def test_border_and_prevention_from_the_tabs_to_what_is_behind(enter: Enter) -> None:
    """The map stands in a frame of its own, which scrolls; its table opens from the keyboard, a number opens too."""
    page = enter("director", **PHONE)
    page.goto("/results/")
    page.get_by_role("navigation", name="Pages of results").get_by_role("link", name="Border and prevention").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Border and prevention")
    drawing = page.locator("#map svg.map")
    expect(drawing).to_be_visible()
    assert drawing.evaluate("node => node.parentElement.clientWidth < node.clientWidth")
    assert page.locator("#map foreignObject").first.evaluate("node => node.getBoundingClientRect().width > 0")
    areas = page.locator("#map details", has_text="All records by area, without names")
    areas.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(areas.get_by_role("table")).to_be_visible()
    page.get_by_role("region", name="Strengthen border control, by country").get_by_role("link").last.click()
    page.wait_for_url("**/results/behind/**")


def test_filters_make_an_address_that_is_kept_and_opened_again(enter: Enter) -> None:
    page = enter("coordinator.th", **PHONE)
    page.goto("/results/line/")
    page.locator("summary", has_text="Filter").click()
    page.get_by_label("Line of effort").select_option("3")
    page.get_by_label("Until week").select_option("2024-W40")
    page.get_by_role("button", name="Apply", exact=True).click()
    page.wait_for_url("**line=3**")
    page.get_by_role("link", name="Save this view").click()
    page.get_by_label("Name of the view").fill("to week 40")
    page.get_by_role("button", name="Save", exact=True).click()
    kept = page.get_by_role("navigation", name="Saved views").get_by_role("link", name="to week 40")
    expect(kept).to_have_attribute("aria-current", "page")
