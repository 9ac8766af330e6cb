"""Checks against the weeks before: a number far from them is looked at twice.

The threshold: more than three times the largest of the last four known weeks, and at least ten more than it; or 0 after
four known weeks of which each had ten or more. Small figures move by chance, so that below ten nothing is said; with
fewer than two known weeks there is nothing to compare with. Results of such an operation come in waves (a raid, then
weeks without): a mean would be moved by the raid itself, the largest of four weeks is not.
"""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.returns.checks.base import WeekFigures, said

WEEKS = 4
TIMES = 3
AT_LEAST = Decimal(10)
ENOUGH = 2


def jumps(week: WeekFigures) -> Iterator[tuple[str, str]]:
    """More than three times the largest of the weeks before."""
    for code, value in week.total.items():
        before = week.before.get(code, ())[-WEEKS:]
        if value is None or len(before) < ENOUGH:
            continue
        most = max(before)
        if value > TIMES * most and value - most >= AT_LEAST:
            words = {"value": said(code, value), "times": TIMES, "most": said(code, most), "weeks": len(before)}
            yield (
                code,
                _(
                    "%(value)s is more than %(times)s times the largest of the last %(weeks)s weeks (%(most)s). "
                    "If it is right, a note says what happened."
                )
                % words,
            )


def falls(week: WeekFigures) -> Iterator[tuple[str, str]]:
    """0 after weeks that had ten or more, each of them."""
    for code, value in week.total.items():
        before = week.before.get(code, ())[-WEEKS:]
        if value == 0 and len(before) == WEEKS and min(before) >= AT_LEAST:
            words = {"weeks": WEEKS, "least": said(code, min(before))}
            yield code, _("0 after %(weeks)s weeks of %(least)s or more. If it is not known, say «no data».") % words
