"""Letters and digits of identifiers, however they were typed: one form for comparison, one for searches."""

import unicodedata
from collections.abc import Callable

CHANGES_AT_MOST = 8
"""A text is settled long before; a few signs are capitals of signs that are composed of others."""


def plain(text: str) -> str:
    """Compatibility forms (full width) made plain, digits of every script as 0 to 9, spaces single."""
    signs = (str(unicodedata.decimal(sign, sign)) for sign in unicodedata.normalize("NFKC", text))
    return " ".join("".join(signs).split())


def compact(text: str, *, keep: str = "") -> str:
    """Capital letters and digits alone, and what is kept: «ab 12-3» → «AB123»."""
    return settled(text, lambda once: _only_letters(plain(once.upper()), keep))


def joined(text: str) -> str:
    """Plain, without spaces."""
    return settled(text, lambda once: plain(once).replace(" ", ""))


def small(text: str) -> str:
    """Small letters without spaces, with everything else that stands between them: «Boss @ Mail» → «boss@mail»."""
    return settled(text, lambda once: joined(once.casefold()))


def digits(text: str) -> str:
    return "".join(sign for sign in plain(text) if sign.isascii() and sign.isdigit())


def search_key(text: str) -> str:
    """What searches compare: small letters and digits alone."""
    return settled(text, lambda once: _only_letters(plain(once.casefold()), ""))


def settled(text: str, change: Callable[[str], str]) -> str:
    """A text changed until the change leaves it as it is."""
    for _time in range(CHANGES_AT_MOST):
        before, text = text, change(text)
        if text == before:
            break
    return text


def _only_letters(text: str, keep: str) -> str:
    """Letters, digits, what stands above, below or beside one in an Asian script, and what is kept."""
    return "".join(sign for sign in text if unicodedata.category(sign)[0] in "LNM" or sign in keep)
