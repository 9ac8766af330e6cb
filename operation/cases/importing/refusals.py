"""Why a whole file is not read; the words for each reason stand in wording.py."""


class Unreadable(Exception):
    """The file cannot be read, or takes more than it may: why, what stands there, and in which row (0: no row)."""

    def __init__(self, why: str, value: str = "", row: int = 0) -> None:
        super().__init__(why, value, row)
        self.why, self.value, self.row = why, value, row
