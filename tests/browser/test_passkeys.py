"""Passkeys in a real browser with a virtual authenticator: made, used alone, used after the password."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.timeout(420)]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PERSON = "officer.vn"


@pytest.fixture
def page(browser: Browser, stack: Stack) -> Iterator[Page]:
    """A browser with an authenticator of its own, at `localhost`: passkeys belong to a name, not to an address.

    Fails afterwards when a page broke the security policy or a script failed.
    """
    complaints: list[str] = []
    context = browser.new_context(base_url=stack.address.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if "Security Policy" in said.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield page
    context.close()
    assert complaints == []


def give_password(page: Page, stack: Stack) -> None:
    page.goto("/sign-in/")
    page.locator("input[name=username]").fill(PERSON)
    page.locator("input[name=password]").fill(stack.password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.locator("form[action='/sign-out/'] button").first.dispatch_event("click")
    page.wait_for_url("**/sign-in/")


def test_a_passkey_is_made_and_opens_alone_and_after_the_password(page: Page, stack: Stack) -> None:
    give_password(page, stack)
    page.wait_for_url("**/desk/")
    page.goto("/account/second-factor/webauthn/add/")
    page.get_by_label("Name of the passkey").fill("The telephone of the suite")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/recovery-codes/")
    expect(page.locator(".codes code")).to_have_count(10)

    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/desk/")

    sign_out(page)
    give_password(page, stack)
    page.wait_for_url("**/second-factor/authenticate/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/desk/")
    page.goto("/account/second-factor/webauthn/")
    expect(page.locator("main")).to_contain_text("The telephone of the suite")
    remove_it(page)


def remove_it(page: Page) -> None:
    """The stack is shared: whoever comes after signs in with the password alone."""
    page.get_by_role("link", name=re.compile("^Remove")).click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator("main")).to_contain_text("You have none.")


def test_a_browser_without_the_passkey_is_told_so_and_has_other_ways(page: Page) -> None:
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("#passkey-failed")).to_be_visible(timeout=70_000)
    expect(page.locator("input[name=password]")).to_be_visible()


@pytest.mark.parametrize("address", ["/sign-in/", "/first-sign-in/"])
def test_without_scripts_the_ways_in_that_need_none_remain(browser: Browser, stack: Stack, address: str) -> None:
    context: Any = browser.new_context(
        base_url=stack.address, java_script_enabled=False, viewport={"width": 320, "height": 700}
    )
    page = context.new_page()
    page.goto(address)
    expect(page.locator("input[name=username]")).to_be_visible()
    assert page.locator("[data-passkey]:visible").count() == 0
    context.close()
