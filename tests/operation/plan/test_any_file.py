"""Whatever is done to an operation's file: it is read, or refused with lines that it has."""

import tomllib
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operation.plan.files import BadFile, Lines, read
from operation.plan.layout import OperationFile
from tests.operation.plan.test_read_file import SEAGULL

WORDS = SEAGULL.read_text()
ROWS = WORDS.splitlines()
patient = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def verdict(path: Path, content: bytes) -> OperationFile | BadFile:
    path.write_bytes(content)
    try:
        return read(path)
    except BadFile as refused:
        return refused


def told_well(refused: BadFile, lines: int) -> bool:
    return bool(refused.problems) and all(0 <= one.line <= lines and one.reason for one in refused.problems)


@patient
@given(at=st.integers(0, len(WORDS.encode()) - 1), byte=st.integers(0, 255))
def test_one_byte_changed(tmp_path: Path, at: int, byte: int) -> None:
    content = bytearray(WORDS.encode())
    content[at] = byte
    found = verdict(tmp_path / "x.toml", bytes(content))
    assert isinstance(found, OperationFile) or told_well(found, len(ROWS) + 1)


@patient
@given(row=st.integers(0, len(ROWS) - 1))
def test_one_line_left_out(tmp_path: Path, row: int) -> None:
    content = "\n".join(ROWS[:row] + ROWS[row + 1 :]).encode()
    found = verdict(tmp_path / "x.toml", content)
    assert isinstance(found, OperationFile) or told_well(found, len(ROWS))


@patient
@given(at=st.integers(0, len(WORDS) - 1))
def test_cut_off_anywhere(tmp_path: Path, at: int) -> None:
    found = verdict(tmp_path / "x.toml", WORDS[:at].encode())
    assert isinstance(found, OperationFile) or told_well(found, len(ROWS))


@patient
@given(content=st.binary(max_size=200))
def test_anything_at_all(tmp_path: Path, content: bytes) -> None:
    found = verdict(tmp_path / "x.toml", content)
    assert isinstance(found, BadFile)
    assert told_well(found, content.count(b"\n") + content.count(b"\r") + 2)


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["code", "name", "key"]), inner),
    max_leaves=6,
)


@patient
@given(section=st.sampled_from(["operation", "countries", "phases", "parent", "sources"]), value=json_like)
def test_any_value_in_place_of_a_section(tmp_path: Path, section: str, value: object) -> None:
    content = f'kind = "operation"\nversion = 1\n{section} = {_toml(value)}\n'
    found = verdict(tmp_path / "x.toml", content.encode())
    assert isinstance(found, BadFile)
    assert told_well(found, 4)


def _toml(value: object) -> str:
    """A value as TOML writes it on one line; what TOML cannot say becomes a text."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value % 2**40)
    if isinstance(value, list):
        return f"[{', '.join(_toml(one) for one in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {_toml(one)}" for name, one in value.items()) + "}"
    return '"' + "".join(sign for sign in str(value) if sign.isalnum()) + '"'


def test_the_line_of_every_key_of_the_file_is_known() -> None:
    lines = Lines(WORDS)
    for section, entries in tomllib.loads(WORDS).items():
        if not isinstance(entries, list):
            continue
        for number, entry in enumerate(entries):
            for name in entry:
                assert ROWS[lines.of((section, number, name)) - 1].startswith(f"{name} =")


def test_the_line_of_what_stands_nowhere_is_that_of_what_it_belongs_to() -> None:
    lines = Lines(WORDS)
    assert ROWS[lines.of(("phases", 0, "colour")) - 1] == "[[phases]]"
    assert lines.of(("weather",)) == 1
