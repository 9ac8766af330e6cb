"""What the demonstration's files say of the plan, and reports print in seven languages, goes into the catalogues."""

from reporting.demo.vocabulary import content
from reporting.demo.wording import WORDS


def printed() -> set[str]:
    objectives = {one["text"] for one in content("plan")["objective"]}
    held = {one["title"] for one in content("plan")["action_day"]}
    planned = {action["title"] for one in content("joint")["joint"] for action in one.get("actions", [])}
    met = {one["title"] for one in content("meetings")["meeting"]}
    decided = [action for one in content("meetings")["meeting"] for action in one.get("actions", [])]
    due = {one["title"] for one in [*content("plan")["action"], *content("progress")["action"], *decided]}
    return objectives | held | planned | met | due


def test_every_printed_word_of_the_plan_can_be_translated_and_none_is_left_over() -> None:
    assert set(WORDS) == printed()
