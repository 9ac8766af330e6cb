"""A weekly, monthly or country report for tests, cut out of the evaluation of sample.py. No figure in it is real."""

from dataclasses import replace
from datetime import date
from typing import Any

from reporting.evaluation.chapters import Advice, Consent, National, Quality, Text, TextKind, When, Written
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import NO_FIGURE, Gap, IndicatorResult
from reporting.evaluation.situation import Situation
from tests.reporting.evaluation import sample

WRITTEN = (
    Written(
        "Situation",
        (
            Text("Searches", kind=TextKind.HEADING),
            Text("Searches went on in all six countries. Two sites near a border were left before they were reached."),
            Text("A point that is to be remembered", kind=TextKind.POINT),
            Text("ผู้ต้องสงสัยถูกจับกุมในสัปดาห์นี้", "th", TextKind.POINT),
        ),
    ),
    Written("Recommendations", advice=(Advice(Text("Freeze accounts sooner."), "Thailand", date(2025, 6, 30)),)),
)
CONSENTS = (
    Consent("Cambodia", "NPC", date(2024, 9, 20)),
    Consent("Viet Nam", "MPS", date(2024, 9, 21), noted=True, note=Text("Phần 2 không nói về ngân hàng.", "vi")),
)


def situation(kind: str = "weekly", country: str = "", weeks: int = 1, **changes: Any) -> Evaluation:
    """A weekly or monthly report from the fifth week on, or that of one country."""
    full = sample.member()
    places = [at for at, one in enumerate(sample.COUNTRIES) if country in ("", one.code)]
    period = range(4, 4 + weeks)
    lines = tuple(
        replace(line, results=tuple(_narrow(result, places, period) for result in line.results)) for line in full.lines
    )
    in_period = (_in_period(result, places, period) for line in lines for result in line.results)
    rows = tuple(
        replace(full.quality.returns[at], weeks=full.quality.returns[at].weeks[4 : 4 + weeks]) for at in places
    )
    told = Situation("SG24-REP-3", When(sample.WEEKS[4].first, sample.WEEKS[3 + weeks].last), tuple(in_period), country)
    changed: dict[str, Any] = {
        "kind": kind,
        "situation": told,
        "countries": tuple(sample.COUNTRIES[at] for at in places),
        "weeks": sample.WEEKS[4 : 4 + weeks],
        "lines": lines,
        "quality": Quality(rows, (), full.quality.limits),
        "nationals": tuple(_silent(full.nationals[at], period) for at in places),
        "measures": (),
        "timeline": (),
        "glossary": (),
        "published": None,
        "action_days": full.action_days[:1],
        "summary": ("Known by the end of 10 January 2025 in Kunming: Persons arrested: 3,211.",),
        "written": WRITTEN,
        "consents": CONSENTS,
        "round_digest": "9ac27e51b088d43f" * 4,
    }
    return replace(full, **changed | changes)


def _narrow(result: IndicatorResult, places: list[int], period: range) -> IndicatorResult:
    """Some countries and weeks, undivided; of one country its claim is its total."""
    result = replace(result, breakdowns=(), currencies=())
    kept = tuple(result.countries[at] for at in places)
    weeks = tuple(result.weeks[at] for at in period)
    if len(places) == len(sample.COUNTRIES):
        return replace(result, weeks=weeks)
    (own,) = kept
    return replace(result, countries=kept, weeks=weeks, claims=own.total, claimed_twice=0, total=own)


def _in_period(result: IndicatorResult, places: list[int], period: range) -> IndicatorResult:
    result = replace(result, breakdowns=(), currencies=())
    code = result.indicator.code
    by_country = [
        sample.sum_of([sample.cell_of(code, at, week) for week in period]) if code in sample.SCALE else Gap.NO_DATA
        for at in places
    ]
    claims = sample.sum_of(by_country)
    countries = tuple(sample.figure_of(cell, 100) for cell in by_country)
    if isinstance(claims, Gap):
        return replace(result, countries=countries, claims=claims, claimed_twice=0, total=NO_FIGURE, target=None)
    return replace(
        result, countries=countries, claims=claims, claimed_twice=1, total=sample.figure_of(claims - 1, 90), target=None
    )


def _silent(national: National, period: range) -> National:
    """Without text and names, and with the weeks of the period."""
    return replace(national, syndicates=(), suspects=(), text=(), weeks=tuple(national.weeks[at] for at in period))
