"""Where lines may end in scripts that write no space between words. Used when rendering only, never stored.

Khmer, Lao, Burmese and Thai run off the page without it. Chinese may break between characters and needs nothing.
"""

import re

from icu4py.breakers import LineBreaker

ZERO_WIDTH_SPACE = "\u200b"
SCRIPTS = {
    "th": "\u0e01-\u0e5b",
    "lo": "\u0e81-\u0edf",
    "my": "\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f",
    "km": "\u1780-\u17f9\u19e0-\u19ff",
}
RUN = re.compile("|".join(f"(?P<{language}>[{letters}]{{2,}})" for language, letters in SCRIPTS.items()))
BLOCKS = "td|th|p|li|h1|h2|h3|h4|caption|figcaption|div"
EDGES = re.compile(rf'(<(?:{BLOCKS})(?: [^>]*)?>)\s+|\s+(?=</(?:{BLOCKS})>|<span class="below")')
# Tags, and the title and styles as a whole: what is no running text gets no break.
MARKUP = re.compile(r"(<title>.*?</title>|<style>.*?</style>|<[^>]*>)", re.DOTALL)


def breakable(text: str) -> str:
    """`text` with a zero-width space at each place where ICU lets a line end inside a run of these scripts."""
    return RUN.sub(_broken, text)


def _broken(run: re.Match[str]) -> str:
    words = run.group()
    return ZERO_WIDTH_SPACE.join(words[start:end] for start, end in LineBreaker(words, run.lastgroup or "").segments())


def tight_html(html: str) -> str:
    """Without white space at the edges of blocks: a cell just as wide as its words would break for a trailing space."""
    return EDGES.sub(r"\1", html)


def breakable_html(html: str) -> str:
    """The same for the running text of an HTML document; tags, attributes and title stay as they are."""
    pieces = MARKUP.split(html)
    pieces[::2] = [breakable(text) for text in pieces[::2]]
    return "".join(pieces)
