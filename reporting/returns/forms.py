"""What people enter in a return, and the words that some steps need."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reporting.indicators.rules import INDICATORS, Indicator
from reporting.indicators.rules.base import Unit
from reporting.returns.entries import LARGEST, Entry
from reporting.returns.models import ReturnLine

NOTE_LENGTH = 300


class ReturnForm(forms.Form):
    """One number, one «no data» and one note for every figure; `version` is the one that the person saw."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, lines: Sequence[ReturnLine], version: int) -> None:
        super().__init__(data, initial={"version": version} | _initial(lines))
        for indicator in INDICATORS:
            self._add(indicator)

    def _add(self, indicator: Indicator) -> None:
        code = indicator.code
        about = {"aria-label": _("%(code)s without records") % {"code": code}, "class": "input", "inputmode": "decimal"}
        self.fields[f"reported_{code}"] = forms.DecimalField(
            label=code,
            required=False,
            min_value=0,
            max_value=LARGEST,
            decimal_places=indicator.unit.decimals,
            localize=True,
            widget=forms.TextInput(attrs=about | {"autocomplete": "off"}),
        )
        self.fields[f"no_data_{code}"] = forms.BooleanField(
            label=_("no data"), required=False, widget=forms.CheckboxInput(attrs={"class": "box"})
        )
        self.fields[f"note_{code}"] = forms.CharField(
            label=_("Note on %(code)s") % {"code": code},
            required=False,
            max_length=NOTE_LENGTH,
            widget=forms.TextInput(attrs={"class": "input", "aria-label": _("Note on %(code)s") % {"code": code}}),
        )

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What was entered, once the form is valid."""
        given = self.cleaned_data
        return {
            each.code: Entry(given[f"reported_{each.code}"], given[f"no_data_{each.code}"], given[f"note_{each.code}"])
            for each in INDICATORS
        }

    def says_the_same(self, lines: Iterable[ReturnLine]) -> bool:
        """Whether what is stored by now is just what was entered: then there is nothing to overwrite."""
        stored = {line.indicator: Entry(line.reported, line.no_data, line.note) for line in lines}
        return dict(self.entries) == stored

    def refuse(self, wrong: ValidationError) -> None:
        """Show what an action refused, beside its line."""
        if not hasattr(wrong, "error_dict"):
            self.add_error(None, wrong)
            return
        for code, errors in wrong.error_dict.items():
            name = f"reported_{code}"
            self.add_error(name if name in self.fields else None, errors)


class StepForm(forms.Form):
    """A step that needs no words."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class WordsForm(StepForm):
    """A step with a question or a reason."""

    words = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label


def _initial(lines: Sequence[ReturnLine]) -> dict[str, Any]:
    units = {each.code: each.unit for each in INDICATORS}
    initial: dict[str, Any] = {}
    for line in lines:
        initial[f"reported_{line.indicator}"] = _whole(line.reported, units.get(line.indicator, Unit.USD))
        initial[f"no_data_{line.indicator}"] = line.no_data
        initial[f"note_{line.indicator}"] = line.note
    return initial


def _whole(value: Decimal | None, unit: Unit) -> Decimal | int | None:
    return value if value is None or unit.decimals else int(value)
