"""A unique mark in every text field of every object, and the eye that finds them in answers."""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from typing import Any
from zipfile import ZipFile

import psycopg
from django.db import models
from django_countries.fields import CountryField
from psycopg import sql

SHAPE = re.compile(r"~[0-9a-z]{6}")
KEYS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|SG24-[A-Z]{2}-[A-Z]{3}-[0-9A-Z]{6}")
TOKENS = re.compile(r"\b(?:[0-9a-f]{15}|[0-9a-f]{64})\b")
NUMBERS = re.compile(r"\d{7,}")
ANEW = re.compile(
    r"figures known on [^<]*|csrftoken=[^\n]*|\nContent-Length: \d+|\nExpires: [^\n]+|:\w{6}:[\w-]{43}(?=;)"
    r'|(?<=W3CDTF">)[^<]+'
    r'|(?<=csrfmiddlewaretoken" value=")[^"]+|(?<="X-CSRFToken": ")[^"]+'
)
ZIPPED = b"PK\x03\x04"
LENGTH = 7
CODES = frozenset(
    {
        "name",
        "status",
        "event_text",
        "record_type",
        "indicator",
        "sha256",
        "kind",
        "report",
        "queue",
        "step",
        "currency",
        "language",
        "role",
        "coordinates",
        "grade_given",
        "grade_system",
        "planned_zone",
        "field",
    }
)
"""Text fields that hold codes of ours or text that the database reads again: the rows around them are marked."""

_digits = "0123456789abcdefghijklmnopqrstuvwxyz"
_numbers = count(1)


def new() -> str:
    """A mark that stands nowhere else: no letter of it is escaped in HTML, JSON or an address."""
    n, text = next(_numbers) * 7_919, ""
    for _position in range(LENGTH - 1):
        n, digit = divmod(n, len(_digits))
        text = _digits[digit] + text
    return f"~{text}"


def new_number() -> int:
    """A number of seven digits that no sum, date or size in the suite is."""
    return 7_310_000 + next(_numbers)


@dataclass
class Marks:
    """Every mark with the object, the part and the field that hold it."""

    where: dict[str, tuple[str, str]] = field(default_factory=dict)
    """mark → (part of an object as «record.own suspects|personal», field)"""

    def add(self, part: str, name: str, mark: str) -> str:
        self.where[mark] = (part, name)
        return mark

    def of(self, part: str) -> dict[str, str]:
        """Field → mark, of one part."""
        return {name: mark for mark, (held, name) in self.where.items() if held == part}


def text_fields(model: type[models.Model]) -> Iterator[Any]:
    """Fields of free text, by introspection: a new one is marked without a line here."""
    for each in model._meta.concrete_fields:
        free = isinstance(each, models.CharField | models.TextField) and not isinstance(each, CountryField)
        roomy = each.max_length is None or each.max_length >= LENGTH
        if free and roomy and not each.choices and not each.unique and each.name not in CODES:
            yield each


def plant(
    connection: psycopg.Connection,
    marks: Marks,
    model: type[models.Model],
    keys: Collection[Any],
    parts: Mapping[str, str],
    *,
    otherwise: str,
) -> None:
    """Mark every text field of rows, as the owner of the tables. `parts` names the part of single fields."""
    for key in keys:
        given = {each: marks.add(parts.get(each.name, otherwise), each.name, new()) for each in text_fields(model)}
        if given:
            _update(connection, model, key, {each.column: mark for each, mark in given.items()})


def _update(connection: psycopg.Connection, model: type[models.Model], key: Any, values: Mapping[str, str]) -> None:
    columns = sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(column)) for column in values)
    statement = sql.SQL("UPDATE {} SET {} WHERE {} = %s").format(
        sql.Identifier(model._meta.db_table), columns, sql.Identifier(str(model._meta.pk.column))
    )
    with any_column(connection, model._meta.db_table):
        done = connection.execute(statement, [*values.values(), key])
    assert done.rowcount == 1, f"{model._meta.db_table} {key}: {done.rowcount} rows marked"


@contextmanager
def any_column(connection: psycopg.Connection, table: str) -> Iterator[None]:
    """What a guard of columns keeps from everybody is marked all the same."""
    guarded = "SELECT 1 FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = 'only_columns'"
    if connection.execute(guarded, [table]).fetchone() is None:
        yield
        return
    change = sql.SQL("ALTER TABLE {} {} TRIGGER only_columns")
    connection.execute(change.format(sql.Identifier(table), sql.SQL("DISABLE")))
    yield
    connection.execute(change.format(sql.Identifier(table), sql.SQL("ENABLE")))


def found_in(text: str) -> set[str]:
    """Marks, keys, references, tokens and long numbers in a text."""
    return {*SHAPE.findall(text), *KEYS.findall(text), *TOKENS.findall(text), *NUMBERS.findall(text.replace(",", ""))}


def text_of(answer: Any) -> str:
    """All that leaves the server. A workbook is unpacked; any other file is read as bytes, as far as it is plain."""
    body = unpacked(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    cookies = answer.cookies.output()
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{answer.status_code}\n{headers}\n{cookies}\n{body.decode('utf-8', 'replace')}"


def unpacked(body: bytes) -> bytes:
    if not body.startswith(ZIPPED):
        return body
    with ZipFile(BytesIO(body)) as parts:
        return b"\n".join(parts.read(name) for name in sorted(parts.namelist()))


def steady(text: str) -> str:
    """The same without what is new in each answer: its tokens, its length, its moment, in signed cookies too."""
    return ANEW.sub("", text)
