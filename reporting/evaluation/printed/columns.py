"""Tables with a column for each indicator, one table a line of effort: codes above, their words below the table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import Indicator
from reporting.evaluation.printed.grid import Head, right
from reporting.evaluation.wording import titled


@dataclass(frozen=True, slots=True)
class Columns:
    """The indicators of one line of effort of which something is known; `places` are theirs in `content.indicators`.

    `silent` are the others: of them nothing is known, so they have no column and are named instead.
    """

    title: str
    places: tuple[int, ...]
    indicators: tuple[Indicator, ...]
    silent: tuple[Indicator, ...]


def by_effort(content: Evaluation, is_known: Callable[[int], bool]) -> Iterator[Columns]:
    """Line by line; a line of which nothing is known has no table."""
    for line in content.lines:
        own = [at for at, indicator in enumerate(content.indicators) if indicator.line == line.number]
        places = tuple(at for at in own if is_known(at))
        if places:
            yield Columns(
                title=f"{line.number} {line.title}",
                places=places,
                indicators=tuple(content.indicators[at] for at in places),
                silent=tuple(content.indicators[at] for at in own if at not in places),
            )


def heads(indicators: Sequence[Indicator]) -> tuple[Head, ...]:
    """Codes alone: words of nine figures side by side would leave no room for the figures."""
    return tuple(right(indicator.code) for indicator in indicators)


def legend(indicators: Sequence[Indicator], silent: Sequence[Indicator] = ()) -> str:
    """What the codes above mean, and which figures have no column because nobody knows them."""
    said = "; ".join(f"{indicator.code} {titled(indicator)}" for indicator in indicators)
    if not silent:
        return f"{said}."
    missing = ", ".join(f"{indicator.code} {titled(indicator)}" for indicator in silent)
    return _("%(codes)s. No data: %(missing)s.") % {"codes": said, "missing": missing}
