"""Files on records of the stories: small texts and drawn pictures that say that they are samples."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from operation.access.principal import Principal
from operation.cases.attachments.arriving import FileDraft, append_part, begin_upload
from reporting.demo.cast import Cast
from reporting.demo.diary import Entry
from reporting.demo.vocabulary import content

SIZE = (800, 500)
PAPER, INK = (226, 230, 233), (46, 58, 70)
LINE, LETTERS = 70, 42


def files(cast: Cast) -> Iterator[Entry]:
    """Attached by those who log; the worker checks them after the load."""
    for told in content("files")["file"]:
        yield cast.entry(told["at"], told["by"], partial(_attach, cast, told))


def _attach(cast: Cast, told: Mapping[str, Any], principal: Principal) -> None:
    record = cast.record(principal, told["record"])
    written = _picture(told["drawn"]) if "drawn" in told else told["text"].lstrip().encode()
    draft = FileDraft(told["name"], len(written), told["title"], told["kind"], tlp=told.get("tlp", ""))
    begun = begin_upload(principal=principal, record=record, draft=draft)
    append_part(principal=principal, record=record, attachment=begun, offset=0, content=written)


def _picture(lines: Sequence[str]) -> bytes:
    """A plain picture with these lines on it: nobody takes it for a photograph."""
    image = Image.new("RGB", SIZE, PAPER)
    drawing = ImageDraw.Draw(image)
    for place, line in enumerate(lines, start=1):
        drawing.text((LINE, LINE * place), line, fill=INK, font_size=LETTERS)
    into = BytesIO()
    image.save(into, "PNG")
    return into.getvalue()
