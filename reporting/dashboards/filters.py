"""What a reader asks the results for, in the address: known when, how far verified, which weeks, line, country."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operation.kernel import clock
from operation.kernel.errors import Text
from operation.plan.models import LineOfEffort
from operation.templatetags.look import MEMBER_COUNTRIES, country_name
from reporting.indicators.models import Standing
from reporting.indicators.rules import INDICATORS, Indicator, indicator_named
from reporting.indicators.weeks import Week
from reporting.indicators.wording import week_words

DRAWN_AT_FIRST = "P02"
ALL_WEEKS: tuple[Week, ...] = ()
REACH: dict[str, tuple[Text, frozenset[Standing]]] = {
    "all": (gettext_lazy("all, verified and not"), frozenset(Standing)),
    "submitted": (gettext_lazy("verified and submitted"), frozenset({Standing.SUBMITTED, Standing.VERIFIED})),
    "verified": (gettext_lazy("verified only"), frozenset({Standing.VERIFIED})),
}
PERIOD = ("first", "last")
FIGURES = ("as_known", "figures")
OPERATION = (*FIGURES, *PERIOD, "line", "indicator")
COUNTRY = ("country", *FIGURES, *PERIOD, "line", "indicator")
LINE = ("line", *FIGURES, *PERIOD, "indicator")
SUPERVISION = ("country", "as_known")
BORDER = ("country", *PERIOD)


@dataclass(frozen=True, slots=True)
class Asked:
    """One reading of the results. `as_known` None is now; `first` and `last` None are the ends of the execution.

    `preset` is what the page shows where nothing is asked: it stands in no address.
    """

    indicator: Indicator
    figures: str = "all"
    as_known: date | None = None
    first: Week | None = None
    last: Week | None = None
    line: int | None = None
    country: str = ""
    preset: "Asked | None" = None

    @property
    def standings(self) -> frozenset[Standing]:
        return REACH[self.figures][1]

    @property
    def words(self) -> Text:
        return REACH[self.figures][0]

    @property
    def has_period(self) -> bool:
        return self.first is not None or self.last is not None

    def within(self, weeks: Sequence[Week]) -> tuple[Week, ...]:
        """The weeks asked for."""
        first = self.first.monday if self.first else date.min
        last = self.last.monday if self.last else date.max
        return tuple(week for week in weeks if first <= week.monday <= last)

    def query(self, **changes: Any) -> str:
        """The address of the same reading with something else, without what is asked for anyway."""
        other, usual = replace(self, **changes)._parts(), (self.preset or _plain(self.indicator))._parts()
        if self.preset is None:
            usual["indicator"] = DRAWN_AT_FIRST
        return urlencode({name: value for name, value in other.items() if value and value != usual[name]})

    def _parts(self) -> dict[str, str]:
        return {
            "country": self.country,
            "line": str(self.line or ""),
            "as_known": str(self.as_known or ""),
            "figures": "" if self.figures == "all" else self.figures,
            "first": self.first.code if self.first else "",
            "last": self.last.code if self.last else "",
            "indicator": self.indicator.code,
        }

    @property
    def is_default(self) -> bool:
        return not self.query()

    def indicators(self) -> tuple[Indicator, ...]:
        """Those of the line asked for, or all."""
        return tuple(each for each in INDICATORS if self.line in (None, each.line))

    def chips(self, offers: Collection[str] = OPERATION, lines: Sequence[LineOfEffort] = ()) -> list[dict[str, Any]]:
        """The filters in force, each with the address without it."""
        usual = self.preset or _plain(indicator_named(DRAWN_AT_FIRST) or self.indicator)
        told = {
            "country": (_("Country"), str(country_name(self.country)) if self.country else _("all six")),
            "line": (_("Line of effort"), _line_words(self.line, lines)),
            "as_known": (_("Known as of"), date_format(self.as_known) if self.as_known else _("now")),
            "figures": (_("Figures"), str(self.words)),
            "first": (_("From"), week_words(self.first) if self.first else _("the first week")),
            "last": (_("Until"), week_words(self.last) if self.last else _("the last week")),
            "indicator": (_("By week"), str(self.indicator.label)),
        }
        return [self._chip(name, *told[name], getattr(usual, name)) for name in told if name in offers]

    def _chip(self, name: str, label: str, value: str, usual: Any) -> dict[str, Any]:
        asked = getattr(self, name) != usual
        return {"label": label, "value": value, "remove_url": f"?{self.query(**{name: usual})}" if asked else ""}


def _plain(indicator: Indicator) -> Asked:
    return Asked(indicator)


def _line_words(number: int | None, lines: Sequence[LineOfEffort]) -> str:
    if number is None:
        return _("all seven")
    return next((f"{line.number} {line}" for line in lines if line.number == number), str(number))


class ResultsForm(forms.Form):
    """The filters of a page of results. What it does not know is refused with the way out."""

    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        required=False,
        choices=lambda: [("", _("all six")), *((code, country_name(code)) for code in MEMBER_COUNTRIES)],
    )
    line = forms.TypedChoiceField(label=gettext_lazy("Line of effort"), required=False, coerce=int, empty_value=None)
    as_known = forms.DateField(
        label=gettext_lazy("As known at the end of (Kunming)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "w-m"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    figures = forms.ChoiceField(
        label=gettext_lazy("Figures"), required=False, choices=[(key, words) for key, (words, _of) in REACH.items()]
    )
    first = forms.ChoiceField(label=gettext_lazy("From week"), required=False)
    last = forms.ChoiceField(label=gettext_lazy("Until week"), required=False)
    indicator = forms.ChoiceField(label=gettext_lazy("Drawn by week"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        offers: Collection[str] = OPERATION,
        weeks: Sequence[Week] = ALL_WEEKS,
        lines: Sequence[LineOfEffort] = (),
        preset: Asked | None = None,
    ) -> None:
        super().__init__(data, label_suffix="")
        self.preset, self.weeks = preset, {week.code: week for week in weeks}
        self._choose("line", [("", _("all seven")), *((line.number, f"{line.number} {line}") for line in lines)])
        listed = [(week.code, week_words(week)) for week in weeks]
        self._choose("first", [("", _("the first week")), *listed])
        self._choose("last", [("", _("the last week")), *listed])
        self._choose("indicator", _by_line(lines))
        for name in list(self.fields):
            if name not in offers:
                del self.fields[name]
        for name in ("country", "line"):
            if preset and getattr(preset, name) and name in self.fields:  # a page about one of them has no «all»
                self._choose(name, list(self.fields[name].choices)[1:])  # type: ignore[attr-defined]

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_as_known(self) -> date | None:
        day: date | None = self.cleaned_data["as_known"]
        if day and day > clock.today():
            raise ValidationError(
                _("%(value)s has not come yet. Take today or a day before it."), params={"value": day}
            )
        return day

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("first"), given.get("last")
        if first and last and list(self.weeks).index(first) > list(self.weeks).index(last):
            message = _("Week %(last)s is before week %(first)s. Choose a later week, or the same one.")
            self.add_error("last", ValidationError(message, params={"first": first, "last": last}))
        return given

    @property
    def asked(self) -> Asked:
        """What was asked for; what was not valid counts as not asked."""
        given, preset = getattr(self, "cleaned_data", {}), self.preset
        indicator = indicator_named(given.get("indicator") or (preset.indicator.code if preset else DRAWN_AT_FIRST))
        assert indicator is not None
        return Asked(
            indicator=indicator,
            figures=given.get("figures") or "all",
            as_known=given.get("as_known"),
            first=self.weeks.get(given.get("first") or ""),
            last=self.weeks.get(given.get("last") or ""),
            line=given.get("line") or (preset.line if preset else None),
            country=given.get("country") or (preset.country if preset else ""),
            preset=preset,
        )


def _by_line(lines: Sequence[LineOfEffort]) -> list[Any]:
    """Indicators by line of effort; those of no line that is there stand alone."""
    groups = [
        (
            f"{line.number} {line}",
            [(each.code, f"{each.code} {each.label}") for each in INDICATORS if each.line == line.number],
        )
        for line in lines
    ]
    grouped = {line.number for line in lines}
    return [*groups, *((each.code, f"{each.code} {each.label}") for each in INDICATORS if each.line not in grouped)]


def asked_in(
    data: Any,
    *,
    offers: Collection[str] = OPERATION,
    weeks: Sequence[Week] = ALL_WEEKS,
    lines: Sequence[LineOfEffort] = (),
    preset: Asked | None = None,
) -> ResultsForm:
    """The filters in an address, with what is not named filled in, so that the form shows what is in force."""
    given = {name: data[name] for name in offers if data.get(name)}
    usual: dict[str, Any] = {"figures": "all", "indicator": preset.indicator.code if preset else DRAWN_AT_FIRST}
    if preset:
        usual |= {"country": preset.country, "line": str(preset.line or "")}
    form = ResultsForm(usual | given, offers=offers, weeks=weeks, lines=lines, preset=preset)
    form.is_valid()
    return form
