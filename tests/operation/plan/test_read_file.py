"""An operation's file is read whole, or refused with line, key and reason of everything that is wrong."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from operation.plan.files import BadFile, read
from operation.plan.layout import When

SEAGULL = Path(settings.BASE_DIR) / "operation" / "plan" / "data" / "seagull.toml"


def changed(folder: Path, *replacements: tuple[str, str]) -> Path:
    """A copy of SEAGULL's file in which each text is replaced where it first stands."""
    words = SEAGULL.read_text()
    for old, new in replacements:
        assert old in words
        words = words.replace(old, new, 1)
    copy = folder / "operation.toml"
    copy.write_text(words)
    return copy


def line_of(path: Path, words: str) -> int:
    return next(number for number, line in enumerate(path.read_text().splitlines(), 1) if words in line)


def refusals(path: Path) -> list[tuple[int, str, str]]:
    with pytest.raises(BadFile) as refused:
        read(path)
    return [(problem.line, problem.key, problem.reason) for problem in refused.value.problems]


def test_every_fact_names_a_source_of_the_file() -> None:
    file = read(SEAGULL)
    entries = [*file.countries, *file.organisations, *file.lines, *file.phases, *file.meetings, file.operation]
    assert all(file.cited(getattr(entry, "source")) for entry in entries)  # noqa: B009 — of different sections


def test_a_citation_names_the_source_in_words() -> None:
    file = read(SEAGULL)
    assert file.cited("kick-off, paragraph 4; indicators") == (
        "Notice of the kick-off, 9 August 2024, paragraph 4; Counting rules, version 1"
    )


def test_a_month_stays_a_month(tmp_path: Path) -> None:
    preparatory = read(SEAGULL).phases[0]
    assert preparatory.starts == When(date(2024, 4, 1), date(2024, 4, 30), True)


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ("starts = 2024-08-06", 'starts = "2024-13"', "phases[2].starts", "no day «2024-13»"),
        ("starts = 2024-08-06", 'starts = "2567-08-06"', "phases[2].starts", "Buddhist Era"),
        ("starts = 2024-08-06", 'starts = "2024"', "phases[2].starts", "must be a day"),
        ("starts = 2024-08-06", "starts = 2024-08-06T10:00:00", "phases[2].starts", "must be a day"),
        ("starts = 2024-08-06", "starts = 2024-08-09", "phases[2].ends", "before its beginning"),
        ("lead = true", 'lead = "yes"', "organisations[1].lead", "true or false"),
        ("position = 1", "position = 0", "countries[1].position", "whole number"),
        ("position = 2", "position = 1", "countries[2].position", "twice"),
        ('code = "CN"', 'code = "KH"', "countries[2].code", "twice"),
        ('code = "KH"', 'code = "Cambodia"', "countries[1].code", "two capital letters"),
        ('time_zone = "Asia/Bangkok"', 'time_zone = "Asia/Chiang_Mai"', "countries[5].time_zone", "not known"),
        ('language = "th"', 'language = "thai"', "countries[5].language", "use one of"),
        ('kind = "partner"', 'kind = "friend"', "organisations[9].kind", "use one of"),
        ('country = "KH"', 'country = "XX"', "organisations[1].country", "none of the countries"),
        ('lead_indicator = "S01"', 'lead_indicator = "P02"', "lines[1].lead_indicator", "not among"),
        ('lead_indicator = "S01"', 'lead_indicator = "S1"', "lines[1].lead_indicator", "not an indicator"),
        ("number = 2", "number = 1", "lines[2].number", "twice"),
        ('name = "Cambodia"', 'name = ""', "countries[1].name", "text between quotation marks"),
        ('name = "Cambodia"', f'name = "{"x" * 61}"', "countries[1].name", "longer than 60"),
        ('name = "Cambodia"', 'nom = "Cambodia"', "countries[1].nom", "not a key"),
        ('place = "Kunming"', "place = 3", "meetings[2].place", "text between quotation marks"),
        ('"unodc", "interpol"]', '"unodc", "europol"]', "meetings[2].present", "«europol» is none"),
        ('source = "kick-off, paragraph 6"', 'source = "hearsay"', "organisations[9].source", "none of the sources"),
        ("ends = 2024-12-31", 'ends = "2024-12"', "operation.ends", "must be a day"),
        ("happened = 2024-08-07", 'happened = "2024-08"', "phases[2].happened", "as exact as its beginning"),
    ],
)
def test_a_wrong_value_is_refused_with_its_line(tmp_path: Path, old: str, new: str, key: str, reason: str) -> None:
    path = changed(tmp_path, (old, new))
    found = [(line, why) for line, where, why in refusals(path) if where == key]
    assert len(found) == 1, refusals(path)
    line, why = found[0]
    assert reason in why
    name = key.rpartition(".")[2]
    assert path.read_text().splitlines()[line - 1].split("=")[0].strip() == name


