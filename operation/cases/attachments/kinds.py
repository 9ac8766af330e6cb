"""What a file is, by its content: puremagic's finding, held against the kinds that are taken (kinds.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

import puremagic
from django.utils.translation import gettext_lazy as _

from operation.cases.attachments.naming import suffix_of
from operation.kernel.errors import Text

EDGE = 65536
"""Of a ZIP file the first and the last bytes say what it holds: its first names, and its table of contents."""

SURE = 0.4
"""What puremagic is less sure of, in a file that reads as text, is a text that begins like something else."""

ZIPPED = {"docx", "xlsx", "pptx", "odt", "ods", "odp", "jar", "apk", "epub", "zip"}
ACTIVE = {"html", "htm", "xhtml", "svg", "xml", "mht", "mhtml"}
BEFORE_MARKUP = b"\xef\xbb\xbf \t\r\n\f\0"
PLAIN = "\t\n\r\f"
FAMILIES: Mapping[str, Text] = {
    "picture": _("picture"),
    "pdf": _("PDF"),
    "office": _("office file"),
    "text": _("text"),
    "sound": _("sound"),
    "film": _("film"),
    "archive": _("archive"),
}


@dataclass(frozen=True)
class ContentKind:
    """A kind of content that is taken. `key` is what a file keeps of it."""

    key: str
    label: str
    family: str
    suffixes: tuple[str, ...]
    found: tuple[str, ...] = ()
    inside: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether pictures of its pages are drawn."""
        return self.family in ("picture", "pdf")

    def name_for(self, name: str) -> str:
        """The name for a download: a suffix that is not of this kind does not stand last."""
        return name if suffix_of(name).removeprefix(".") in self.suffixes else f"{name}.{self.suffixes[0]}"


@cache
def content_kinds() -> Mapping[str, ContentKind]:
    read = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text())
    return {
        key: ContentKind(
            key, one["label"], one["family"], tuple(one["suffixes"]), tuple(one.get("found", ())), one.get("inside", "")
        )
        for key, one in read.items()
    }


def kind_of(content: BinaryIO, size: int) -> ContentKind | None:
    """The kind of a file of `size` bytes; None for what is not taken: programs, active content, the unknown."""
    content.seek(0)
    head = content.read(EDGE)
    content.seek(max(0, size - EDGE))
    tail = content.read(EDGE)
    kinds, found = content_kinds(), _found(head, tail)
    names = [name for name, _sure in found]
    if head.lstrip(BEFORE_MARKUP).startswith(b"<") or (names and names[0] in ACTIVE):
        return None
    if reads_as_text(head) and (not found or found[0][1] < SURE):
        return kinds["text"]
    if set(names) & ZIPPED and head.startswith(b"PK"):
        return _zipped(head + tail)
    return next((kind for name in names for kind in kinds.values() if name in kind.found), None)


def _found(head: bytes, tail: bytes) -> list[tuple[str, float]]:
    """Extensions without their dot, the likeliest first. Those that puremagic leaves empty are dropped."""
    try:
        matches = puremagic.magic_string(head + tail)
    except (puremagic.PureError, ValueError):
        return []
    return [(match.extension.lower().removeprefix("."), match.confidence) for match in matches if match.extension]


def _zipped(edges: bytes) -> ContentKind:
    kinds = content_kinds()
    return next((kind for kind in kinds.values() if kind.inside and kind.inside.encode() in edges), kinds["zip"])


def reads_as_text(head: bytes) -> bool:
    """Whether the beginning of a file is text in UTF-8 or, with its mark, UTF-16."""
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = head[: len(head) - len(head) % 2].decode(encoding) if encoding == "utf-16" else _decoded(head)
    except UnicodeDecodeError:
        return False
    return bool(text) and all(sign >= " " or sign in PLAIN for sign in text)


def _decoded(head: bytes) -> str:
    """A sign of several bytes may have been cut at the end of what was read."""
    for cut in range(4):
        try:
            return head[: len(head) - cut].decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            if wrong.start < len(head) - 4:
                raise
    raise UnicodeDecodeError("utf-8", head, 0, len(head), "no text")
