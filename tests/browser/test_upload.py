"""The script that sends a file: in parts, on again where the line broke, and what it says when it cannot."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).parents[2] / "static" / "js" / "upload.js"
ADDRESS = "http://localhost/record/files/new/"
API = "/api/record/attachments/"
MEBIBYTE = 1024 * 1024
TROUBLE = "The line does not hold."
FORM = f"""<form method="post" enctype="multipart/form-data" data-upload="{API}" data-upload-page="/record/">
<input type="hidden" name="csrfmiddlewaretoken" value="token"><input type="file" name="file">
<select name="kind"><option value="photograph">photograph</option></select><input name="title" value="front">
<select name="tlp"><option value=""></option></select><select name="handling_code"><option value=""></option></select>
<div data-upload-progress hidden><progress max="100" value="0"></progress></div>
<p data-upload-trouble="{TROUBLE}" hidden></p><button type="submit">Attach it</button></form>
<script>window.setTimeout = ((later) => (act) => later(act, 0))(window.setTimeout)</script>
<script src="/upload.js"></script>"""

Upload = Callable[[bytes], Page]


@dataclass
class Server:
    """What answers: it holds the bytes that came, and breaks the line when it is told to."""

    held: bytes = b""
    announced: dict[str, object] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    lost_requests: int = 0
    lost_answers: int = 0
    refuses: dict[str, list[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        request = route.request
        place = request.url.removeprefix("http://localhost")
        if place.startswith(API):
            self.asked.append(request.method)
            self.tokens.add(request.headers.get("x-csrftoken", ""))
            self._api(route, request.method)
        elif place == "/upload.js":
            route.fulfill(body=SCRIPT.read_text(), content_type="text/javascript")
        else:
            route.fulfill(body=FORM if place.endswith("/new/") else "the page of the file", content_type="text/html")

    def _api(self, route: Route, method: str) -> None:
        if method == "POST":
            self.announced = json.loads(route.request.post_data or "")
            status, told = (400, self.refuses) if self.refuses else (201, {"id": "key", "received": len(self.held)})
            route.fulfill(status=status, json=told)
        elif method == "HEAD":
            route.fulfill(headers={"Upload-Offset": str(len(self.held))})
        else:
            self._part(route)

    def _part(self, route: Route) -> None:
        if self.lost_requests:
            self.lost_requests -= 1
            route.abort("connectionreset")
            return
        if int(route.request.headers["upload-offset"]) != len(self.held):
            route.fulfill(status=409, json={"detail": "Go on from there."})
            return
        self.held += route.request.post_data_buffer or b""
        if self.lost_answers:
            self.lost_answers -= 1
            route.abort("connectionreset")
        else:
            route.fulfill(headers={"Upload-Offset": str(len(self.held))})


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def upload(browser: Browser, server: Server) -> Iterator[Upload]:
    """Choose a file with this content and send it."""
    context = browser.new_context()

    def sent(content: bytes) -> Page:
        page = context.new_page()
        page.route("**/*", server.answer)
        page.goto(ADDRESS)
        file = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": content}
        page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
        page.get_by_role("button", name="Attach it").click()
        return page

    yield sent
    context.close()


def arrives(page: Page) -> None:
    page.wait_for_url("http://localhost/record/files/key/", timeout=30_000)


@pytest.mark.parametrize("size", [1, MEBIBYTE, 2 * MEBIBYTE + 7])
def test_a_file_goes_in_parts_with_what_was_said_of_it(upload: Upload, server: Server, size: int) -> None:
    content = bytes(size)
    arrives(upload(content))
    assert server.held == content
    assert server.announced == {
        "name": "photo.jpg",
        "size": size,
        "kind": "photograph",
        "title": "front",
        "tlp": "",
        "handling_code": "",
    }
    assert server.tokens == {"token"}
    assert server.asked == ["POST", *["PATCH"] * -(-size // MEBIBYTE)]


@pytest.mark.parametrize("lost", ["lost_requests", "lost_answers"])
def test_it_goes_on_where_the_line_broke(upload: Upload, server: Server, lost: str) -> None:
    setattr(server, lost, 3 if lost == "lost_requests" else 1)
    content = b"a" * MEBIBYTE + b"b" * 5
    arrives(upload(content))
    assert server.held == content


def test_what_had_arrived_before_is_not_sent_again(upload: Upload, server: Server) -> None:
    content = b"a" * MEBIBYTE + b"b" * 5
    server.held = content[:MEBIBYTE]
    arrives(upload(content))
    assert (server.held, server.asked) == (content, ["POST", "PATCH"])


def test_a_line_that_does_not_hold_is_given_up_and_said(upload: Upload, server: Server) -> None:
    server.lost_requests = 1000
    page = upload(b"x")
    page.get_by_text(TROUBLE).wait_for()
    assert server.asked.count("PATCH") == 9
    assert page.locator("[data-upload-progress]").is_hidden()


def test_a_refusal_is_said_in_its_own_words(upload: Upload, server: Server) -> None:
    server.refuses = {"file": ["200 MB is more than 100 MB."]}
    upload(b"x").get_by_text("200 MB is more than 100 MB.").wait_for()
    assert server.asked == ["POST"]
