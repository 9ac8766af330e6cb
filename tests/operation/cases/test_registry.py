"""The registry: one value says all that generic code needs of a type."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from operation.access.principal import Principal
from operation.cases import panels, records, selections
from operation.cases.panels import Line, Panel, panels_of
from operation.cases.records.suspect import SUSPECT, Suspect
from operation.cases.records.syndicate import SYNDICATE
from operation.cases.registry import all_types, by_code, by_slug, register, type_of
from operation.cases.selections import Selection
from operation.people.models import Country

NOBODY = Principal.nobody()


def test_types_are_found_by_slug_by_code_and_by_model() -> None:
    assert by_slug("suspects") is by_code("SUS") is type_of(Suspect) is type_of(Suspect()) is SUSPECT
    assert by_slug("nothing") is None
    assert by_code("XXX") is None
    with pytest.raises(KeyError):
        type_of(Country)  # type: ignore[arg-type]


def test_they_are_listed_in_one_order() -> None:
    index = Path(records.__file__).read_text().partition("(")[2]
    files = [one.model.__module__.rpartition(".")[2] for one in all_types()]
    assert files == re.findall(r"^    (\w+),$", index, re.MULTILINE)


@pytest.mark.parametrize("again", [replace(SUSPECT, code="NEW"), replace(SUSPECT, slug="new")])
def test_no_slug_and_no_code_is_given_twice(again: object) -> None:
    with pytest.raises(ValueError, match="registered twice"):
        register(again)  # type: ignore[arg-type]
    assert SUSPECT in all_types()
    assert again not in all_types()


def test_a_state_without_words_is_shown_by_its_code() -> None:
    assert SUSPECT.state_label("arrested") == "suspect, arrested"
    assert SUSPECT.state_label("unheard_of") == "unheard_of"


def test_permissions_carry_the_area_of_the_type() -> None:
    assert SYNDICATE.permission("open") == "record.open"
    laborers = by_slug("rescued-laborers")
    assert laborers is not None
    assert laborers.permission("open") == "laborer.open"


@pytest.mark.parametrize(
    ("state", "ahead"),
    [
        ("person_of_interest", "identified"),
        ("arrested", "detained"),
        ("surrendered", "detained"),
        ("prosecuted", "convicted"),
    ],
)
def test_what_lies_ahead_begins_behind_the_present_state(state: str, ahead: str) -> None:
    assert SUSPECT.states.ahead(state)[0] == ahead


@pytest.mark.parametrize("state", ["convicted", "acquitted", "eliminated", "released"])
def test_nothing_lies_ahead_of_what_is_closed(state: str) -> None:
    assert SUSPECT.states.ahead(state) == ()


def test_features_above_add_panels_and_selections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_providers", [])
    monkeypatch.setattr(selections, "_resolvers", {})
    counted = Panel("Counts as", [Line("P02", "week 45")])
    panels.register(lambda _principal, record: counted if record.status == "arrested" else None)
    selections.register("figure", lambda _principal, key: Selection(key, []) if key == "P02" else None)
    assert panels_of(NOBODY, Suspect(status="arrested")) == [counted]
    assert panels_of(NOBODY, Suspect(status="wanted")) == []
    found = selections.find(NOBODY, "figure:P02")
    assert found is not None
    assert found.label == "P02"
    assert selections.find(NOBODY, "figure:X") is None
    assert selections.find(NOBODY, "other:P02") is None
