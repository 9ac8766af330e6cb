"""A typist without a mouse: every key is pressed in a real browser and counted, and so is every page."""

import sys
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from playwright.sync_api import Frame, Page

A_MINUTE = 200
FARTHEST = 80
FOCUSED = "document.activeElement.name || document.activeElement.textContent.trim()"


@dataclass
class Typist:
    """Presses keys on a page. A chord counts each of its keys; a letter with vowel signs counts each sign."""

    page: Page
    strokes: int = 0
    pages: int = 0

    def __post_init__(self) -> None:
        self.page.on("framenavigated", self._navigated)

    def _navigated(self, frame: Frame) -> None:
        self.pages += frame == self.page.main_frame

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.strokes += key.count("+") + 1

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def go(self, key: str) -> None:
        """Press a key that leads to another page; where that asks «this may be …» one has looked and presses it again.

        Fails when what was entered is refused.
        """
        status = self._follow(key)
        if status == HTTPStatus.CONFLICT:
            status = self._follow(key)
        assert status < HTTPStatus.BAD_REQUEST, self.page.locator("main").inner_text()

    def _follow(self, key: str) -> int:
        with self.page.expect_navigation() as moved:
            self.press(key)
        return int(moved.value.status)

    def reach(self, name: str, key: str = "Tab") -> None:
        """Press Tab until the field or button of this name has the focus: each press counts."""
        for _press in range(FARTHEST):
            if self.page.evaluate(FOCUSED).startswith(name):
                return
            self.press(key)
        raise AssertionError(f"«{name}» is farther than {FARTHEST} keys, which ended at {self.page.evaluate(FOCUSED)}")

    def choose_file(self, file: Path) -> None:
        """The browser's dialogue, opened and closed with Enter, and the name written into it."""
        self.page.locator("input[type=file]").set_input_files(file)
        self.strokes += len(file.name) + 2

    @property
    def seconds(self) -> int:
        """At 200 key strokes a minute."""
        return round(self.strokes * 60 / A_MINUTE)

    def holds(self, what: str, *, pages: int, strokes: int) -> None:
        """The figures are no more than these; whoever runs the suite with -s reads them."""
        sys.stdout.write(f"\n{what}: {self.pages} pages, {self.strokes} key strokes, {self.seconds} s\n")
        assert self.pages <= pages
        assert self.strokes <= strokes
