"""Money by the currency in which it was found: of all countries beside the figure, of each in its national section."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import Cell, Gap, InCurrency, IndicatorResult, Unit
from reporting.evaluation.printed.grid import Head, Numbering, Row, Table, Td, label, num, right, words
from reporting.evaluation.wording import MINUS, amount, titled


def of_all(result: IndicatorResult, numbering: Numbering) -> Table:
    """One figure by its currencies, what two countries claim taken off. Only USD is ever added."""
    alone = result.in_usd_alone
    rows = [_row(one) for one in result.currencies]
    if alone:
        rows.append(Row((label(_("Known in USD alone")), *[words("")] * 3, num(alone, Unit.USD))))
    heads = (_("Sum of claims"), _("Claimed by two"), _("Total"), _("In USD"))
    return Table(
        label=numbering.table(),
        title=_("%(indicator)s by original currency") % {"indicator": result.indicator.label},
        head=(Head(_("Currency")), *(right(head) for head in heads)),
        rows=tuple(rows),
        foot=(Row((label(_("Total")), *[words("")] * 3, num(result.total.total, Unit.USD)), "total"),),
        kind="figures",
        note=_alone_words() if alone else "",
    )


def _alone_words() -> str:
    return _(
        "What is reported without records or was counted before currencies were kept, and joint results claimed by "
        "two countries, are known in USD alone."
    )


def _row(one: InCurrency) -> Row:
    return Row(
        (
            label(one.currency),
            _amount(one.claims.original, one.currency),
            _taken_off(one),
            _amount(one.total.original, one.currency),
            num(one.total.usd, Unit.USD),
        )
    )


def _taken_off(one: InCurrency) -> Td:
    twice = one.claimed_twice.original
    said = amount(twice, one.currency)
    return words(f"{MINUS}{said}" if twice else said, "num")


def _amount(cell: Cell, currency: str) -> Td:
    return words(amount(cell, currency), "num")


def of_country(content: Evaluation, at: int, numbering: Numbering) -> Iterator[Table]:
    """What a country claims, figure by figure and currency by currency; none where no record of it is of money."""
    rows = tuple(row for result in content.results for row in _rows_of_country(result, at))
    if rows:
        yield Table(
            label=numbering.table(),
            title=_("Own money figures by original currency"),
            head=(Head(_("Indicator")), Head(_("Currency")), right(_("In this currency")), right(_("In USD"))),
            rows=rows,
            kind="figures",
            note=_(
                "What is reported without records or was counted before currencies were kept is known in USD alone."
            ),
        )


def _rows_of_country(result: IndicatorResult, at: int) -> Iterator[Row]:
    own = [(one.currency, one.countries[at]) for one in result.currencies]
    known = [(currency, money) for currency, money in own if not isinstance(money.original, Gap)]
    head = label(titled(result.indicator), result.indicator.code)
    for currency, money in known:
        yield Row((head, words(currency), _amount(money.original, currency), num(money.usd, Unit.USD)))
    alone = result.in_usd_alone_of(at)
    if known and alone:
        yield Row((head, words(_("USD alone")), words(""), num(alone, Unit.USD)))
