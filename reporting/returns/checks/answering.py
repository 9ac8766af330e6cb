"""Checks of what a line says about itself: a number without its source, «no data» beside records, no answer."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reporting.returns.checks.base import WeekFigures, said


def unexplained(week: WeekFigures) -> Iterator[tuple[str, str]]:
    """A number without records is as good as its note."""
    for code, line in week.lines.items():
        number = week.reported.get(code)
        if number and not line.note:
            words = {"value": said(code, number)}
            yield code, _("%(value)s without records and without a note. Say where the number comes from.") % words


def contradicted(week: WeekFigures) -> Iterator[tuple[str, str]]:
    """«No data» says that nothing is known; the records know something."""
    for code, line in week.lines.items():
        recorded = week.recorded.get(code)
        if line.no_data and recorded:
            words = {"value": said(code, recorded)}
            yield code, _("«No data», but records count %(value)s. If there is nothing else, report 0.") % words


def unanswered(week: WeekFigures) -> Iterator[tuple[str, str]]:
    """A question that goes back without an answer is asked again."""
    for code in sorted(week.unanswered):
        yield code, _("The question of the supervision desk has no answer yet.")
