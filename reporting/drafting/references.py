"""What stands between braces: a figure in a sentence, or a chart on a line of its own.

`P02` is a figure of all countries, `P02:TH` that of one, with `:period` that of the report's period alone.
`chart:P02` is a chart by country, with `:period` one of the period alone; `chart:P02:weeks` is one by week of all
countries, `chart:P02:TH:weeks` that of one.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from reporting.indicators.rules import indicator_named

CHART, WEEKS, PERIOD = "chart", "weeks", "period"


@dataclass(frozen=True, slots=True)
class Token:
    """A reference to a figure: of all countries, or of one; of the whole operation, or of the report's period."""

    code: str
    country: str = ""
    in_period: bool = False

    @property
    def name(self) -> str:
        """As it stands between the braces."""
        return joined(self.code, self.country, PERIOD if self.in_period else "")


@dataclass(frozen=True, slots=True)
class Chart:
    """A reference to a chart: by country, of the whole operation or of the report's period; or by week, of all
    countries or of one."""

    code: str
    country: str = ""
    by_week: bool = False
    in_period: bool = False

    @property
    def name(self) -> str:
        """As it stands between the braces."""
        return joined(CHART, self.code, self.country, WEEKS if self.by_week else PERIOD if self.in_period else "")


def joined(*parts: str) -> str:
    """A reference of its parts, without those that are empty."""
    return ":".join(part for part in parts if part)


def is_chart(text: str) -> bool:
    """Whether a chart is meant, be there one or not."""
    return text.split(":")[0].strip() == CHART


def read_token(text: str, countries: Iterable[str]) -> Token | None:
    """The figure that is meant; None for one that there is not."""
    code, *rest = _parts(text)
    place = _place(rest, (PERIOD,), tuple(countries))
    if place is None or indicator_named(code) is None:
        return None
    country, ending = place
    return Token(code, country, ending == PERIOD)


def read_chart(text: str, countries: Iterable[str]) -> Chart | None:
    """The chart that is meant; None for one that there is not: one country is drawn by week alone."""
    code, *rest = _parts(text)[1:] or [""]
    place = _place(rest, (WEEKS, PERIOD), tuple(countries))
    if place is None or indicator_named(code) is None:
        return None
    country, ending = place
    by_week = ending == WEEKS
    return Chart(code, country, by_week, ending == PERIOD) if by_week or not country else None


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(":")]


def _place(rest: list[str], endings: Collection[str], countries: Collection[str]) -> tuple[str, str] | None:
    """The country and the last word of what stands behind a code, "" for none of it; None for anything else."""
    ending = next((part for part in rest[-1:] if part in endings), "")
    named = rest[:-1] if ending else rest
    if len(named) > 1 or any(part not in countries for part in named):
        return None
    return "".join(named), ending
