"""Read an operation's file: whole, or refused with line, key and reason of everything that is wrong with it."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from operation.plan.consistency import Finding, Where, findings
from operation.plan.layout import KIND, LISTS, OPTIONAL, SINGLE, VERSION, Key, OperationFile, keys_of

MOST_BYTES = 1_000_000
HEADER = re.compile(r"\s*\[(\[?)\s*([\w.-]+)\s*\]")
ENTRY = re.compile(r"\s*([\w-]+)\s*=")
TOML_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and where. Line 0: the file as a whole."""

    line: int
    key: str
    reason: str

    def __str__(self) -> str:
        place = _("line %(line)s, %(key)s") if self.key else _("line %(line)s")
        return f"{place % {'line': self.line, 'key': self.key}}: {self.reason}" if self.line else self.reason


class BadFile(Exception):
    """The file is refused; `problems` in the order of their lines."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class Lines:
    """On which line of a TOML text a key stands."""

    def __init__(self, words: str) -> None:
        self._at: dict[Where, int] = {}
        self._read(words)

    def _read(self, words: str) -> None:
        section: Where = ()
        counts: dict[str, int] = {}
        quoted = False
        for number, line in enumerate(words.splitlines(), 1):
            if not quoted:
                if header := HEADER.match(line):
                    section = self._section(header, counts)
                    self._at.setdefault(section, number)
                elif entry := ENTRY.match(line):
                    self._at.setdefault((*section, entry[1]), number)
            quoted ^= (line.count('"""') + line.count("'''")) % 2 == 1

    @staticmethod
    def _section(header: re.Match[str], counts: dict[str, int]) -> Where:
        name = header[2]
        if not header[1]:
            return (name,)
        counts[name] = counts.get(name, -1) + 1
        return (name, counts[name])

    def of(self, where: Where) -> int:
        """The line of the key, else of what it belongs to, else the first."""
        while where:
            if where in self._at:
                return self._at[where]
            where = where[:-1]
        return 1


def read(path: Path) -> OperationFile:
    """The file at `path`. Raises BadFile."""
    words = _text(path)
    try:
        document = tomllib.loads(words)
    except tomllib.TOMLDecodeError as wrong:
        raise BadFile([_syntax(wrong, words)]) from wrong
    if document.get("kind") != KIND or document.get("version") != VERSION:
        reason = _('is not an operation\'s file: it must begin with kind = "%(kind)s" and version = %(version)s')
        raise BadFile([Problem(0, "", reason % {"kind": KIND, "version": VERSION})])
    lines = Lines(words)
    found: list[Finding] = []
    operation = _file(document, found)
    if operation and not found:
        found.extend(findings(operation))
    if found or operation is None:
        raise BadFile(sorted((_problem(lines, one) for one in found), key=lambda problem: problem.line))
    return operation


def _text(path: Path) -> str:
    """The content, if it is text at all. Raises BadFile."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as wrong:
        raise BadFile([Problem(0, "", _("cannot be read: %(why)s") % {"why": wrong.strerror})]) from wrong
    if len(raw) > MOST_BYTES:
        raise BadFile([Problem(0, "", _("is larger than 1 MB: an operation's file is a few kilobytes of text"))])
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
    try:
        words = raw.decode()
    except UnicodeDecodeError as wrong:
        raise BadFile(
            [Problem(0, "", _("is not a text in UTF-8: whatever its name says, this is no TOML file"))]
        ) from wrong
    if "\0" in words:
        raise BadFile([Problem(0, "", _("is not a text: whatever its name says, this is no TOML file"))])
    return words.replace("\r\n", "\n")


def _syntax(wrong: tomllib.TOMLDecodeError, words: str) -> Problem:
    place = TOML_PLACE.search(str(wrong))
    line = int(place[1]) if place and place[1] else len(words.splitlines()) or 1
    reason = TOML_PLACE.sub("", str(wrong))
    return Problem(line, "", _("is not valid TOML: %(why)s") % {"why": reason})


def _problem(lines: Lines, finding: Finding) -> Problem:
    return Problem(lines.of(finding.where), _spelled(finding.where), finding.reason)


def _spelled(where: Where) -> str:
    """(«phases», 1, «starts») as phases[2].starts: people count from 1."""
    spelled = ""
    for part in where:
        spelled += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if spelled else part
    return spelled


def _file(document: dict[str, Any], found: list[Finding]) -> OperationFile | None:
    known = {*SINGLE, *LISTS, "kind", "version"}
    found.extend(
        Finding((name,), _("is not a section of an operation's file")) for name in document if name not in known
    )
    found.extend(
        Finding((name,), _("is missing: the file needs this section"))
        for name in (*SINGLE, *LISTS)
        if name not in document and name not in OPTIONAL
    )
    sections: dict[str, Any] = {name: _one(document.get(name), (name,), kind, found) for name, kind in SINGLE.items()}
    sections |= {name: list(_many(document.get(name, []), name, kind, found)) for name, kind in LISTS.items()}
    return None if found else OperationFile(**sections)


def _many(given: Any, name: str, kind: type, found: list[Finding]) -> Iterator[Any]:
    if not isinstance(given, list):
        found.append(Finding((name,), _("must be a list of sections: write [[%(name)s]]") % {"name": name}))
        return
    for number, one in enumerate(given):
        yield _one(one, (name, number), kind, found)


def _one(given: Any, where: Where, kind: type, found: list[Finding]) -> Any:
    """One section as its dataclass; None, and findings, when something is wrong with it."""
    if given is None:
        return None
    if not isinstance(given, dict):
        found.append(Finding(where, _("must be a section: write [%(name)s]") % {"name": where[0]}))
        return None
    before = len(found)
    keys = keys_of(kind)
    found.extend(Finding((*where, name), _("is not a key of this section")) for name in given if name not in keys)
    found.extend(
        Finding((*where, name), _("is missing")) for name, key in keys.items() if key.required and name not in given
    )
    values = {
        name: value for name, key in keys.items() if name in given for value in _value(key, given[name], where, found)
    }
    return kind(**values) if len(found) == before else None


def _value(key: Key, given: Any, where: Where, found: list[Finding]) -> Iterator[Any]:
    try:
        yield key.read(given)
    except ValueError as wrong:
        found.append(Finding((*where, key.name), str(wrong)))