def test_a_missing_key_is_told_at_the_head_of_its_section(tmp_path: Path) -> None:
    path = changed(tmp_path, ('name = "Cambodia"\n', ""))
    assert refusals(path) == [(line_of(path, "[[countries]]"), "countries[1].name", "is missing")]


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    path = changed(tmp_path, ('code = "KH"', 'code = "K"'), ("number = 7", 'number = "seven"'))
    assert [key for _line, key, _reason in refusals(path)] == ["countries[1].code", "lines[7].number"]


def test_a_country_needs_one_lead_agency(tmp_path: Path) -> None:
    nobody = changed(tmp_path, ("lead = true", "lead = false"))
    assert [(key, reason) for _line, key, reason in refusals(nobody)] == [
        ("countries[1].code", "has no lead agency among the organisations")
    ]
    two = changed(tmp_path, ("lead = false", "lead = true"))
    assert [key for _line, key, _reason in refusals(two)] == ["organisations[4].lead"]


def test_a_partner_belongs_to_no_country(tmp_path: Path) -> None:
    path = changed(tmp_path, ('kind = "partner"', 'kind = "partner"\ncountry = "KH"'))
    assert [(key, reason) for _line, key, reason in refusals(path)] == [
        ("organisations[9].country", "belongs to agencies alone")
    ]


def test_an_operation_is_not_its_own_parent(tmp_path: Path) -> None:
    path = changed(tmp_path, ('code = "safe-lancang-mekong"', 'code = "seagull"'))
    assert [key for _line, key, _reason in refusals(path)] == ["parent.code"]


def test_a_meeting_stands_once(tmp_path: Path) -> None:
    words = SEAGULL.read_text()
    last = words[words.rindex("[[meetings]]") :]
    path = tmp_path / "twice.toml"
    path.write_text(f"{words}\n{last}")
    assert [key for _line, key, _reason in refusals(path)] == ["meetings[3].title"]


def test_an_unknown_section_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, ("[[phases]]", "[[stages]]"))
    assert ("stages", "is not a section of an operation's file") in [
        (key, reason) for _line, key, reason in refusals(path)
    ]


def test_a_list_written_as_one_section_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.toml"
    path.write_text('kind = "operation"\nversion = 1\noperation = 3\n[countries]\ncode = "KH"\n')
    found = {key: reason for _line, key, reason in refusals(path)}
    assert found["countries"] == "must be a list of sections: write [[countries]]"
    assert found["operation"] == "must be a section: write [operation]"
    assert found["sources"] == "is missing: the file needs this section"


def test_a_key_inside_a_long_text_is_not_taken_for_a_key(tmp_path: Path) -> None:
    path = changed(
        tmp_path, ('name = "Joint Operation SEAGULL"', 'name = """\nname = "x"\n"""'), ('prefix = "SG24"', "prefix = 4")
    )
    assert [(line, key) for line, key, _reason in refusals(path)] == [(line_of(path, "prefix ="), "operation.prefix")]


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"\x7fELF\x02\x01\x01\x00\xff", 0, "not a text"),
        (b"PK\x03\x04\x00\x00", 0, "not a text"),
        ("[operation]".encode("utf-16"), 0, "not a text"),
        (b"%PDF-1.7\n", 1, "not valid TOML"),
        (b'kind = "operation"\nversion = 1\n[operation\n', 3, "not valid TOML"),
        (b'kind = "operation', 1, "not valid TOML"),
        (b'[project]\nname = "seagull"\n', 0, "not an operation's file"),
        (b'kind = "operation"\nversion = 2\n', 0, "not an operation's file"),
        (b"", 0, "not an operation's file"),
        (b"#" * 1_000_001, 0, "larger than 1 MB"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(tmp_path: Path, content: bytes, line: int, reason: str) -> None:
    path = tmp_path / "operation.toml"
    path.write_bytes(content)
    ((where, _key, why),) = refusals(path)
    assert where == line
    assert reason in why


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refusals(tmp_path / "nothing.toml")[0][2]
    assert "cannot be read" in refusals(tmp_path)[0][2]


def test_line_ends_and_mark_of_windows_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "operation.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SEAGULL.read_bytes().replace(b"\n", b"\r\n"))
    assert read(path) == read(SEAGULL)
