"""Where mails go on one machine: each into a file of its own under var/mail/, named by its Message-ID."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

NAME = re.compile(r"[^0-9A-Za-z.-]+")


class FolderBackend(BaseEmailBackend):
    """The same mail sent again takes its own place, so that it lies there once."""

    def __init__(self, fail_silently: bool = False, **options: Any) -> None:
        super().__init__(fail_silently)
        self.folder = Path(settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for each in email_messages:
            sent = each.message()
            name = NAME.sub("", str(sent["Message-ID"]).partition("@")[0])
            unfinished = self.folder / f".{name}"
            unfinished.write_bytes(sent.as_bytes())
            unfinished.replace(self.folder / f"{name}.eml")
        return len(email_messages)
