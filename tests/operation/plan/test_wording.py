"""What the operation's file says is in the catalogues' source."""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings

from operation.plan.wording import WORDS

DATA = Path(settings.BASE_DIR) / "operation" / "plan" / "data" / "seagull.toml"


def shown(data: dict[str, Any]) -> set[str]:
    """Names, titles and decisions that pages show."""
    named = [*data["countries"], *data["organisations"]]
    titled = [*data["lines"], *data["phases"], *data["meetings"]]
    decisions = [decision for meeting in data["meetings"] for decision in meeting.get("decisions", [])]
    return {thing["name"] for thing in named} | {thing["title"] for thing in titled} | set(decisions)


def test_every_shown_word_of_the_file_can_be_translated() -> None:
    assert shown(tomllib.loads(DATA.read_text())) - set(WORDS) == set()


def test_no_word_is_left_over() -> None:
    data = tomllib.loads(DATA.read_text())
    attendance = {meeting.get("attendance", "") for meeting in data["meetings"]}
    assert set(WORDS) - shown(data) - attendance == set()
