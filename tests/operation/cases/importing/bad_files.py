"""Files that go wrong, each from a seed: the same number makes the same file."""

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from random import Random
from typing import Any

from tests.operation.cases.importing.files import as_csv, as_xlsx

HEAD = ["reference", "national_reference", "name_1", "sex", "tier", "nationalities", "event_date", "born_on", "tlp"]
SHEET = "xl/worksheets/sheet1.xml"
Make = Callable[[Random], bytes]


def right_row(dice: Random, number: int) -> list[Any]:
    name = dice.choice(["สมชาย", "李示例", "Trần Văn", "ចាន់", "စုစု", "ສົມພອນ"])
    return ["", f"N-{number}", f"{name} {number}", "male", "member", "TH; VN", "2024-09-10", "1990-01-31", "TLP:AMBER"]


def right_rows(dice: Random) -> list[list[Any]]:
    return [HEAD, *(right_row(dice, number) for number in range(dice.randint(1, 12)))]


def right_file(dice: Random) -> bytes:
    return dice.choice([as_csv, as_xlsx])(*right_rows(dice))


def truncated(dice: Random) -> bytes:
    content = as_xlsx(*right_rows(dice))
    return content[: dice.randrange(1, len(content))]


def quotes_open(dice: Random) -> bytes:
    return as_csv(*right_rows(dice)) + b'"never closed,' + bytes(dice.choices(range(32, 127), k=20)).replace(b'"', b"")


def flipped(dice: Random) -> bytes:
    content = bytearray(as_xlsx(*right_rows(dice)))
    for _time in range(dice.randint(1, 200)):
        content[dice.randrange(len(content))] = dice.randrange(256)
    return bytes(content)


def noise(dice: Random) -> bytes:
    start = dice.choice(
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xef\xbb\xbf", b"\xff\xfe", b"%PDF-1.7"]
    )
    return start + dice.randbytes(dice.randint(0, 3000))


def nul(dice: Random) -> bytes:
    content = as_csv(*right_rows(dice))
    place = dice.randrange(len(content))
    return content[:place] + b"\x00" + content[place:]


def other_letters(dice: Random) -> bytes:
    """Letters that are no UTF-8 and do not all belong to one of the encodings that can be told."""
    encoding = dice.choice(["cp1252", "cp1258", "koi8-r", "utf-16-le", "cp437"])
    rows = right_rows(dice)
    for row in rows[1:]:
        row[2] = "café déjà ñandú ß".encode(encoding, "replace").decode(encoding)
        row[3] = "mâle"
    text = "\n".join(",".join(row) for row in rows)
    return text.encode(encoding, "replace")


def bomb(dice: Random) -> bytes:
    return _with_entry(dice, "xl/media/picture.bin", b"\0" * dice.randint(2_000_000, 20_000_000))


def many_entries(dice: Random) -> bytes:
    kept = BytesIO(as_xlsx(*right_rows(dice)))
    with zipfile.ZipFile(kept, "a") as archive:
        for number in range(600):
            archive.writestr(f"x{number}", b"")
    return kept.getvalue()


def entities(dice: Random) -> bytes:
    outside = dice.choice(["file:///etc/passwd", "http://169.254.169.254/", "expect://id"])
    head = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM '" + outside.encode() + b"'>]>"
    return _with_entry(dice, SHEET, lambda old: head + old.partition(b"?>")[2])


def formula(dice: Random) -> bytes:
    rows = right_rows(dice)
    rows[-1][dice.randrange(len(HEAD))] = dice.choice(["=1+1", '=HYPERLINK("http://x")', "=cmd|'/c calc'!A1", "=A1"])
    return as_xlsx(*rows)


def wide(dice: Random) -> bytes:
    width = dice.choice([301, 1_000, 100_000])
    return as_csv([*HEAD, *(f"x{one}" for one in range(width))], right_row(dice, 1))


def wide_workbook(dice: Random) -> bytes:
    return as_xlsx([*HEAD, *[""] * dice.randint(300, 2_000), "x"], right_row(dice, 1))


def long_cell(dice: Random) -> bytes:
    rows = right_rows(dice)
    rows[-1][2] = "x" * dice.choice([161, 32_768, 70_000])
    return as_csv(*rows)


def headings_twice(dice: Random) -> bytes:
    rows = right_rows(dice)
    return dice.choice([as_csv, as_xlsx])(*([*row, row[2]] for row in rows))


def no_headings(dice: Random) -> bytes:
    rows = right_rows(dice)[1:]
    return dice.choice([as_csv, as_xlsx])(*rows) if dice.random() < 0.5 else as_csv(["a", "b"], ["c", "d"])


def no_rows(dice: Random) -> bytes:
    return dice.choice([as_csv(HEAD), as_xlsx(HEAD), as_csv(HEAD, [""] * 9), b"\n\n\n", b" ", as_xlsx([])])


def other_archive(dice: Random) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr(dice.choice(["word/document.xml", "mimetype", "a.txt"]), b"x" * dice.randint(0, 1000))
    return kept.getvalue()


WRONG: Sequence[tuple[int, Sequence[Any]]] = (
    (0, ["SG24-TH-SUS-ABCDEF", "' OR 1=1 --", "../../etc/passwd"]),
    (2, ["", " "]),
    (3, ["robot", "男女", "=1+1", "1e400"]),
    (4, ["boss", "<script>alert(1)</script>"]),
    (5, ["Atlantis", "TH;XX", "TH|VN"]),
    (6, ["2567-09-10", "10/9/2567", "yesterday", "31/02/2024", "2099-01-01", "45545", "9/10/24", "0000-01-01"]),
    (7, ["1990", "2024-13", "12:30", "1990-00-00"]),
    (8, ["purple", "TLP"]),
)


def wrong_cells(dice: Random) -> bytes:
    rows = right_rows(dice)
    for place, values in dice.sample(WRONG, dice.randint(1, 4)):
        rows[dice.randint(1, len(rows) - 1)][place] = dice.choice(values)
    return as_csv(*rows)


def twins(dice: Random) -> bytes:
    rows = right_rows(dice)
    return dice.choice([as_csv, as_xlsx])(*rows, rows[dice.randint(1, len(rows) - 1)])


KINDS: tuple[Make, ...] = (
    *(truncated, quotes_open, flipped, noise, nul, other_letters, bomb, many_entries, entities, formula, wide),
    *(wide_workbook, long_cell, headings_twice, no_headings, no_rows, other_archive, wrong_cells, twins),
)


def bad_file(seed: int) -> tuple[str, bytes]:
    """The kind of what is wrong, in turn, and the file."""
    make = KINDS[seed % len(KINDS)]
    return make.__name__, make(Random(seed))


def _with_entry(dice: Random, name: str, put: Any) -> bytes:
    """A workbook with one part replaced or added; `put` is its content, or makes it of what was there."""
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(as_xlsx(*right_rows(dice)))) as old, zipfile.ZipFile(kept, "w", 8) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, put(old.read(name)) if callable(put) else put)
    return kept.getvalue()
