"""Results by line of effort: each indicator in all countries, with its counting rule beside it."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.evaluation import charts
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import (
    Figure,
    Gap,
    Indicator,
    IndicatorResult,
    LineOfEffort,
    Share,
    Unit,
)
from reporting.evaluation.measures import MeasureResult
from reporting.evaluation.printed import breakdowns, currencies
from reporting.evaluation.printed.grid import (
    Chapter,
    Head,
    Heading,
    Note,
    Numbering,
    Row,
    Table,
    Td,
    label,
    nation,
    num,
    right,
    words,
)
from reporting.evaluation.wording import MINUS, number, share, titled


@dataclass(frozen=True, slots=True)
class Block:
    """One indicator: its tables, and beside them the rule by which it is counted.

    `wide` are those with a column for each country, which need the whole width below. `rule_below`: so do the tables,
    whose heads are words; in some languages they leave no room beside them.
    """

    note: Note
    tables: tuple[Table, ...]
    wide: tuple[Table, ...] = ()
    rule_below: bool = False


@dataclass(frozen=True, slots=True)
class LineSection:
    """What one line of effort prints; without a block it says that there is no data."""

    heading: Heading
    objective: str
    text: tuple[str, ...]
    blocks: tuple[Block, ...]
    unknown: tuple[Indicator, ...]
    measured: tuple[str, ...]


def by_line(content: Evaluation, serial: str) -> Chapter:
    numbering = Numbering(serial)
    sections = tuple(_line_section(content, line, numbering) for line in content.lines)
    return Chapter(
        Heading(f"s{serial}", serial, _("Results by line of effort")),
        "reporting/pdf/_lines.html",
        tuple(section.heading for section in sections),
        {"sections": sections},
    )


def _line_section(content: Evaluation, line: LineOfEffort, numbering: Numbering) -> LineSection:
    return LineSection(
        heading=numbering.section(line.title),
        objective=line.objective,
        text=line.text or tuple(statement(result) for result in line.known),
        blocks=tuple(_block(content, result, numbering) for result in line.known),
        unknown=line.unknown,
        measured=tuple(measured(one) for one in content.measures if one.stands_for(line.number)),
    )


def measured(one: MeasureResult) -> str:
    """A measure by the number that stands for it; the chapter on the work between countries has the rest."""
    column = one.columns[one.headline]
    said = {
        "measure": one.indicator.label,
        "column": column.label,
        "total": number(one.total[one.headline], column.unit),
    }
    if column.unit is Unit.COUNT:
        return _("%(measure)s: %(total)s.") % said
    return _("%(measure)s: %(column)s %(total)s.") % said


def _block(content: Evaluation, result: IndicatorResult, numbering: Numbering) -> Block:
    tables = [by_country_table(content, result, numbering)]
    if result.currencies:
        tables.append(currencies.of_all(result, numbering))
    narrow = [one for one in result.breakdowns if not one.countries]
    tables += [breakdowns.of_all(result, one, numbering) for one in narrow]
    wide = (breakdowns.by_country(content, result, one, numbering) for one in result.breakdowns if one.countries)
    return Block(note(result.indicator), tuple(tables), tuple(wide))


def note(indicator: Indicator) -> Note:
    rule = _("%(rule)s (rules, edition %(edition)s)") % {"rule": indicator.rule, "edition": indicator.rule_version}
    return Note(f"{indicator.code} {indicator.label}", rule)


def statement(result: IndicatorResult) -> str:
    """One indicator as a sentence, for a line of which nobody wrote more."""
    unit, figure = result.indicator.unit, result.total
    said = {
        "indicator": titled(result.indicator),
        "total": number(figure.total, unit),
        "verified": number(figure.verified, unit),
        "target": number(result.target, unit) if result.target is not None else "",
    }
    if isinstance(figure.total, Gap) or isinstance(figure.verified, Gap):
        return _("%(indicator)s: %(total)s.") % said
    if result.target is None:
        return _("%(indicator)s: %(total)s, of which %(verified)s verified. No target was set.") % said
    return _("%(indicator)s: %(total)s, of which %(verified)s verified. The target was %(target)s.") % said


def by_country_table(content: Evaluation, result: IndicatorResult, numbering: Numbering) -> Table:
    """One indicator in all countries: where each figure comes from, how far it is verified, and the three sums."""
    unit = result.indicator.unit
    scale = charts.scale_of(figure.total for figure in result.countries)
    heads = (_("Record-backed"), _("Reported"), _("Claimed"))
    return Table(
        label=numbering.figure(),
        title=titled(result.indicator),
        head=(Head(_("Country")), *(right(head) for head in heads), Head(), right(_("Verified"))),
        rows=tuple(
            _country_row(nation(country), figure, unit, scale)
            for country, figure in zip(content.countries, result.countries, strict=True)
        ),
        foot=_three_sums(result, lacking(content, result)),
        kind="split",
        note=" ".join(_share_words(each) for each in result.shares),
    )


def _share_words(share_of: Share) -> str:
    """E.g. «92.0 % of V01 Persons released from sites, where both are known.»"""
    said = {"percent": number(share_of.percent, Unit.PERCENT), "code": share_of.of.code, "of": titled(share_of.of)}
    return _("%(percent)s of %(code)s %(of)s, where both are known.") % said


def _country_row(head: Td, figure: Figure, unit: Unit, scale: Decimal) -> Row:
    return Row(
        (
            head,
            num(figure.recorded, unit),
            num(figure.reported, unit),
            num(figure.total, unit, "strong"),
            Td(kind="bar", bar=charts.bar(figure, scale)),
            words(share(figure.verified, figure.total), "num"),
        )
    )


def lacking(content: Evaluation, result: IndicatorResult) -> str:
    """«without VN», where a country of the total has no data."""
    codes = [
        country.code
        for country, figure in zip(content.countries, result.countries, strict=True)
        if figure.total is Gap.NO_DATA
    ]
    return _("without %(countries)s") % {"countries": ", ".join(codes)} if codes else ""


def _three_sums(result: IndicatorResult, without: str) -> tuple[Row, ...]:
    unit, total, blank = result.indicator.unit, result.total, words("")
    claims = (num(total.recorded, unit), num(total.reported, unit), num(result.claims, unit), blank, blank)
    twice = (blank, blank, words(taken_off(result), "num"), blank, blank)
    last = (
        blank,
        blank,
        num(total.total, unit),
        words(without, "soft"),
        words(share(total.verified, total.total), "num"),
    )
    return (
        Row((label(_("Sum of claims")), *claims)),
        Row((label(_("Claimed by two countries")), *twice)),
        Row((label(_("Total")), *last), "total"),
    )


def taken_off(result: IndicatorResult) -> str:
    twice = result.claimed_twice
    said = number(twice, result.indicator.unit)
    return said if isinstance(twice, Gap) or not twice else f"{MINUS}{said}"
