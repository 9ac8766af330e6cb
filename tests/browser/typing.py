"""A typist without a mouse: every key is pressed in a real browser and counted, and so is every page."""

from dataclasses import dataclass, field

from playwright.sync_api import Frame, Page

A_MINUTE = 200
FARTHEST = 60
FOCUSED = "document.activeElement.name || document.activeElement.textContent.trim()"


@dataclass
class Typist:
    """Presses keys on a page. A chord counts its keys; a letter with its vowel signs counts each sign."""

    page: Page
    strokes: int = 0
    pages: int = 0
    told: list[str] = field(default_factory=list)

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

    def go(self, *keys: str) -> None:
        """Press keys that lead to another page, and wait for it."""
        with self.page.expect_navigation():
            self.press(*keys)

    def reach(self, name: str, key: str = "Tab") -> None:
        """Press Tab until the field (or button) of this name has the focus: each press counts."""
        for _press in range(FARTHEST):
            if self.page.evaluate(FOCUSED).startswith(name):
                return
            self.press(key)
        raise AssertionError(f"«{name}» is farther than {FARTHEST} keys; the focus is on {self.page.evaluate(FOCUSED)}")

    @property
    def seconds(self) -> int:
        """At 200 key strokes a minute."""
        return round(self.strokes * 60 / A_MINUTE)

    def tell(self, what: str) -> str:
        return f"{what}: {self.pages} pages, {self.strokes} key strokes, {self.seconds} s"
