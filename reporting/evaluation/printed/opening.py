"""The first chapters: results at a glance; mandate and method."""

from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.evaluation import charts
from reporting.evaluation.content import Edition, Evaluation
from reporting.evaluation.figures import Gap, IndicatorResult, LineOfEffort
from reporting.evaluation.printed.grid import (
    Chapter,
    Head,
    Heading,
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
from reporting.evaluation.wording import day, edition, handling, moment, number, share, titled, when

HEADROOM = Decimal("1.2")  # the target stands at five sixths of the width, so that a result may pass it


def glance(content: Evaluation, serial: str) -> Chapter:
    """What was achieved on one page, and what others published."""
    numbering = Numbering(serial)
    parts = {
        "summary": content.summary,
        "targets": targets(content, numbering),
        "published": content.published,
        "published_on": day(content.published.on) if content.published else "",
        "about": about(content),
    }
    return Chapter(Heading(f"s{serial}", serial, _("Results at a glance")), "reporting/pdf/_glance.html", (), parts)


def about(content: Evaluation) -> tuple[str, ...]:
    """What a reader must know of this edition before reading on."""
    words = [
        _("%(edition)s. %(marking)s: %(handling)s.")
        % {
            "edition": edition(content.edition, content.number),
            "marking": f"{content.marking.tlp.label}, {content.marking.code.value}",
            "handling": handling(content.marking),
        }
    ]
    if content.situation:
        words.append(
            _(
                "It prints no names. The rule by which each figure is counted lies in this file (figures.json) and "
                "stands in the evaluation."
            )
        )
    elif content.edition is Edition.OBSERVER:
        words.append(
            _(
                "It holds aggregates only: no names, no free text about victims. Cells under 10 are suppressed "
                "together with their complements, so that none can be computed."
            )
        )
    else:
        words.append(
            _(
                "A name is printed only where its originator released it to all six countries, in its original "
                "script with the officer's romanisation below it."
            )
        )
    words.append(_("Figures are as known at the cut-off. «No data» means that nobody reported; it is never 0."))
    if content.demonstration:
        words.append(
            _(
                "All records, names and figures in this file are synthetic demonstration data. "
                "None describes a real person or event."
            )
        )
    return tuple(words)


def targets(content: Evaluation, numbering: Numbering) -> Table:
    """The seven lines, each by its first indicator with data."""
    return Table(
        label=numbering.figure(),
        title=_("Lead figure of each line of effort. Solid: verified, hatched: not yet verified, dotted line: target"),
        head=(
            Head(),
            Head(_("Line of effort, lead figure")),
            right(_("Result")),
            right(_("Target")),
            Head(),
            right(_("Share")),
        ),
        rows=tuple(_target_row(line) for line in content.lines),
        kind="targets",
        note=_("Each bar has the scale of its own target. «No data» is not 0: nobody reported."),
    )


def _target_row(line: LineOfEffort) -> Row:
    ordinal = words(str(line.number), "ordinal")
    if not line.known:
        cells = (ordinal, label(line.title), num(Gap.NO_DATA), words(""), words("", "bar"), words(""))
        return Row(cells, "unknown")
    lead = line.known[0]
    return Row(
        (
            ordinal,
            Td(line.title, below=f"{titled(lead.indicator)} ({lead.indicator.code})", header=True),
            *_against_target(lead),
        )
    )


def _against_target(result: IndicatorResult) -> tuple[Td, ...]:
    unit, total, target = result.indicator.unit, result.total.total, result.target
    if target is None or isinstance(target, Gap):
        return (num(total, unit, "strong"), words(_("none set"), "num soft"), words("", "bar"), words("", "num"))
    scale = max(Decimal(target) * HEADROOM, charts.value(total))
    drawn = charts.bar(result.total, scale, target)
    return (
        num(total, unit, "strong"),
        num(target, unit, "soft"),
        Td(kind="bar", bar=drawn),
        words(share(total, target), "num"),
    )


def mandate(content: Evaluation, serial: str) -> Chapter:
    """Why the operation was held, who took part, what it set out to do, how its figures are made."""
    numbering = Numbering(serial)
    titles = (_("Mandate"), _("Who took part"), _("Lines of effort"), _("Method"))
    sections = tuple(numbering.section(title) for title in titles)
    parts = {
        "operation": content.operation,
        "execution": when(content.operation.execution),
        "participants": participants(content, numbering),
        "lines": lines(content, numbering),
        "method": (*content.operation.method, *method(content)),
        "rules_version": content.rules_version,
    }
    return Chapter(
        Heading(f"s{serial}", serial, _("Mandate and method")), "reporting/pdf/_mandate.html", sections, parts
    )


def participants(content: Evaluation, numbering: Numbering) -> Table:
    rows = [Row((nation(country), words(", ".join(country.agencies)))) for country in content.countries]
    rows.append(Row((label(_("Secretariat")), words(content.operation.secretariat))))
    if content.operation.partners:
        rows.append(Row((label(_("Partners")), words(", ".join(content.operation.partners)))))
    return Table(
        label=numbering.table(),
        title=_("Participating countries with their agencies, secretariat and partners"),
        head=(Head(_("Participant")), Head(_("Agencies"))),
        rows=tuple(rows),
        kind="participants",
    )


def lines(content: Evaluation, numbering: Numbering) -> Table:
    return Table(
        label=numbering.table(),
        title=_("The action plan: lines of effort, their objectives and indicators"),
        head=(Head(), Head(_("Line of effort")), Head(_("Objective")), Head(_("Indicators"))),
        rows=tuple(
            Row(
                (
                    words(str(line.number), "ordinal"),
                    label(line.title),
                    words(line.objective or _("none recorded"), "" if line.objective else "soft"),
                    words(", ".join(result.indicator.code for result in line.results) or _("none"), "codes"),
                )
            )
            for line in content.lines
        ),
        kind="plan",
    )


def method(content: Evaluation) -> tuple[str, ...]:
    """How figures are made: the same in every evaluation (domain.md §6)."""
    return (
        _(
            "Each country returns its figures week by week. A figure is made of what is computed from the records of "
            "the country and of what it reports without records; the two are shown apart."
        ),
        _(
            "An officer drafts a return, a supervisor or coordinator submits it, and the supervision desk of the "
            "secretariat verifies it. Who submits does not verify."
        ),
        _(
            "The figures are a ledger to which lines are only added. This edition shows them as they were known on "
            "%(cutoff)s and can be built again as they were known then."
        )
        % {"cutoff": moment(content.cutoff)},
        _(
            "The country where it happened holds the claim. Where two countries claim one result, the sum of claims, "
            "what is claimed by two, and the total are three rows of the table."
        ),
        _(
            "What is not known is printed as «%(gap)s». It is never taken as %(zero)s, and a total that lacks a "
            "country says so."
        )
        % {"gap": number(Gap.NO_DATA), "zero": number(0)},
        _(
            "Counts are exact. Amounts of money are rounded to whole dollars one by one, so that printed parts may "
            "differ by a few dollars from their printed sum."
        ),
    )
