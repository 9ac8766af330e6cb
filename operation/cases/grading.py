"""Grades of intelligence: the 4×4 of this workspace, and how grades of other systems are read into it (domain.md §5).

| system | source | information | handling | where it is described |
|---|---|---|---|---|
| 4×4 | A B C X | 1 2 3 4 | codes H0 to H3 | Europol's evaluation codes, as SIENA uses them |
| 5×5×5 | A B C D E | 1 2 3 4 5 | 1 2 3 4 5 | ACPO/NPIA, Guidance on the Management of Police Information, 2010 |
| 3×5×2 | 1 2 3 | A B C D E | P C | College of Policing, Authorised Professional Practice: intelligence report, 2016 |

There is no official table from one system to another. What is read here follows the words of the grades, and never
makes a source or a fact look better than its words do: `SOURCES` and `INFORMATION` have no line where no grade of the
4×4 says the same (suspected to be false: 5, E). Then the report waits for a grade that a person gives. What was written
is kept.

| 5×5×5 | words | 4×4 |   | 3×5×2 | words | 4×4 |
|---|---|---|---|---|---|---|
| A | always reliable | A |   | 1 | reliable | B |
| B | mostly reliable | B |   | 2 | untested | X |
| C | sometimes reliable | C |   | 3 | not reliable | C |
| D | unreliable | C |   |   |   |   |
| E | untested | X |   |   |   |   |
| 1 | known to be true without reservation | 1 |   | A | known directly to the source | 2 |
| 2 | known personally to the source, not to the official | 2 |   | B | known indirectly, corroborated | 3 |
| 3 | not known personally, but corroborated | 3 |   | C | known indirectly | 4 |
| 4 | cannot be judged | 4 |   | D | not known | 4 |
| 5 | suspected to be false | – |   | E | suspected to be false | – |
"""

import re
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    A = "A", _("A · no doubt about the source")
    B = "B", _("B · mostly reliable")
    C = "C", _("C · mostly unreliable")
    X = "X", _("X · cannot be assessed")


class Information(models.TextChoices):
    ONE = "1", _("1 · accuracy not in doubt")
    TWO = "2", _("2 · known personally to the source, not to the reporting official")
    THREE = "3", _("3 · not known personally to the source, but corroborated")
    FOUR = "4", _("4 · not known personally to the source, and not corroborated")


class System(models.TextChoices):
    FOUR_BY_FOUR = "4x4", "4×4"
    FIVE_BY_FIVE = "5x5x5", "5×5×5"
    THREE_BY_FIVE = "3x5x2", "3×5×2"


SHAPES: dict[System, re.Pattern[str]] = {
    System.FOUR_BY_FOUR: re.compile(r"([ABCX])([1-4])"),
    System.FIVE_BY_FIVE: re.compile(r"([A-E])([1-5])([1-5])"),
    System.THREE_BY_FIVE: re.compile(r"([1-3])([A-E])([PC])"),
}
"""No text has the shape of two systems: a grade says of itself in which one it was given."""

SOURCES: dict[System, dict[str, Source]] = {
    System.FOUR_BY_FOUR: {one.value: one for one in Source},
    System.FIVE_BY_FIVE: {"A": Source.A, "B": Source.B, "C": Source.C, "D": Source.C, "E": Source.X},
    System.THREE_BY_FIVE: {"1": Source.B, "2": Source.X, "3": Source.C},
}
INFORMATION: dict[System, dict[str, Information]] = {
    System.FOUR_BY_FOUR: {one.value: one for one in Information},
    System.FIVE_BY_FIVE: {one.value: one for one in Information},
    System.THREE_BY_FIVE: {
        "A": Information.TWO,
        "B": Information.THREE,
        "C": Information.FOUR,
        "D": Information.FOUR,
    },
}
CONDITIONS = {System.FIVE_BY_FIVE: "45", System.THREE_BY_FIVE: "C"}
"""Handling that binds whoever gets it: 5×5×5 «within the originating force» and «with conditions», 3×5×2 «C»."""

PARTING = re.compile(r"[\s/·.,-]+")


@dataclass(frozen=True)
class Grade:
    """A grade as it was given, read. `source` and `information` are empty where the 4×4 has none that says the same."""

    system: System
    source: Source | None
    information: Information | None
    has_conditions: bool


def read_grade(text: str) -> Grade | None:
    """The grade that a text such as «B2», «b 2-5» or «2/C/P» is; None for what is a grade of none of the systems."""
    bare = PARTING.sub("", text).upper()
    for system, shape in SHAPES.items():
        found = shape.fullmatch(bare)
        if found:
            source, information = SOURCES[system].get(found[1]), INFORMATION[system].get(found[2])
            conditions = len(found.groups()) > 2 and found[3] in CONDITIONS[system]
            return Grade(system, source, information, conditions)
    return None
