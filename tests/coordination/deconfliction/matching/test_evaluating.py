"""The command that measures matching: its figures, its floors on held-out names, and that it leaves nothing."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from coordination.deconfliction.matching.labelled.elements import LANGUAGES, elements
from coordination.deconfliction.matching.labelled.pool import key, names
from coordination.management.commands.evaluate_matching import HELD_OUT, read_pairs

POOL = 2000
EACH = 25


def evaluated(file: Path, **options: Any) -> dict[str, Any]:
    said = StringIO()
    call_command("evaluate_matching", file, pool=POOL, json=True, stdout=said, **options)
    found: dict[str, Any] = json.loads(said.getvalue())
    return found


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """So many held-out names of each language."""
    lines = HELD_OUT.read_text().splitlines()
    chosen = [line for code in LANGUAGES for line in [one for one in lines if one.split("\t")[1] == code][:EACH]]
    file = tmp_path / "few.tsv"
    file.write_text("\n".join([lines[0], *chosen]) + "\n")
    return file


def test_held_out_names_are_found_in_each_language(db: None, few: Path) -> None:
    found = evaluated(few)["languages"]
    assert set(found) == set(LANGUAGES)
    for language, figures in found.items():
        assert set(figures) >= {"n", "recall@1", "recall@10", "precision", "ms"}
        assert figures["n"] == EACH
        assert figures["recall@10"] >= 0.92, language
        assert figures["recall@1"] >= 0.8, language
        assert figures["precision"] >= 0.9, language


def test_nothing_is_left_of_the_pool(db: None, few: Path) -> None:
    evaluated(few)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('matching_pool')")
        assert cursor.fetchone() == (None,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no names"),
        ("query\tlanguage\ttarget\n", "no names"),
        ("王伟\tzh\n", "Line 1"),
        ("\tzh\tWang Wei\n", "Line 1"),
    ],
)
def test_a_file_that_is_none_is_refused(db: None, tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "bad.tsv"
    file.write_text(text)
    with pytest.raises(CommandError, match=said):
        evaluated(file)


def test_a_missing_file_is_refused(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no file"):
        evaluated(tmp_path / "none.tsv")


def test_the_pool_holds_the_targets_near_ones_and_nobody_who_is_looked_for() -> None:
    pairs = read_pairs(HELD_OUT)
    targets = [(pair.language, pair.target) for pair in pairs]
    pool = list(names(targets, [pair.query for pair in pairs], 3000))
    assert len(pool) == len(set(pool)) == 3000
    assert {target for _language, target in targets} <= set(pool)
    invented = {key(text) for text in pool[len({target for _language, target in targets}) :]}
    assert not invented & {key(pair.query) for pair in pairs}
    assert list(names(targets, [pair.query for pair in pairs], 3000)) == pool


def test_what_was_tuned_on_and_what_is_held_out_have_no_name_in_common() -> None:
    """Family names of Thai and Lao are put together of words that both have; whole names are not."""
    for kind in {*elements("tuned")} & {*elements("held_out")}:
        if kind[1] not in ("head", "tail", "middle"):
            tuned, held_out = ({one.native for one in elements(which)[kind]} for which in ("tuned", "held_out"))
            assert not tuned & held_out, kind
