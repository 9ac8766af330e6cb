"""What counts in a figure: in its unit and, of money, in the currency in which it was found. Currencies never mix."""

from dataclasses import dataclass
from decimal import Context, Decimal

NONE = Decimal(0)
EXACT = Context(prec=60)
"""A sum on a chain has eighteen decimals and up to twenty digits before them: more than decimals have by default."""


@dataclass(frozen=True, slots=True)
class Worth:
    """An amount in the unit of its figure, and the same in one currency; 0 in none where it is no money."""

    value: Decimal = NONE
    original: Decimal = NONE

    def __add__(self, other: "Worth") -> "Worth":
        return Worth(self.value + other.value, EXACT.add(self.original, other.original))

    def __sub__(self, other: "Worth") -> "Worth":
        return self + -other

    def __neg__(self) -> "Worth":
        return Worth(-self.value, EXACT.minus(self.original))

    def __bool__(self) -> bool:
        return bool(self.value or self.original)


NOTHING = Worth()
