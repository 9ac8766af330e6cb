"""The holidays with which an installation begins, from their file."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

FILE = Path(__file__).parent / "holidays.toml"


def days_of_file() -> Iterator[tuple[str, date, str]]:
    """Country, day and name, one for each day. Raises ValueError for what is no day, or a span that runs backwards."""
    for country, spans in tomllib.loads(FILE.read_text()).items():
        for span, name in spans.items():
            for day in _days(span):
                yield country, day, name


def _days(span: str) -> Iterator[date]:
    first, _slash, last = span.partition("/")
    begin, end = date.fromisoformat(first), date.fromisoformat(last or first)
    if end < begin:
        raise ValueError(f"holidays.toml: «{span}» runs backwards")
    for number in range((end - begin).days + 1):
        yield begin + timedelta(days=number)
