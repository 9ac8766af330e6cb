"""Whether a file, or what is printed in one, is an edition that was released here; asked by anybody.

Files are compared byte by byte, by their hashes, and never parsed. What was never released is answered like what never
was. Whoever asks sees the editions under the name «verify», behind which the second wall shows released ones alone.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from django.db.models.functions import Left
from django.utils import timezone

from operation.access.context import as_system
from operation.audit import trail
from operation.audit.context import current_actor
from operation.audit.models import AuditEntry
from operation.press.signing import signatures_in
from reporting.evaluation.models import Edition, EditionQuerySet, EditionSignature
from reporting.evaluation.render import IDENTIFIER_DIGITS

VERIFY = "verify"
"""The name by which the second wall knows whoever checks a file."""
CHECKED = "checked edition"
PER_ADDRESS, WITHIN = 20, timedelta(minutes=1)

REFERENCE = re.compile(r"[A-Z0-9]{2,12}-EVA-\d{1,9}")
DIGITS = re.compile(r"[0-9a-f]{16,64}")
MARK = re.compile(r"[0-9a-f]{32}")
"""An identifier as an edition bears it (render.py)."""
IDENTIFIER = re.compile(rb"/ID\s*\[\s*(?:\(([0-9a-f]{32})\)|<([0-9A-Fa-f]{64})>)")


class Finding(StrEnum):
    """What can be said of what somebody holds."""

    RELEASED = "released"  # the file as it was released, signature and all
    CHANGED = "changed"  # it bears our signature or mark, and other bytes
    UNSIGNED = "unsigned"  # the pages of a released edition without its signature
    NAMED = "named"  # no file was shown: what is printed in one names a released edition
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told. `edition` has its successor; `signature` is None for what was released before files were signed.

    `by_number`: its reference alone was shown. References are running numbers, which anybody can count through."""

    finding: Finding
    edition: Edition | None = None
    signature: EditionSignature | None = None
    sha256: str = ""
    by_number: bool = False


UNKNOWN = Answer(Finding.UNKNOWN)


def may_ask_again() -> bool:
    """Whether this address has asked no more often than it may; counted in the trail, where every answer stands."""
    since = timezone.now() - WITHIN
    asked = AuditEntry.objects.filter(verb=CHECKED, address=current_actor().address, at__gte=since)
    with as_system(VERIFY):
        return asked.count() < PER_ADDRESS


def check_file(content: bytes) -> Answer:
    """What a file is. It is kept nowhere; the trail keeps its hash."""
    sha256 = hashlib.sha256(content).hexdigest()
    with _released() as editions:
        found = _signed(editions, sha256) or _unsigned(editions, sha256) or _changed(editions, content) or UNKNOWN
    return _told(Answer(found.finding, found.edition, found.signature, sha256))


def check_mark(written: str) -> Answer:
    """What a reference, or a hash of at least 16 digits, stands for; spaces and case do not matter."""
    text = "".join(written.split())
    by_number = bool(REFERENCE.fullmatch(text.upper()))
    with _released() as editions:
        if by_number:
            prefix, _kind, number = text.upper().rsplit("-", 2)
            found = editions.filter(operation__prefix__iexact=prefix, number=int(number))
        elif DIGITS.fullmatch(text.lower()):
            found = _by_digits(editions, text.lower())
        else:
            found = editions.none()
        answer = _one(Finding.NAMED, found) or UNKNOWN
    return _told(replace(answer, by_number=by_number))


@contextmanager
def _released() -> Iterator[EditionQuerySet]:
    with as_system(VERIFY):
        editions: EditionQuerySet = Edition.objects.ever_released().with_successor().select_related("operation")
        yield editions.select_related("signature")


def _signed(editions: EditionQuerySet, sha256: str) -> Answer | None:
    return _one(Finding.RELEASED, editions.filter(signature__sha256=sha256))


def _unsigned(editions: EditionQuerySet, sha256: str) -> Answer | None:
    return _one(Finding.UNSIGNED, editions.filter(sha256=sha256))


def _changed(editions: EditionQuerySet, content: bytes) -> Answer | None:
    """A file that is none of ours byte by byte, and bears the signature of one, or the identifier that it was given."""
    signed = _one(Finding.CHANGED, editions.filter(signature__contents_sha256__in=signatures_in(content)))
    marked = editions.annotate(mark=Left("digest", IDENTIFIER_DIGITS)).filter(mark__in=_identifiers(content))
    return signed or _one(Finding.CHANGED, marked)


def _identifiers(content: bytes) -> list[str]:
    found = (plain or bytes.fromhex(written.decode()) for plain, written in IDENTIFIER.findall(content))
    digits = (mark.decode("ascii", "replace") for mark in found)
    return [mark for mark in digits if MARK.fullmatch(mark)]


def _by_digits(editions: EditionQuerySet, digits: str) -> EditionQuerySet:
    by_content = editions.filter(digest__startswith=digits)
    return by_content | editions.filter(sha256=digits) | editions.filter(signature__sha256=digits)


def _one(finding: Finding, editions: EditionQuerySet) -> Answer | None:
    found = list(editions[:2])
    if len(found) != 1:
        return None
    edition = found[0]
    return Answer(finding, edition, getattr(edition, "signature", None))


def _told(answer: Answer) -> Answer:
    details = {"answer": answer.finding.value} | ({"sha256": answer.sha256} if answer.sha256 else {})
    trail.record(CHECKED, answer.edition or trail.Target(Edition._meta.label), **details)
    return answer
