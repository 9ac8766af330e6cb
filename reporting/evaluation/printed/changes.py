"""Figures that changed: before this edition, and since an earlier one was released."""

from django.utils.translation import gettext as _

from reporting.evaluation.chapters import Correction, Restatement, Text
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import Unit
from reporting.evaluation.printed.grid import Head, Numbering, Row, Table, Td, num, right, words
from reporting.evaluation.wording import change, short_day, week


def corrections(content: Evaluation, numbering: Numbering) -> Table:
    """Figures that changed after they were first submitted."""
    heads = (right(_("First")), right(_("Now")), right(_("Change")), Head(_("Recorded")), Head(_("Reason")))
    return Table(
        label=numbering.table(),
        title=_("Figures corrected before this edition"),
        head=(Head(_("Country")), Head(_("Week")), Head(_("Indicator")), *heads),
        rows=tuple(_correction_row(one, content.unit_of(one.indicator)) for one in content.quality.corrections),
        kind="corrections",
    )


def _correction_row(correction: Correction, unit: Unit) -> Row:
    return Row(
        (
            Td(correction.country, "cc", header=True),
            words(week(correction.week.number)),
            words(correction.indicator),
            num(correction.before, unit),
            num(correction.after, unit),
            words(change(correction.before, correction.after, unit), "num"),
            words(short_day(correction.recorded), "date"),
            _reason(correction.reason),
        )
    )


def restatements(content: Evaluation, numbering: Numbering) -> Table:
    heads = (right(_("Released")), right(_("Now")), right(_("Change")), Head(_("Changed")), Head(_("Reason")))
    return Table(
        label=numbering.table(),
        title=_("Figures of earlier editions that have changed since"),
        head=(Head(_("Edition")), Head(_("Country")), Head(_("Indicator")), *heads),
        rows=tuple(_restated_row(one, content.unit_of(one.indicator)) for one in content.restatements),
        kind="corrections",
    )


def _restated_row(restatement: Restatement, unit: Unit) -> Row:
    return Row(
        (
            Td(restatement.edition, header=True),
            words(restatement.country, "cc"),
            words(restatement.indicator),
            num(restatement.before, unit),
            num(restatement.after, unit),
            words(change(restatement.before, restatement.after, unit), "num"),
            words(short_day(restatement.on), "date"),
            _reason(restatement.reason),
        )
    )


def _reason(reason: Text | None) -> Td:
    """Why, in the words of whoever changed it; an observer edition has no free text."""
    return Td(reason.words, lang=reason.language) if reason else words(_("not in this edition"), "soft")
