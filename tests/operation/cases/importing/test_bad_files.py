"""Whatever somebody uploads: nothing is half imported, and what is wrong is said with row, column and reason."""

import resource
from collections.abc import Callable
from contextlib import AbstractContextManager
from random import Random
from types import SimpleNamespace

import pytest

from operation.cases.columns import column_for
from operation.cases.importing import limits, opening, opening_text
from operation.cases.importing.actions import take
from operation.cases.importing.models import ImportFile, ImportState, Verdict
from operation.cases.importing.reading import opened
from operation.cases.importing.refusals import Unreadable
from operation.cases.importing.wording import REASONS
from operation.cases.records.suspect import SUSPECT, Suspect
from operation.kernel.errors import Conflict, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.operation.cases.importing.bad_files import KINDS, bad_file, right_file
from tests.operation.cases.importing.files import as_csv, as_xlsx, checked, rows_of

As = Callable[[User], AbstractContextManager[None]]
SHORT, LONG = 3 * len(KINDS), 1_000


def told(by: User, file: ImportFile) -> list[str]:
    """What is missing in the words about a file that cannot be imported; nothing, if all is said."""
    if file.state == ImportState.REFUSED:
        return [] if file.reason and file.content is None and not rows_of(by, file) else ["no reason"]
    wrong = [row for row in rows_of(by, file) if row.verdict == Verdict.WRONG]
    problems = [(row.number, *problem) for row in wrong for problem in row.problems]
    silent = [str(row.number) for row in wrong if not row.problems]
    nameless = [str(one) for one in problems if not (one[0] > 1 and column_for(SUSPECT, one[1]) and one[3])]
    return silent + nameless


def try_file(by: User, as_: As, seed: int) -> str:
    """How a bad file ends: refused, wrong, or by chance right. Raises AssertionError for anything else."""
    kind, content = bad_file(seed)
    file = checked(by, "suspects", content, name=f"{kind}-{seed}")
    assert file.state in (ImportState.REFUSED, ImportState.CHECKED), (kind, seed, file.job and file.job.reason)
    assert told(by, file) == [], (kind, seed)
    with as_(by):
        assert not Suspect.objects.exists(), (kind, seed)
        if file.state == ImportState.CHECKED and not file.count(Verdict.WRONG):
            return "right"
        with pytest.raises((Conflict, Refused)):
            take(principal=principal_of(by), file=file)
        assert not Suspect.objects.exists(), (kind, seed)
    return str(file.state)


def test_bad_files_are_refused_whole(cast: SimpleNamespace, as_: As) -> None:
    ends = [(bad_file(seed)[0], try_file(cast.officer_th, as_, seed)) for seed in range(SHORT)]
    by_chance = {kind for kind, end in ends if end == "right"}
    assert by_chance <= {"flipped"}, ends
    assert {end for _kind, end in ends} >= {"refused", "checked"}


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_thousand_bad_files(cast: SimpleNamespace, as_: As) -> None:
    """No partial import, each error with row, column and reason, and no process larger than it may be."""
    ends = [try_file(cast.officer_th, as_, seed) for seed in range(LONG)]
    assert ends.count("right") < LONG / 50
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 < 512


def test_right_files_of_the_same_kind_are_taken(cast: SimpleNamespace, as_: As) -> None:
    """The generator's own ground: what is wrong with its files is what it did to them."""
    for seed in range(6):
        file = checked(cast.officer_th, "suspects", right_file(Random(seed)))
        assert (file.state, file.count(Verdict.WRONG)) == (ImportState.CHECKED, 0), file.reason


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "old_workbook"),
        (b"PK\x03\x04nothing", "broken"),
        (b"name_1\n\x00x", "nul"),
        (b'name_1\n"x', "cut_off"),
        ("name_1\nñandú".encode("cp1252"), "letters"),
        (as_csv(["name_1"], ["x" * 40_000]), "cell"),
        (as_csv(["name_1"] * 301, ["x"]), "columns"),
        (as_xlsx(["name_1"], ["=1+1"]), "formula"),
    ],
)
def test_why_a_file_is_not_opened(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refused, opened(content) as sheets:
        for sheet in sheets:
            list(sheet.rows)
    assert refused.value.why == why
    assert why in REASONS


def test_more_rows_than_a_file_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROWS", 3)
    lines = list(opening.serve(as_csv(["name_1"], *(["x"] for _row in range(6)))))
    assert lines[-1] == {"refused": "rows", "value": "3", "row": 0}


def test_a_process_that_takes_too_much_is_ended_and_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet whose two cells span all rows and columns: its reader would hold every empty one between them."""
    content = as_xlsx(["name_1"])
    with pytest.raises(Unreadable) as refused, opened(_stretched(content)) as sheets:
        for sheet in sheets:
            list(sheet.rows)
    assert refused.value.why in ("memory", "columns")


def _stretched(content: bytes) -> bytes:
    import zipfile
    from io import BytesIO

    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(kept, "w") as new:
        for entry in old.namelist():
            told = old.read(entry)
            if entry.endswith("sheet1.xml"):
                far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
                told = told.replace(b"</sheetData>", far)
            new.writestr(entry, told)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("ชื่อ,หมายเหตุ\nนายสมชาย ใจดี,ปืน 2 กระบอก", "cp874"),
        ("姓名,备注\n李四,微信wechat号", "gb18030"),
        ("姓名;备注\n王喆;“老王”", "gb18030"),
        ("Tên\tGhi chú\nTrần Văn Đức\tх", "utf-16"),
        ("ឈ្មោះ,x\nចាន់,១", "utf-8"),
        ("နာမည်,x\nစုစု,၁", "utf-8-sig"),
    ],
)
def test_letters_that_can_be_told(text: str, encoding: str) -> None:
    assert opening_text.decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("text", ["Nguyễn Văn Trần", "café déjà vu", "ñandú", "Müller, Łódź"])
@pytest.mark.parametrize("encoding", ["cp1258", "cp1252", "cp437", "mac-roman", "utf-16-le"])
def test_letters_that_cannot_be_told_are_no_guess(text: str, encoding: str) -> None:
    content = text.encode(encoding, "replace")
    if content.isascii() and encoding != "utf-16-le":
        return
    with pytest.raises(Unreadable):
        list(opening_text.separated(content))
