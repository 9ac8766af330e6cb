"""Two countries hold the same wallet, one asks the other for two persons, a third sees nothing: page by page.

The figures are read from the results after each step that changes one, the outsider looks at everything after each.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import database
from tests.browser.conftest import REDIS_OF_THE_BROWSER, load_demonstration
from tests.browser.stack import Stack, running

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.timeout(420)]

TODAY = "2024-12-18"
"""Within the execution of the operation: what arrives today counts."""

HELD_BY_NOBODY = "TNPeeaaFB7K9cmo4uQpcU32zGK8G1NYqeL"
WALLET = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"
OF_KH = ("ម៉េង ឧទាហរណ៍សាកល្បង", "រិទ្ធី ឧទាហរណ៍សាកល្បង")
OF_VN = ("Trần Văn Thử Nghiệm", "Lê Thị Thử Nghiệm")
REQUEST, REFUSED, ORDER = "Wanted for the call centre of Poipet", "A case of ours is open", "Granted by order 12"
ESCORT, CROSSING, ILL = "Hộ Tống Viên", "Mộc Bài thử nghiệm", "Taken to hospital at the crossing"
CANARIES = (WALLET, *OF_KH, *OF_VN, REQUEST, REFUSED, ORDER, ESCORT, CROSSING, ILL)
LOOKED_AT = ("/desk/", "/exchange/", "/exchange/matches/", "/exchange/removals/", "/records/suspects/", "/results/")
Enter = Callable[[str], Page]


@pytest.fixture(scope="module")
def earlier(
    django_db_setup: None, django_db_blocker: Any, worker_name: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    """The application in the days of the operation."""
    name = f"earlier_{worker_name}"
    with django_db_blocker.unblock():
        database.copy(name, of=database.once_a_run("demonstration", load_demonstration))
    with running(name, REDIS_OF_THE_BROWSER + 4, tmp_path_factory.mktemp("earlier"), TODAY) as application:
        yield application
    with django_db_blocker.unblock():
        database.drop(name)


@pytest.fixture
def enter_earlier(browser: Browser, earlier: Stack) -> Iterator[Enter]:
    contexts: list[BrowserContext] = []

    def sign_in(username: str) -> Page:
        context = browser.new_context(base_url=earlier.address)
        contexts.append(context)
        page = context.new_page()
        page.goto("/")
        page.locator("input[name=username]").fill(username)
        page.locator("input[name=password]").fill(earlier.password)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/desk/")
        return page

    yield sign_in
    for context in contexts:
        context.close()


class Outsider:
    """A coordinator of a third country who looks everywhere after each step."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.hidden: list[str] = []

    def sees_nothing(self) -> None:
        paths = [urlsplit(address).path for address in self.hidden]
        for place in LOOKED_AT:
            text = self.reads(place)
            seen = [mark for mark in (*CANARIES, *paths) if mark in text]
            assert not seen, (place, seen)
        found, nothing = (self.reads(f"/search/?q={wallet}") for wallet in (WALLET, HELD_BY_NOBODY))
        assert found.count(WALLET) == nothing.count(HELD_BY_NOBODY), "more than his own question"
        assert not [mark for mark in (*CANARIES, *paths) if mark != WALLET and mark in found]
        for path in paths:
            assert self.page.request.get(path).status == 404, path

    def reads(self, place: str) -> str:
        answer = self.page.request.get(place)
        assert answer.ok, place
        return str(answer.text())


