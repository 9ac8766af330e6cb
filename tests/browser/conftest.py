"""A real browser on the real application."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import database
from tests.browser.stack import SETTINGS, Stack, running

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# each worker of the suite its own: a stack must not answer the hints of another
REDIS_OF_THE_BROWSER = 5 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 4
# playwright keeps an event loop in this thread; what Django does here is synchronous all the same
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, closed after the last of these tests.

    Where it is missing the test is named as skipped; in CI that is a failure.
    """
    if not CHROMIUM.exists():
        missing = f"{CHROMIUM} is not installed: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def stack(
    django_db_setup: None, django_db_blocker: Any, worker_name: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    """The application with the demonstration's data, started once for all browser tests."""
    name = f"browser_{worker_name}"
    with django_db_blocker.unblock():
        database.copy(name, of=database.once_a_run("demonstration", load_demonstration))
    with running(name, REDIS_OF_THE_BROWSER, tmp_path_factory.mktemp("stack")) as application:
        yield application
    with django_db_blocker.unblock():
        database.drop(name)


def load_demonstration(name: str) -> None:
    database.run_on(name, "-m", "tests.browser.demonstration", settings_module=SETTINGS)


@pytest.fixture
def enter(browser: Browser, stack: Stack) -> Iterator[Callable[[str], Page]]:
    """`enter("coordinator.th")` signs in through the form and gives the page; each person a browser of his own.

    Fails afterwards when a page wrote to the console: the security policy is broken, or a script is.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def sign_in(username: str, **options: Any) -> Page:
        context = browser.new_context(base_url=stack.address, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if "Security Policy" in said.text else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/")
        page.locator("input[name=username]").fill(username)
        page.locator("input[name=password]").fill(stack.password)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/desk/")
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert complaints == []
