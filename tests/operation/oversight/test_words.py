"""The trail in words: what is known by a word has one, what is not is shown as it stands; never a list of keys."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from operation.oversight import wording
from operation.oversight.pages import PAGE_SIZE, Place, cut
from operation.oversight.selectors import Reading


def test_a_verb_without_words_stands_as_it_is() -> None:
    assert wording.verb("report_confirm") == "report confirm"
    assert str(wording.verb("opened")) == "logged"


def test_a_way_without_words_stands_as_it_is() -> None:
    assert wording.channel("carrier pigeon") == "carrier pigeon"
    assert str(wording.channel("database role")) == "database, outside the application"


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("operation.Suspect", "Suspect"),
        ("operation.Gone", "operation.Gone"),
        ("x", "x"),
        ("operation.User", "Account"),
        ("operation.Phase", "Phase"),
    ],
)
def test_a_type_is_called_as_its_table(label: str, words: str) -> None:
    assert wording.kind(label) == words


def test_of_a_list_only_the_number_is_told() -> None:
    keys = [str(uuid4()) for _key in range(3)]
    told = wording.details({"shown": keys, "filter": {"status": ["arrested", "wanted"]}, "page": None})
    assert told == ["3 shown", "filter: status arrested, wanted"]
    assert not any(key in " ".join(told) for key in keys)


def test_a_place_reads_what_it_writes() -> None:
    place = Place(datetime(2024, 11, 9, 12, 30, 1, 5, tzinfo=UTC), 127, 4711)
    assert Place.read(str(place)) == place


@pytest.mark.parametrize("text", ["", "x", "MjAyNA==", "2024-11-09|1|2", "🦅"])
def test_another_text_is_no_place(text: str) -> None:
    with pytest.raises(ValidationError):
        Place.read(text)


@pytest.mark.parametrize(("found", "shown", "more"), [(0, 0, False), (PAGE_SIZE, PAGE_SIZE, False), (51, 50, True)])
def test_a_page_knows_whether_there_is_more(found: int, shown: int, more: bool) -> None:
    moment = datetime(2024, 11, 9, tzinfo=UTC)
    page = cut([Reading(0, n, moment, "read", "page", None, None) for n in range(found)])
    assert len(page.entries) == shown
    assert (page.next is not None) is more
    assert page.next is None or page.next.n == PAGE_SIZE - 1