def log_suspect(page: Page, name: str, *, wallet: bool, arrested: bool) -> str:
    page.goto("/records/suspects/new/")
    page.locator("[name=names-0-text]").fill(name)
    if wallet:
        page.locator("[name=identifiers-0-kind]").select_option("wallet")
        page.locator("[name=identifiers-0-text]").fill(WALLET)
    if arrested:
        page.get_by_text("Suspect, arrested", exact=True).click()
        page.get_by_label("Date of the event").first.fill("2024-12-10")
    page.get_by_role("button", name="Log it", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    return page.url


def figure(page: Page, code: str) -> int:
    """An indicator of Viet Nam from its records alone: what was reported without them falls as they arrive."""
    page.goto(f"/results/behind/?indicator={code}&country=VN")
    fact = page.locator("dl div", has=page.locator("dt", has_text="From records")).locator("dd").first
    return int(re.sub(r"\D", "", fact.inner_text()) or 0)


def submit(page: Page, address: str, fields: dict[str, str], *, chosen: dict[str, str] | None = None) -> None:
    """Open a form, fill it in and send it; it must not come back."""
    page.goto(address)
    assert page.locator("main form[method=post] .actionbar").count(), (address, page.locator("main").inner_text())
    for name, value in fields.items():
        page.locator(f"main form[method=post] [name={name}]").fill(value)
    for name, value in (chosen or {}).items():
        page.locator(f"main form[method=post] [name={name}][value='{value}']").check(force=True)
    with page.expect_navigation():
        page.locator("main form[method=post] .actionbar button").first.click()
    accepted(page)


def accepted(page: Page) -> None:
    """What was sent was taken: no form came back with an error."""
    assert page.locator(".errsum").count() == 0, page.locator("main").inner_text()


def the_match(page: Page) -> str:
    page.goto("/exchange/matches/")
    page.locator("tbody tr").filter(has_text="wallet").first.get_by_role("link").first.click()
    return page.url


def step(page: Page, removal: str, name: str, **fields: str) -> None:
    submit(page, f"{removal}steps/{name}/", {"on_0": TODAY} | fields)


def persons_of(page: Page, removal: str) -> list[str]:
    """The keys of the persons on the list, in their order, as the asked side prepares them."""
    page.goto(removal)
    links = page.locator("#persons h3 a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return [re.findall(r"persons/([0-9a-f-]{36})/", link)[0] for link in links]


def test_a_match_a_removal_and_an_outsider(enter_earlier: Enter) -> None:
    khmer, viet = enter_earlier("coordinator.kh"), enter_earlier("coordinator.vn")
    outsider = Outsider(enter_earlier("coordinator.th"))
    arrested, transferred = figure(viet, "P02"), figure(viet, "F02")

    for number, name in enumerate(OF_KH):
        outsider.hidden.append(log_suspect(khmer, name, wallet=not number, arrested=False))
    for number, name in enumerate(OF_VN):
        outsider.hidden.append(log_suspect(viet, name, wallet=not number, arrested=True))
    assert figure(viet, "P02") == arrested + 2
    assert OF_KH[0] in khmer.request.get(f"/search/?q={WALLET}").text(), "what an outsider does not find is there"
    outsider.sees_nothing()

    match = the_match(khmer)
    outsider.hidden.append(match)
    for page, theirs in ((khmer, OF_VN), (viet, OF_KH)):
        page.goto(match)
        assert not [name for name in theirs if name in page.content()]
        assert page.request.get(outsider.hidden[2 if page is khmer else 0]).status == 404
    submit(viet, f"{match}tell/", {"reason": "Same money"})
    khmer.goto(match)
    expect(khmer.locator("main")).to_contain_text("arrested")
    assert OF_VN[0] not in khmer.content()
    submit(viet, f"{match}release/", {"reason": "For the joint case"})
    khmer.goto(outsider.hidden[2])
    expect(khmer.get_by_role("heading", level=1)).to_contain_text(OF_VN[0])
    submit(khmer, f"{match}propose/", {"words": "The same man"}, chosen={"outcome": "joint"})
    submit(viet, f"{match}agree/", {})
    khmer.goto(match)
    expect(khmer.locator("main")).to_contain_text("Confirmed")
    outsider.sees_nothing()

    first = ask(khmer)
    outsider.hidden.append(first)
    step(khmer, first, "send")
    submit(viet, f"{first}steps/refuse/", {"on_0": TODAY, "words": REFUSED}, chosen={"ground": "ongoing"})
    outsider.sees_nothing()
    submit(khmer, f"{first}again/", {})
    again = khmer.url.split("#")[0]
    assert again != first
    outsider.hidden.append(again)
    step(khmer, again, "send")
    for name in ("acknowledge", "locate"):
        step(viet, again, name)
    prepare(viet, again)
    assert (figure(viet, "P02"), figure(viet, "F02")) == (arrested + 2, transferred)
    outsider.sees_nothing()

    step(viet, again, "hand-over")
    receive(khmer, again)
    assert (figure(viet, "P02"), figure(viet, "F02")) == (arrested + 2, transferred + 1)
    explain(khmer, again)
    explain(viet, again)
    assert (figure(viet, "P02"), figure(viet, "F02")) == (arrested + 2, transferred + 2)
    step(khmer, again, "close")
    expect(khmer.locator("main")).to_contain_text("closed")
    outsider.sees_nothing()


def ask(page: Page) -> str:
    """Cambodia asks Viet Nam for its two suspects; returns the address of the draft."""
    page.goto("/exchange/removals/new/")
    form = page.locator("main form[method=post]")
    options = form.locator("[name=to] option").evaluate_all("all => all.map(one => [one.value, one.textContent])")
    form.locator("[name=to]").select_option(next(value for value, text in options if "Viet Nam" in text))
    form.locator("[name=pathway][value=extradition]").check(force=True)
    form.locator("[name=request]").fill(REQUEST)
    form.locator("[name=legal_basis]").fill("Treaty of 2013")
    with page.expect_navigation():
        form.locator(".actionbar button").first.click()
    removal = page.url
    assert re.search(r"/removals/[0-9a-f-]{36}/$", removal), page.locator("main").inner_text()
    for name in OF_KH:
        choose(page, f"{removal}persons/", name)
    return removal


def choose(page: Page, address: str, name: str) -> None:
    """Tick the suspect of this name, and send."""
    page.goto(f"{address}?q={name}")
    key = page.locator("main form[method=post] label").filter(has_text=name).first
    key.click()
    with page.expect_navigation():
        page.locator("main form[method=post] .actionbar button").first.click()
    accepted(page)


def prepare(page: Page, removal: str) -> None:
    """Viet Nam: its own suspects, custody, the decision, the checklist, an escort, the schedule."""
    persons = persons_of(page, removal)
    for person, name in zip(persons, OF_VN, strict=True):
        choose(page, f"{removal}persons/{person}/match/", name)
    step(page, removal, "hold")
    step(page, removal, "decide", words=ORDER)
    for person in persons:
        answer(page, f"{removal}persons/{person}/")
    submit(page, f"{removal}manifest/", {"what": ESCORT}, chosen={"kind": "escort"})
    step(page, removal, "schedule", crossing=CROSSING, planned_0=TODAY, hour="23:30")


def answer(page: Page, address: str) -> None:
    """Every question of the checklist with «yes», in words."""
    page.goto(address)
    form = page.locator("main form[method=post]")
    for kind in ("legal_basis", "non_refoulement", "victim_screening", "consular_contact"):
        form.locator(f"[name={kind}_answer]").select_option("yes")
        form.locator(f"[name={kind}_words]").fill("Seen the file")
        form.locator(f"[name={kind}_on_0]").fill(TODAY)
    with page.expect_navigation():
        form.locator(".actionbar button").first.click()
    accepted(page)


def receive(page: Page, removal: str) -> None:
    """One head fewer than was sent."""
    page.goto(f"{removal}steps/receive/")
    page.locator("main form[method=post] [name=persons]").last.uncheck(force=True)
    page.locator("main form[method=post] [name=on_0]").fill(TODAY)
    with page.expect_navigation():
        page.locator("main form[method=post] .actionbar button").first.click()
    accepted(page)


def explain(page: Page, removal: str) -> None:
    """Both say what became of the one about whom the heads differ."""
    page.goto(removal)
    incident = page.locator("a[href*='/incidents/']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    address = next(link for link in incident if re.search(r"/incidents/[0-9a-f-]{36}/", link))
    page.goto(address)
    form = page.locator("main form[method=post]")
    form.locator("[name=words]").fill(ILL)
    form.locator("select[name^=end_]").select_option("received")
    with page.expect_navigation():
        form.locator(".actionbar button").first.click()
    accepted(page)
