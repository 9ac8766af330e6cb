"""The press: it fetches nothing, writes nothing, knows no secrets, and dies alone or with its parent (trust.md 15)."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pypdf import PdfReader

from operation.press import presswork
from operation.press.press import Shelf
from operation.press.presswork import ROOT, Limits, Pressed, RenderFailed, press

IDENTIFIER = "ab" * 16
HEAVY = "<table>" + "<tr><td>one</td><td>two</td><td>three</td></tr>" * 6000 + "</table>"


def page(body: str, head: str = "") -> str:
    return f'<html lang="en"><head><title>Test</title>{head}</head><body>{body}</body></html>'


def printed(body: str, head: str = "", **assets: str) -> Pressed:
    return press(page(body, head), assets=assets, identifier=IDENTIFIER)


def text_of(pdf: bytes) -> str:
    return "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine that notes every request."""
    asked: list[str] = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Stays silent."""

    http = HTTPServer(("127.0.0.1", 0), Noting)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{http.server_address[1]}", asked
    http.shutdown()
    http.server_close()
    thread.join()


def test_prints_and_tells_its_steps() -> None:
    steps: list[str] = []
    pressed = press(page("<h1>Hello</h1>"), assets={}, identifier=IDENTIFIER, on_step=steps.append)
    assert "Hello" in text_of(pressed.pdf)
    assert pressed.pages == 1
    assert steps == ["layout", "write"]
    assert pressed.complaints == ()
    assert 20 < pressed.peak_memory_mb < 400


def test_a_known_style_sheet_is_used() -> None:
    pressed = printed("<p>x</p>", '<link rel="stylesheet" href="seagull:a.css">', **{"seagull:a.css": "@page{size:A5}"})
    width = PdfReader(io.BytesIO(pressed.pdf)).pages[0].mediabox.width
    assert width == pytest.approx(420, abs=1)
    assert pressed.complaints == ()


def test_no_address_is_fetched(server: tuple[str, list[str]]) -> None:
    address, asked = server
    body = f'<img alt="x" src="{address}/img"><object data="{address}/obj"></object>'
    body += f'<svg><image href="{address}/svg"/></svg>'
    head = f'<link rel="stylesheet" href="{address}/css">'
    head += f"<style>@import url({address}/import); p{{background:url({address}/bg)}}</style>"
    pressed = printed(body + "<p>x</p>", head)
    assert asked == []
    assert any("/img" in complaint for complaint in pressed.complaints)
    assert any("/css" in complaint for complaint in pressed.complaints)


def test_no_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canary-4711")
    body = f'<img alt="x" src="file://{secret}"><img alt="y" src="/etc/passwd">'
    body += f'<a rel="attachment" href="file://{secret}">get</a>'
    head = f'<link rel="attachment" href="file://{secret}"><link rel="stylesheet" href="file://{secret}">'
    pressed = printed(body, head)
    assert b"canary-4711" not in pressed.pdf
    assert list(PdfReader(io.BytesIO(pressed.pdf)).attachments) == []
    assert any("not among the assets" in complaint for complaint in pressed.complaints)


@pytest.mark.parametrize(
    "address",
    ["http://example.org/a.png", "file:///etc/passwd", "data:text/css,p{}", "ftp://x/y", "seagull:other.css", "a.css"],
)
def test_the_shelf_holds_only_its_assets(address: str) -> None:
    with pytest.raises(ValueError, match="not among the assets"):
        Shelf({"seagull:pdf.css": ""}).fetch(address)


def test_scripts_are_not_run() -> None:
    assert "ran" not in text_of(printed("<p>x</p><script>document.write('ran')</script>").pdf)


def test_it_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setenv("DATABASE_URL", "postgres://canary")
    seen: dict[str, str] = {}

    def start(command: list[str], **options: dict[str, str]) -> None:
        seen.update(options["env"])
        raise RenderFailed

    monkeypatch.setattr(subprocess, "Popen", start)
    with pytest.raises(RenderFailed):
        printed("x")
    assert "PATH" in seen
    assert "canary" not in repr(seen)
    assert set(seen) <= {*presswork.ENVIRONMENT, "PYTHONUTF8"}


def test_it_knows_no_django() -> None:
    command = "import operation.press.press, sys; print([m for m in sys.modules if m.startswith('django')])"
    said = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_it_can_write_no_file(tmp_path: Path) -> None:
    command = (
        "from operation.press.press import hold; hold(memory_mb=2000, cpu_seconds=9);"
        f"open({str(tmp_path / 'left')!r}, 'wb', buffering=0).write(b'x')"
    )
    said = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "File too large" in said.stderr


def test_the_wall_clock_ends_it() -> None:
    began = time.monotonic()
    with pytest.raises(RenderFailed, match="time limit"):
        press(page(HEAVY), assets={}, identifier=IDENTIFIER, limits=Limits(wall_seconds=1.0))
    assert time.monotonic() - began < 30
    assert children_of(os.getpid()) == []


def test_the_memory_limit_ends_it_alone() -> None:
    with pytest.raises(RenderFailed, match="more memory"):
        press(page(HEAVY), assets={}, identifier=IDENTIFIER, limits=Limits(memory_mb=130))
    assert printed("<p>the next one</p>").pages == 1


def test_the_processor_limit_ends_it() -> None:
    with pytest.raises(RenderFailed, match="computing time"):
        press(page(HEAVY), assets={}, identifier=IDENTIFIER, limits=Limits(cpu_seconds=1))


def test_a_letter_without_a_font_is_refused() -> None:
    with pytest.raises(RenderFailed, match=r"no installed font can print.*U\+10FFFD"):
        printed("<p>\U0010fffd</p>")


def test_no_pages_without_a_document() -> None:
    with pytest.raises(RenderFailed, match="could not be set"):
        press(page("x"), assets={}, identifier="not hexadecimal")


def test_missing_pango_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = "raise OSError(\"cannot load library 'libpango-1.0-0'\")"
    monkeypatch.setattr(presswork, "MODULE", ("-c", broken))
    with pytest.raises(RenderFailed, match=r"apt-get install .*libpango-1\.0-0"):
        printed("x")


def test_the_caller_is_heard_while_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    pulses: list[float] = []
    monkeypatch.setattr(presswork, "PULSE_SECONDS", 0.01)
    press(page("x"), assets={}, identifier=IDENTIFIER, on_pulse=lambda: pulses.append(1))
    assert pulses


def test_what_a_listener_raises_ends_it() -> None:
    def stop(step: str) -> None:
        raise InterruptedError(step)

    with pytest.raises(InterruptedError, match="layout"):
        press(page("x"), assets={}, identifier=IDENTIFIER, on_step=stop)
    assert children_of(os.getpid()) == []


def children_of(pid: int) -> list[int]:
    """Presses that a process has started and that still run."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(child) for child in task.read_text().split() if is_press(int(child))]
    return found


def is_press(pid: int) -> bool:
    try:
        return b"operation.press.press" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


@pytest.mark.processes
def test_it_dies_with_its_parent() -> None:
    command = (
        "import django.conf; django.conf.settings.configure();"
        "from operation.press.presswork import press; import sys;"
        "press('<p>' + 'word ' * 900000, assets={}, identifier='ab' * 16)"
    )
    parent = subprocess.Popen([sys.executable, "-c", command], cwd=ROOT)
    try:
        child = wait_for(lambda: children_of(parent.pid))[0]
        parent.send_signal(signal.SIGKILL)
    finally:
        parent.kill()
        parent.wait()
    wait_for(lambda: not is_press(child))


def wait_for(found: object, seconds: float = 20) -> list[int]:
    """What `found` returns once it is true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := found():  # type: ignore[operator]
            return result  # type: ignore[no-any-return]
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")
