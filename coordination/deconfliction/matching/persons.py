"""What speaks for and against two records being one person beside the name: birth, sex, nationality."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

AGREES, DIFFERS, NEAR = "agrees", "differs", "near"
DAY, MONTH, YEAR = 10, 7, 4
"""Letters of a date that is known to the day, the month, the year."""
ERAS = 543
YEARS_OF_ESTIMATE = 2
SAME_DAY, SAME_MONTH, SAME_YEAR = 0.06, 0.04, 0.02
SLIP, OTHER_DAY, OTHER_SEX, OTHER_NATIONALITY, LIKE = -0.03, -0.2, -0.1, -0.03, 0.01

Part = tuple[str, str]
"""What was compared and how it agrees. It never holds anything of either record."""


@dataclass(frozen=True)
class Known:
    """Of one record: the date of birth in ISO 8601 as far as it is known («» for not), sex, nationalities."""

    born: str = ""
    born_estimated: bool = False
    sex: str = ""
    nationalities: Sequence[str] = ()


@dataclass(frozen=True)
class Weighed:
    """What it adds to the score of the names, and the parts that were compared."""

    value: float
    parts: tuple[Part, ...]


def weigh(one: Known, other: Known) -> Weighed:
    """Each part that both records know."""
    found = [part for part in (_births(one, other), _sexes(one, other), _nationalities(one, other)) if part]
    return Weighed(sum(value for value, _part in found), tuple(part for _value, part in found))


def _births(one: Known, other: Known) -> tuple[float, Part] | None:
    if not one.born or not other.born:
        return None
    if one.born_estimated or other.born_estimated:
        near = abs(int(one.born[:YEAR]) - int(other.born[:YEAR])) <= YEARS_OF_ESTIMATE
        return (LIKE, ("born", NEAR)) if near else (OTHER_DAY / 2, ("born", DIFFERS))
    shorter, longer = sorted((one.born, other.born), key=len)
    if longer.startswith(shorter):
        return {
            DAY: (SAME_DAY, ("born", "day")),
            MONTH: (SAME_MONTH, ("born", "month")),
            YEAR: (SAME_YEAR, ("born", "year")),
        }[len(shorter)]
    return (SLIP, ("born", NEAR)) if _slipped(shorter, longer) else (OTHER_DAY, ("born", DIFFERS))


def _slipped(shorter: str, longer: str) -> bool:
    """Whether one may be the other, written wrongly: day and month changed, one figure, or a year in another era."""
    if len(shorter) < DAY:
        return abs(int(shorter[:YEAR]) - int(longer[:YEAR])) in (1, ERAS) and len(shorter) == YEAR
    first, second = date.fromisoformat(shorter), date.fromisoformat(longer)
    turned = first.year == second.year and (first.day, first.month) == (second.month, second.day)
    figures = sum(a != b for a, b in zip(shorter, longer, strict=True))
    return turned or figures == 1 or abs(first.year - second.year) == ERAS


def _sexes(one: Known, other: Known) -> tuple[float, Part] | None:
    known = ("male", "female")
    if one.sex not in known or other.sex not in known:
        return None
    return (LIKE, ("sex", AGREES)) if one.sex == other.sex else (OTHER_SEX, ("sex", DIFFERS))


def _nationalities(one: Known, other: Known) -> tuple[float, Part] | None:
    if not one.nationalities or not other.nationalities:
        return None
    shared = set(one.nationalities) & set(other.nationalities)
    return (LIKE, ("nationality", AGREES)) if shared else (OTHER_NATIONALITY, ("nationality", DIFFERS))
