"""Charts that stand in somebody's text: bars by country in a table, columns by week with their figures below them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reporting.evaluation import charts
from reporting.evaluation.chapters import Drawn, Text, TextKind
from reporting.evaluation.figures import Figure, Gap
from reporting.evaluation.printed.grid import Head, Numbering, Row, Table, Td, label, num, right, words
from reporting.evaluation.printed.trends import Trend, trend
from reporting.evaluation.weeks import Week
from reporting.evaluation.wording import share, week, week_span


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart: a table with bars, or a trend with what is to be said below it. `exact` are its numbers, where no
    other table of the edition has them."""

    table: Table | None = None
    trend: Trend | None = None
    exact: Table | None = None
    note: str = ""

    @property
    def kind(self) -> TextKind:
        return TextKind.CHART


def texts(said: Iterable[Text | Drawn], numbering: Numbering, *, is_short: bool = False) -> tuple[Text | Picture, ...]:
    """What somebody wrote, its charts as they are printed and numbered with the tables around them. A short report has
    no table by week: there the numbers of the columns, which are rounded, have one of their own."""
    return tuple(_picture(one, numbering, is_short) if isinstance(one, Drawn) else one for one in said)


def _picture(drawn: Drawn, numbering: Numbering, is_short: bool) -> Picture:
    if not drawn.weeks:
        return Picture(table=_by_country(drawn, numbering))
    picture = _by_week(drawn, numbering)
    return replace(picture, exact=_exact(drawn, numbering)) if is_short else picture


def _exact(drawn: Drawn, numbering: Numbering) -> Table:
    return Table(
        label=numbering.table(),
        title=drawn.title,
        head=(Head(_("Week")), Head(_("Days")), right(drawn.code), right(_("Verified"))),
        rows=tuple(_week_row(*pair, drawn) for pair in zip(drawn.weeks, drawn.figures, strict=True)),
        kind="trend",
    )


def _week_row(column: Week, figure: Figure, drawn: Drawn) -> Row:
    name, days = week_span(column)
    verified = words(share(figure.verified, figure.total), "num")
    return Row((label(name, kind="week"), words(days, "days soft"), num(figure.total, drawn.unit), verified))


def _by_week(drawn: Drawn, numbering: Numbering) -> Picture:
    alternative = _("%(title)s; the figures stand below each column") % {"title": drawn.title}
    columns = trend(numbering.figure(), f"{drawn.title} ({drawn.code})", alternative, drawn.figures, drawn.weeks)
    return Picture(trend=columns, note=" ".join(_below(drawn)))


def _below(drawn: Drawn) -> Iterator[str]:
    """What a column cannot show: withheld is no gap and no 0."""
    yield _("Solid: verified, hatched: not yet verified, crossed: no data.")
    told = zip(drawn.weeks, drawn.figures, strict=True)
    hidden = [week(column.number) for column, figure in told if _is_withheld(figure)]
    if hidden:
        yield _("Withheld: %(weeks)s.") % {"weeks": ", ".join(hidden)}


def _is_withheld(figure: Figure) -> bool:
    return figure.total in (Gap.WITHHELD, Gap.FEWER_THAN_10)


def _by_country(drawn: Drawn, numbering: Numbering) -> Table:
    """As the edition draws an indicator: a gap is a word and has no bar."""
    scale = charts.scale_of(figure.total for figure in drawn.figures)
    rows = (
        Row(
            (
                Td(country, "country", code=letters, header=True),
                num(figure.total, drawn.unit, "strong"),
                Td(kind="bar", bar=charts.bar(figure, scale)),
                words(share(figure.verified, figure.total), "num"),
            )
        )
        for (letters, country), figure in zip(drawn.countries, drawn.figures, strict=True)
    )
    return Table(
        label=numbering.figure(),
        title=f"{drawn.title} ({drawn.code})",
        head=(Head(_("Country")), right(_("Claimed")), Head(), right(_("Verified"))),
        rows=tuple(rows),
        kind="split wide",
        note=_("Solid: verified, hatched: not yet verified. What two countries claim stands in the figures of both."),
    )
