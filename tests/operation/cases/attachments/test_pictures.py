"""Pictures of pages: drawn anew, small, in a process of its own that ends within its limits."""

import io
import subprocess
import sys
import time
from typing import Any

import pytest
from PIL import Image

from operation.cases.attachments import previews
from operation.cases.attachments.kinds import content_kinds
from tests.factories import files

SCRIPT = ("<< /S /JavaScript /JS (app.alert\\(1\\); this.submitForm\\('http://127.0.0.1:9/'\\)) >>",)
LAUNCH = ("<< /S /Launch /F (/bin/sh) >>",)
NOTE = "a canary in the notes of a camera"


def draw(content: bytes, kind: str) -> list[bytes]:
    return previews.draw(io.BytesIO(content), content_kinds()[kind])


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png), formats=["PNG"])


@pytest.mark.parametrize(
    ("form", "kind"),
    [("PNG", "png"), ("JPEG", "jpeg"), ("GIF", "gif"), ("BMP", "bmp"), ("TIFF", "tiff"), ("WEBP", "webp")],
)
def test_a_picture_is_drawn_anew_and_small(form: str, kind: str) -> None:
    (png,) = draw(files.picture(form, (2000, 1000)), kind)
    assert opened(png).size == (640, 320)
    assert len(png) < 50_000


def test_nothing_that_the_original_says_of_itself_is_in_it() -> None:
    exif = Image.Exif()
    exif[0x010E] = NOTE
    original = files.picture("JPEG", (400, 200), exif=exif)
    assert NOTE.encode() in original
    (png,) = draw(original, "jpeg")
    assert NOTE.encode() not in png
    assert not opened(png).getexif()


def test_a_picture_that_lies_on_its_side_is_shown_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (png,) = draw(files.picture("JPEG", (400, 200), exif=exif), "jpeg")
    assert opened(png).size == (200, 400)


def test_what_is_transparent_lies_on_white() -> None:
    clear = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(clear, "PNG")
    (png,) = draw(clear.getvalue(), "png")
    assert opened(png).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("side", [12_000, 60_000])
def test_a_picture_that_is_a_bomb_is_not_drawn(side: int) -> None:
    bomb = files.bomb(side)
    assert len(bomb) < 100_000
    began = time.monotonic()
    assert draw(bomb, "png") == []
    assert time.monotonic() - began < previews.WALL_SECONDS


@pytest.mark.parametrize("extras", [(), SCRIPT, LAUNCH])
def test_a_pdf_is_drawn_and_does_nothing(extras: tuple[str, ...]) -> None:
    (png,) = draw(files.pdf(*extras), "pdf")
    assert opened(png).size == (427, 640)


def test_the_first_pages_of_a_pdf_are_drawn() -> None:
    out = io.BytesIO()
    pages = [Image.new("RGB", (100, 100), colour) for colour in ("red", "green", "blue") * 3]
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    drawn = draw(out.getvalue(), "pdf")
    assert len(drawn) == 5
    assert opened(drawn[0]).convert("RGB").getpixel((50, 50)) == (254, 0, 0)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.PNG[:40], "png"),
        (files.SVG, "png"),
        (files.HTML, "jpeg"),
        (b"%PDF-1.7\nnothing", "pdf"),
        (files.pdf()[:60], "pdf"),
        (files.PNG, "zip"),
        (b"", "png"),
    ],
)
def test_what_cannot_be_drawn_has_no_picture(content: bytes, kind: str) -> None:
    assert draw(content, kind) == []


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "MODULE", ("-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(previews, "WALL_SECONDS", 0.3)
    assert draw(files.PNG, "png") == []


@pytest.mark.parametrize("said", [b"\0\0\0\x09short", b"\0\0\0\0", b"\xff\xff\xff\xffx", b"\0\0"])
def test_an_answer_that_is_not_whole_is_not_believed(monkeypatch: pytest.MonkeyPatch, said: bytes) -> None:
    monkeypatch.setattr(previews, "MODULE", ("-c", f"import sys; sys.stdout.buffer.write({said!r})"))
    assert draw(files.PNG, "png") == []


def test_it_gets_no_secret_and_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "a canary")
    seen: dict[str, Any] = {}
    run = subprocess.run

    def watch(command: list[str], **options: Any) -> Any:
        seen.update(options["env"])
        return run(command, **options)

    monkeypatch.setattr(subprocess, "run", watch)
    assert draw(files.PNG, "png")
    assert seen.keys() <= {"PATH", "LD_LIBRARY_PATH"}


def test_its_limits_hold() -> None:
    """Inside, memory is not to be had, and neither a file nor a socket."""
    inside = (
        "import socket; from operation.cases.attachments import lightbox as l; l.hold(memory_mb=700, cpu_seconds=5)\n"
        "try: bytes(2_000_000_000)\n"
        "except MemoryError: print('no memory')\n"
        "for what in (lambda: open('/etc/hostname'), socket.socket, lambda: l.os.pipe()):\n"
        "    try: what()\n"
        "    except OSError: print('not opened')\n"
    )
    done = subprocess.run([sys.executable, "-c", inside], capture_output=True, text=True, cwd=previews.ROOT, check=True)
    assert done.stdout.splitlines() == ["no memory", *["not opened"] * 3]
