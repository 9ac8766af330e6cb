"""The press: one document in, one PDF out, in a process of its own (trust.md 15).

`python -m operation.press.press` reads a JSON object from standard input ({"html", "assets", "identifier",
"attachments": [{"name", "description", "text"}], "attached_on"}), writes the PDF to standard output and lines of JSON
to standard error: {"step"}, {"complaint"}, {"pages"}, {"peak_mb"}, {"refused"}.
It knows neither Django nor the database, gets no secrets in its environment, writes no file, fetches nothing but
the assets that came with the document, and dies with the process that started it.
"""

import argparse
import ctypes
import gc
import json
import logging
import os
import resource
import signal
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse

from operation.press.archive import also_accessible
from operation.press.exits import ORPHANED, OUT_OF_MEMORY, REFUSED

PR_SET_PDEATHSIG = 1
MEGABYTE = 1024 * 1024
STEPS = {"Step 5": "layout", "Step 6": "write"}


def bind_to(parent: int) -> None:
    """Die when the parent dies; end at once where it died before it could be watched."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(ORPHANED)


def hold(*, memory_mb: int, cpu_seconds: int) -> None:
    """Limit this process alone. No core and no other file is written either."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MEGABYTE, memory_mb * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Teller(logging.Handler):
    """Passes what WeasyPrint logs to the parent: its steps, and its complaints once each."""

    def __init__(self, channel: TextIO) -> None:
        super().__init__()
        self.channel = channel
        self.complaints: dict[str, None] = {}
        self.step = ""

    def tell(self, **said: object) -> None:
        self.channel.write(json.dumps(said) + "\n")
        self.channel.flush()

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if record.levelno >= logging.WARNING:
            if message not in self.complaints:
                self.complaints[message] = None
                self.tell(complaint=message)
        elif (step := STEPS.get(message[:6])) and step != self.step:
            self.step = step
            self.tell(step=step)

    @property
    def unprintable(self) -> list[str]:
        return [complaint for complaint in self.complaints if complaint.startswith(".notdef")]


def listen(teller: Teller) -> None:
    """Give WeasyPrint's two loggers to the teller alone."""
    for name, level in (("weasyprint", logging.WARNING), ("weasyprint.progress", logging.INFO)):
        logger = logging.getLogger(name)
        logger.handlers = [teller]
        logger.setLevel(level)
        logger.propagate = False


class Shelf(URLFetcher):
    """A fetcher whose whole world is the style sheets that came with the document."""

    def __init__(self, assets: Mapping[str, str]) -> None:
        super().__init__(allowed_protocols=())
        self.assets = assets

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url not in self.assets:
            raise ValueError("not among the assets of this document")
        return URLFetcherResponse(url, self.assets[url], {"Content-Type": "text/css; charset=utf-8"})


def print_pdf(order: Mapping[str, Any], teller: Teller) -> bytes:
    """Lay the document out as tagged PDF for reading and for the archive at once (PDF/UA-1 and PDF/A-3a)."""
    listen(teller)
    shelf = Shelf(order["assets"])
    html = weasyprint.HTML(string=order["html"], url_fetcher=shelf, base_url="about:document")
    options = {"pdf_variant": "pdf/a-3a", "pdf_tags": True, "pdf_identifier": identifier_of(order)}
    document = html.render(**options)
    teller.tell(pages=len(document.pages))
    pdf: bytes = document.write_pdf(finisher=also_accessible, attachments=attached(order, shelf), **options)
    return pdf


def identifier_of(order: Mapping[str, Any]) -> bytes:
    """The file's own identifier, written in it as its digits. Raises ValueError for what is not hexadecimal."""
    return bytes.fromhex(order["identifier"]).hex().encode("ascii")


def attached(order: Mapping[str, Any], shelf: Shelf) -> list[weasyprint.Attachment]:
    """The files that the document carries: data of what it shows, with a date of their own and no clock's."""
    files = order.get("attachments", ())
    on = datetime.fromisoformat(order["attached_on"]) if files else None
    return [
        weasyprint.Attachment(
            string=file["text"],
            name=file["name"],
            description=file["description"],
            relationship="Data",
            created=on,
            modified=on,
            url_fetcher=shelf,
        )
        for file in files
    ]


def peak_mb() -> float:
    """Its own peak of resident memory; `getrusage` would answer with the parent's, if that is larger."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024


def serve(source: BinaryIO, target: BinaryIO, teller: Teller) -> int:
    """Do one order; the exit code says how it went. Nothing is printed that would show boxes for letters."""
    try:
        pdf = print_pdf(json.load(source), teller)
    except MemoryError:
        return OUT_OF_MEMORY
    if teller.unprintable:
        teller.tell(refused=teller.unprintable[0])
        return REFUSED
    target.write(pdf)
    target.flush()
    teller.tell(peak_mb=peak_mb())
    return 0


def main() -> int:
    parser = argparse.ArgumentParser()
    for name in ("--parent", "--memory-mb", "--cpu-seconds"):
        parser.add_argument(name, type=int, required=True)
    options = parser.parse_args()
    gc.disable()  # it lives for one document: looking for cycles costs a tenth of the time and frees nothing
    bind_to(options.parent)
    hold(memory_mb=options.memory_mb, cpu_seconds=options.cpu_seconds)
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up inside the PDF
    return serve(sys.stdin.buffer, target, Teller(sys.stderr))


if __name__ == "__main__":
    sys.exit(main())
