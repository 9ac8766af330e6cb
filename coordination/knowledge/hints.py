"""What in a text looks as if it named somebody: a warning, never a refusal (decision 25)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from coordination.knowledge.models import TEXTS, KnowledgeItem
from operation.kernel.errors import Text

REFERENCE = re.compile(r"\b[A-Z]{2}\d{2}-[A-Z]{2}-[A-Z]{3}-[0-9A-Z]{4,8}\b")
E_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}")
HANDLE = re.compile(r"(?<![\w@])@[A-Za-z]\w{3,31}\b")
WALLET = re.compile(r"\b(?:0x[0-9a-fA-F]{40}|T[1-9A-HJ-NP-Za-km-z]{33}|bc1[0-9a-z]{20,60})\b")
BURMESE_CARD = re.compile(r"\d{1,2}/\w{3,12}\([A-Z]\)\d{6}")
LONG_NUMBER = re.compile(r"\+?\d(?:[ .-]?\d){7,29}")

LOOKS: tuple[tuple[re.Pattern[str], Text], ...] = (
    (REFERENCE, _("reference of a record")),
    (E_MAIL, _("e-mail address")),
    (HANDLE, _("handle on a platform")),
    (WALLET, _("crypto wallet")),
    (BURMESE_CARD, _("number of an identity card")),
    (LONG_NUMBER, _("number of a phone, an account or a document")),
)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def hints(item: KnowledgeItem) -> list[tuple[Text, str]]:
    """What it looks like and the words themselves, each once. Days are none: 2024-09-10."""
    return hints_in(" \n ".join(getattr(item, name) for name in TEXTS))


def hints_in(text: str) -> list[tuple[Text, str]]:
    """The same of any text."""
    found = dict(_found(text))
    return [(kind, words) for words, kind in found.items()]


def _found(text: str) -> Iterator[tuple[str, Text]]:
    for pattern, kind in LOOKS:
        for match in pattern.finditer(text):
            words = match.group().strip()
            if not DAY.fullmatch(words):
                yield words, kind
        text = pattern.sub(" ", text)
