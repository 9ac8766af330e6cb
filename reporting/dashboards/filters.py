"""What a reader asks the results for, in the address: as known when, how far verified, which indicator by week."""

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
from reporting.indicators.models import Standing
from reporting.indicators.rules import INDICATORS, Indicator, indicator_named

DRAWN_AT_FIRST = "P02"
REACH: dict[str, tuple[Text, frozenset[Standing]]] = {
    "all": (gettext_lazy("all, verified and not"), frozenset(Standing)),
    "submitted": (gettext_lazy("verified and submitted"), frozenset({Standing.SUBMITTED, Standing.VERIFIED})),
    "verified": (gettext_lazy("verified only"), frozenset({Standing.VERIFIED})),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One reading of the results. `as_known` None is now."""

    indicator: Indicator
    figures: str = "all"
    as_known: date | None = None

    @property
    def standings(self) -> frozenset[Standing]:
        return REACH[self.figures][1]

    @property
    def words(self) -> Text:
        return REACH[self.figures][0]

    def query(self, **changes: Any) -> str:
        """The address of the same reading with something else, without what is asked for anyway."""
        other = replace(self, **changes)
        parts = {
            "as_known": str(other.as_known or ""),
            "figures": "" if other.figures == "all" else other.figures,
            "indicator": "" if other.indicator.code == DRAWN_AT_FIRST else other.indicator.code,
        }
        return urlencode({name: value for name, value in parts.items() if value})

    @property
    def is_default(self) -> bool:
        return not self.query()

    def chips(self) -> list[dict[str, Any]]:
        """The filters in force, each with the address without it."""
        known = date_format(self.as_known) if self.as_known else _("now")
        first = indicator_named(DRAWN_AT_FIRST)
        return [
            _chip(_("Known as of"), known, self.query(as_known=None) if self.as_known else None),
            _chip(_("Figures"), str(self.words), self.query(figures="all") if self.figures != "all" else None),
            _chip(
                _("By week"),
                str(self.indicator.label),
                self.query(indicator=first) if self.indicator.code != DRAWN_AT_FIRST else None,
            ),
        ]


def _chip(label: str, value: str, query: str | None) -> dict[str, Any]:
    return {"label": label, "value": value, "remove_url": "" if query is None else f"?{query}"}


def _choices() -> list[tuple[str, Text]]:
    return [(each.code, f"{each.code} {each.label}") for each in INDICATORS]


class ResultsForm(forms.Form):
    """The filters of the results. What it does not know is refused with the way out."""

    as_known = forms.DateField(
        label=gettext_lazy("As known at the end of (Kunming)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "w-m"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    figures = forms.ChoiceField(
        label=gettext_lazy("Figures"), required=False, choices=[(key, words) for key, (words, _of) in REACH.items()]
    )
    indicator = forms.ChoiceField(label=gettext_lazy("Drawn by week"), required=False, choices=_choices)

    def clean_as_known(self) -> date | None:
        day: date | None = self.cleaned_data["as_known"]
        if day and day > clock.today():
            raise ValidationError(
                _("%(value)s has not come yet. Take today or a day before it."), params={"value": day}
            )
        return day

    @property
    def asked(self) -> Asked:
        """What was asked for; what was not valid counts as not asked."""
        given = getattr(self, "cleaned_data", {})
        indicator = indicator_named(given.get("indicator") or DRAWN_AT_FIRST)
        assert indicator is not None
        return Asked(indicator, given.get("figures") or "all", given.get("as_known"))


def asked_in(data: Any) -> ResultsForm:
    """The filters in an address, with what is not named filled in, so that the form shows what is in force."""
    names = ("as_known", "figures", "indicator")
    given = {name: data[name] for name in names if data.get(name)}
    form = ResultsForm({"figures": "all", "indicator": DRAWN_AT_FIRST} | given)
    form.is_valid()
    return form
