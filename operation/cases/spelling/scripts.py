"""The six scripts, and which of them a text is written in."""

import unicodedata

from django.db import models
from django.utils.translation import gettext_lazy as _

BLOCKS = {"KHMER": "Khmr", "CJK": "Hans", "LAO": "Laoo", "MYANMAR": "Mymr", "THAI": "Thai", "LATIN": "Latn"}


class Script(models.TextChoices):
    """ISO 15924 codes of the six scripts."""

    KHMR = "Khmr", _("Khmer")
    HANS = "Hans", _("Chinese")
    LAOO = "Laoo", _("Lao")
    MYMR = "Mymr", _("Burmese")
    THAI = "Thai", _("Thai")
    LATN = "Latn", _("Latin")
    OTHER = "Zyyy", _("other")


def script_of(text: str) -> Script:
    """The script of most letters of the text."""
    counts: dict[str, int] = {}
    for letter in text:
        block = unicodedata.name(letter, "").split(" ")[0]
        if block in BLOCKS:
            counts[BLOCKS[block]] = counts.get(BLOCKS[block], 0) + 1
    return Script(max(counts, key=lambda code: counts[code])) if counts else Script.OTHER
