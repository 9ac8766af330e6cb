"""What an edition of a weekly, monthly or country report says besides: its period, and the figures of that alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.evaluation.chapters import When
from reporting.evaluation.figures import IndicatorResult


@dataclass(frozen=True, slots=True)
class Situation:
    """The report that is printed. `results` are those of the weeks that end in its period, in the order of
    Evaluation.results, which say what is known since the operation began; `country` is that of a country report."""

    reference: str
    period: When
    results: tuple[IndicatorResult, ...]
    country: str = ""

    def misfits(self, results: tuple[IndicatorResult, ...]) -> Iterator[str]:
        """What does not fit together: the same figures of the same countries, in the period and since the start."""
        if [one.indicator for one in self.results] != [one.indicator for one in results]:
            yield "the figures of the period are not those of the whole"
        for part, whole in zip(self.results, results, strict=False):
            if len(part.countries) != len(whole.countries):
                yield f"{part.indicator.code} has not one figure a country in the period"
