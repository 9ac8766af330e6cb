"""The lightbox: one file in, small pictures of its pages out, in a process of its own (trust.md 15, 16).

`python -m operation.cases.attachments.lightbox picture|pdf` reads a file from standard input and writes PNGs to
standard output, each behind its length (4 bytes, big-endian). It knows neither Django nor the database, gets no
secrets in its environment, writes no file, fetches nothing, runs no script of a PDF, and dies with the process that
started it. What it cannot read ends it with a code; nobody believes its output then.
"""

import argparse
import copy  # noqa: F401 — Pillow asks for it when it reads a GIF, and nothing can be opened then
import io
import os
import resource
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import BinaryIO

import pypdfium2
from PIL import Image, ImageOps

from operation.config.processes import die_with_parent

MEGABYTE = 1024 * 1024
LONGEST_SIDE = 640
PAGES = 5
COLOURS = 256
MOST_PIXELS = 60_000_000
"""More than cameras make; a picture of twice as many is not opened at all."""

FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")
PAPER = "white"


def hold(*, memory_mb: int, cpu_seconds: int) -> None:
    """Limit this process alone. From here on it opens nothing, neither a file nor a socket, and starts nothing."""
    Image.init()  # its readers are modules that it would else look for only when it needs them
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MEGABYTE, memory_mb * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def picture(content: bytes) -> Iterator[Image.Image]:
    """The picture, upright, as small as it is shown."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        yield ImageOps.exif_transpose(opened)


def pdf(content: bytes) -> Iterator[Image.Image]:
    """The first pages. Forms are not begun, so that no script and no action of the document is looked at."""
    with pypdfium2.PdfDocument(content) as document:
        for number in range(min(PAGES, len(document))):
            page = document[number]
            scale = LONGEST_SIDE / max(*page.get_size(), 1)
            yield page.render(scale=scale, may_draw_forms=False).to_pil()


DRAWS: dict[str, Callable[[bytes], Iterator[Image.Image]]] = {"picture": picture, "pdf": pdf}


def drawn_anew(image: Image.Image) -> bytes:
    """A PNG of few colours, on white, without any of the original's notes about itself."""
    paper = Image.new("RGB", image.size, PAPER)
    whole = image.convert("RGBA")
    paper.paste(whole, mask=whole.getchannel("A"))
    out = io.BytesIO()
    paper.quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def serve(family: str, source: BinaryIO, target: BinaryIO) -> None:
    for image in DRAWS[family](source.read()):
        png = drawn_anew(image)
        target.write(len(png).to_bytes(4, "big") + png)
    target.flush()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("family", choices=DRAWS)
    for name in ("--parent", "--memory-mb", "--cpu-seconds"):
        parser.add_argument(name, type=int, required=True)
    options = parser.parse_args()
    die_with_parent(options.parent)
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up among the pictures
    hold(memory_mb=options.memory_mb, cpu_seconds=options.cpu_seconds)
    serve(options.family, sys.stdin.buffer, target)


if __name__ == "__main__":
    main()
