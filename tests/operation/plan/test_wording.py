"""What the operation's file says is in the catalogues' source."""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings

from operation.plan.wording import WORDS

DATA = Path(settings.BASE_DIR) / "operation" / "plan" / "data" / "seagull.toml"


def shown(data: dict[str, Any]) -> set[str]:
    """Every text of the file that pages show in the reader's language."""
    named = [data["operation"], data["parent"], *data["countries"], *data["organisations"]]
    titled = [*data["lines"], *data["phases"], *data["meetings"]]
    mandates = [part for one in (data["operation"], data["parent"]) for part in one["mandate"].split("\n\n")]
    said = [one["undertaking"] for one in data["organisations"]] + mandates + [data["operation"]["principle"]]
    for meeting in data["meetings"]:
        said += [*meeting.get("decisions", []), *(meeting[key] for key in ("attendance", "place") if key in meeting)]
    return {thing["name"] for thing in named} | {thing["title"] for thing in titled} | set(said)


def test_every_shown_word_of_the_file_can_be_translated() -> None:
    assert shown(tomllib.loads(DATA.read_text())) - set(WORDS) == set()


def test_no_word_is_left_over() -> None:
    assert set(WORDS) - shown(tomllib.loads(DATA.read_text())) == set()
