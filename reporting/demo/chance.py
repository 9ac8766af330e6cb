"""Chance that repeats: everything invented comes from generators that are seeded with the load's seed and a subject."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice(Random):
    """A seeded generator with the few throws that the demonstration needs."""

    @classmethod
    def of(cls, seed: int, *subject: str) -> "Dice":
        """The generator of one subject: what is invented for one subject does not shift when another changes."""
        return cls("/".join((str(seed), *subject)))

    def happens(self, probability: float) -> bool:
        return self.random() < probability

    def weighted(self, weights: Mapping[T, float]) -> T:
        return self.choices(list(weights), list(weights.values()))[0]

    def some(self, things: Sequence[T], least: int, most: int) -> list[T]:
        """Between `least` and `most` different things, in the order of the sequence."""
        chosen = set(self.sample(range(len(things)), min(len(things), self.randint(least, most))))
        return [thing for position, thing in enumerate(things) if position in chosen]


def divide(total: int, shares: Mapping[T, float]) -> dict[T, int]:
    """Split a number by shares so that the parts sum to it (largest remainder)."""
    whole = sum(shares.values())
    exact = {key: total * share / whole for key, share in shares.items()}
    parts = {key: int(value) for key, value in exact.items()}
    missing = total - sum(parts.values())
    for key in sorted(exact, key=lambda k: parts[k] - exact[k])[:missing]:
        parts[key] += 1
    return parts
