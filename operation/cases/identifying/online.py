"""Accounts on platforms, e-mail, domains and web addresses."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from operation.cases.identifying.kinds import Bearer, Finding, Reading
from operation.cases.identifying.letters import joined, settled, small

DEFANGED = ((re.compile(r"^hxxp", re.I), "http"), (re.compile(r"\[(\.|dot)\]", re.I), "."))
SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.I)
HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z0-9-]*[a-z][a-z0-9-]*")
ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


def read_handle(text: str, _country: str, _bearer: Bearer) -> Reading:
    """«@Name» → «name». Which platform it is stands beside it."""
    return Reading(settled(text, lambda once: small(once).lstrip("@")))


def read_email(text: str, _country: str, _bearer: Bearer) -> Reading:
    address = small(_whole(text))
    try:
        validate_email(address)
    except ValidationError:
        return Reading.wrong(address, Finding.FORM)
    return Reading(address)


def read_domain(text: str, _country: str, _bearer: Bearer) -> Reading:
    """Host and path, without scheme, «www.» and question: «hxxps://www.A[.]com/x/?id=1» → «a.com/x»."""
    written = SCHEME.sub("", _whole(text))
    try:
        parts = urlsplit(f"//{written}")
        host = (parts.hostname or "").rstrip(".").encode("idna").decode().lower()
    except (ValueError, UnicodeError):
        return Reading.wrong(small(written), Finding.FORM)
    host = host.removeprefix("www.")
    if not (HOST.fullmatch(host) or ADDRESS.fullmatch(host)):
        return Reading.wrong(small(written), Finding.FORM)
    return Reading(f"{host}{parts.path}".rstrip("/"))


def _whole(text: str) -> str:
    """Written so that nobody opens it by mistake, and back."""
    written = joined(text)
    for mark, meant in DEFANGED:
        written = mark.sub(meant, written)
    return written
