"""How the sheet of a week is laid out: what is written by us, and what whoever fills it in writes.

The first two rows are hidden: what the file is (mark, layout, agency, week, version), and the names of the columns in
no language. Whoever moves a column or translates a heading breaks nothing; rows are known by the code of their figure.
"""

from typing import NamedTuple

MARK = "seagull-return"
LAYOUT = "1"
FILE_BYTES = 256 * 1024
"""A sheet has some 15 kB. What is read while somebody waits is not larger than it need be."""

ROWS = 200

CODE, FIGURE, UNIT, RECORDED, BEFORE, REPORTED, NO_DATA, NOTE = COLUMNS = (
    *("code", "figure", "unit", "recorded", "before"),
    *("reported", "no_data", "note"),
)
FILLED_IN = (REPORTED, NO_DATA, NOTE)
NEEDED = frozenset({CODE, *FILLED_IN})


class Head(NamedTuple):
    """The first row: what the file is."""

    mark: str
    layout: str
    agency: str
    week: str
    version: str
