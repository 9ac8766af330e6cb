"""The charts of a text in the shapes that the components draw; their words are in the reader's language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from operation.kernel.errors import Text
from operation.templatetags.look import MEMBER_COUNTRIES, country_name
from reporting.dashboards.charts import drawn
from reporting.drafting.figures import GAPS, Amount, Gap, Series
from reporting.drafting.models import Report
from reporting.drafting.references import Chart
from reporting.indicators.rules import Indicator, indicator_named
from reporting.indicators.selections import FigureKey
from reporting.indicators.weeks import Week, weeks_of
from reporting.indicators.wording import short_words, unit_words, week_words
from reporting.returns.deadlines import was_due


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart on a page. `at` is its own name there; `leads`: its figures open what is behind them."""

    chart: Chart
    series: Series
    report: Report
    at: str
    leads: bool = False

    @property
    def indicator(self) -> Indicator:
        found = indicator_named(self.chart.code)
        assert found is not None  # read_chart knows no other
        return found

    @property
    def shape(self) -> dict[str, Any]:
        """What `chart_columns` draws of a chart by week, `chart_bars` of one by country."""
        part, rows = ("columns", list(self._columns())) if self.chart.by_week else ("rows", list(self._bars()))
        return {
            "id": self.at,
            "inside": True,
            "title": title_of(self.chart, self.indicator.label),
            "unit": unit_words(self.indicator),
            "code": self.chart.code,
            "rule_url": f"{reverse('results-rules')}#{self.chart.code}",
            "label": _("Country"),
            "below": _("ISO weeks, clipped to the execution dates"),
            "rule": " ".join(self._notes()),
            "words": _legend(self.series.values()),
            part: rows,
        }

    def _bars(self) -> Iterator[dict[str, Any]]:
        for country in MEMBER_COUNTRIES:
            amount = self.series.get(country, Amount(Gap.NO_DATA))
            yield {
                "label": country_name(country),
                "cc": country,
                "text": "" if isinstance(amount.total, Gap) else short_words(amount.total, self.indicator),
                "url": self._behind(amount, country),
                **_parts(amount),
            }

    def _columns(self) -> Iterator[dict[str, Any]]:
        """A cross where nothing is known of a week that was due at the cut-off; an empty place where it was not."""
        for week in weeks_of(self.report.operation):
            amount = self.series.get(week.code, Amount(Gap.NO_DATA))
            yield {
                "label": f"{week.number:02}",
                "name": week_words(week),
                "missing": amount.total is Gap.NO_DATA and was_due(week, self.report.cutoff),
                "url": self._behind(amount, self.chart.country, week),
                **_parts(amount),
            }

    def _behind(self, amount: Amount, country: str, week: Week | None = None) -> str:
        """The page of what is behind a figure; "" for the sum of a period, which has none."""
        if isinstance(amount.total, Gap) or self.chart.in_period or not self.leads:
            return ""
        return f"{reverse('results-behind')}?{FigureKey(self.indicator, country, week, self.report.cutoff).query}"

    def _notes(self) -> Iterator[str]:
        if not self.chart.by_week:
            yield _("What two countries claim stands in the figures of both.")
        if any(amount.total is Gap.WITHHELD for amount in self.series.values()):
            yield _("Withheld: small figures of victims in other countries.")
        yield _("Figures known by the end of %(day)s.") % {"day": date_format(self.report.cutoff, "DATE_FORMAT")}


def title_of(chart: Chart, label: Text) -> str:
    """E.g. «Persons arrested, by week, Thailand»."""
    said = {"label": label}
    if chart.country:
        return _("%(label)s, by week, %(country)s") % {**said, "country": country_name(chart.country)}
    if chart.by_week:
        return _("%(label)s, by week") % said
    if chart.in_period:
        return _("%(label)s, by country, in the period of the report") % said
    return _("%(label)s, by country") % said


def _parts(amount: Amount) -> dict[str, Any]:
    """Solid and hatched parts of a drawing. Where the parts are not told, all of it is solid and the legend says so."""
    if isinstance(amount.total, Gap):
        return {"verified": None, "recorded": None, "withheld": amount.total is Gap.WITHHELD}
    if amount.verified is None:
        return {**drawn(amount.total, amount.total), "undivided": True}
    return drawn(amount.total, amount.verified)


def _legend(amounts: Iterable[Amount]) -> dict[str, str]:
    """Other words than those of the components."""
    words = {"missing": str(GAPS[Gap.NO_DATA])}
    if any(amount.verified is None and not isinstance(amount.total, Gap) for amount in amounts):
        words["verified"] = _("verified, or not told how much of it is")
    return words
