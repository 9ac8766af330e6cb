"""Icons are drawings beside a word: they stay silent for a screen reader and take the colour of the text."""

import xml.etree.ElementTree as ET

import pytest

from operation.templatetags.icons import SHAPES
from operation.templatetags.look import TONE_ICONS, icon


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_icon_is_a_well_formed_silent_drawing(name: str) -> None:
    drawing = ET.fromstring(icon(name))
    assert drawing.get("aria-hidden") == "true"
    assert drawing.get("viewBox") == "0 0 24 24"
    assert len(drawing) > 0


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_no_icon_brings_a_colour_or_style_of_its_own(name: str) -> None:
    drawn = icon(name)
    assert "style" not in drawn
    assert "fill=" not in drawn
    assert "stroke=" not in drawn


def test_an_icon_that_is_not_drawn_is_an_error_of_the_page() -> None:
    with pytest.raises(KeyError):
        icon("unicorn")


def test_every_tone_has_a_drawing() -> None:
    assert set(TONE_ICONS.values()) <= set(SHAPES)


def test_two_tones_that_mean_different_things_are_drawn_differently() -> None:
    meant = [TONE_ICONS[tone] for tone in ("ok", "work", "due", "late", "idle")]
    assert len(set(meant)) == 5
