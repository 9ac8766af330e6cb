"""The virus scanner, where one is configured: a clamd, to which a file is streamed (settings.CLAMD_ADDRESS)."""

from typing import BinaryIO

from clamav_client import clamd
from django.conf import settings
from django.utils.translation import gettext as _

from operation.jobs.engine import WorkFailed

SECONDS = 120


def is_configured() -> bool:
    return bool(settings.CLAMD_ADDRESS)


def scan(content: BinaryIO) -> str:
    """What was found in a file; '' for nothing.

    Raises WorkFailed for a file that is larger than the scanner takes, and clamd.ClamdError while it does not answer.
    """
    content.seek(0)
    try:
        answers = _client().instream(content)
    except (clamd.BufferTooLongError, BrokenPipeError, ConnectionResetError) as too_long:
        raise WorkFailed(_("The scanner takes no file of this size. Tell the operator of the server.")) from too_long
    status, finding = answers["stream"]
    return "" if status == "OK" else finding or status


def _client() -> clamd.ClamdNetworkSocket:
    """`unix:///run/clamd.sock`, or host and port."""
    address: str = settings.CLAMD_ADDRESS
    if address.startswith("unix:"):
        return clamd.ClamdUnixSocket(address, timeout=SECONDS)
    host, _colon, port = address.rpartition(":")
    return clamd.ClamdNetworkSocket(host, int(port), timeout=SECONDS)
