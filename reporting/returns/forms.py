"""What people enter in a return, and the words that some steps need."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from operation.plan.models import ActionDay
from reporting.indicators.rules import INDICATORS, Indicator
from reporting.indicators.rules.base import Unit
from reporting.returns.entries import LARGEST, Entry
from reporting.returns.models import ReturnLine, ReturnQuestion
from reporting.returns.questions import LENGTH, WHOLE

NOTE_LENGTH = 300
QUESTIONS_AT_ONCE = 6


class ReturnForm(forms.Form):
    """One number, one «no data» and one note for every figure; an answer for every open question.

    `version` is the one that the person saw, `seen` names the doubts of the checks that stood on the page. What was
    made on an action day is asked only where the week has one.
    """

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        lines: Sequence[ReturnLine],
        version: int,
        questions: Sequence[ReturnQuestion] = (),
        days: Sequence[ActionDay] = (),
    ) -> None:
        super().__init__(data, initial={"version": version} | _initial(lines))
        self.stored = {line.indicator: Entry.of(line) for line in lines}
        self.questions, self.days = questions, days
        for indicator in INDICATORS:
            self._add(indicator)
            if days:
                self._add_joint(indicator)
        for question in questions:
            self._add_answer(question)

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

    def _add_joint(self, indicator: Indicator) -> None:
        code = indicator.code
        about = {"aria-label": _("%(code)s: of it in a joint action") % {"code": code}, "inputmode": "decimal"}
        self.fields[f"joint_{code}"] = forms.DecimalField(
            label=_("of it in a joint action"),
            required=False,
            min_value=0,
            max_value=LARGEST,
            decimal_places=indicator.unit.decimals,
            localize=True,
            widget=forms.TextInput(attrs=about | {"class": "input", "autocomplete": "off"}),
        )
        self.fields[f"day_{code}"] = forms.ChoiceField(
            label=_("action day"),
            required=False,
            choices=[("", "–"), *((str(day.pk), f"{day.number} {day}") for day in self.days)],
            widget=forms.Select(attrs={"class": "input", "aria-label": _("%(code)s: action day") % {"code": code}}),
        )

    def _add_answer(self, question: ReturnQuestion) -> None:
        self.fields[f"answer_{question.pk.hex}"] = forms.CharField(
            label=_("Your answer"),
            required=False,
            max_length=LENGTH,
            initial=question.answer,
            widget=forms.Textarea(attrs={"rows": 2, "class": "input"}),
        )

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What was entered, once the form is valid."""
        return {each.code: self._entry(each.code) for each in INDICATORS}

    def _entry(self, code: str) -> Entry:
        given, stored = self.cleaned_data, self.stored.get(code, Entry())
        entry = Entry(given[f"reported_{code}"], given[f"no_data_{code}"], given[f"note_{code}"])
        if not self.days or (stored.action_day_id and stored.action_day_id not in {day.pk for day in self.days}):
            return replace(entry, joint=stored.joint, action_day_id=stored.action_day_id)
        day = given[f"day_{code}"]
        return replace(entry, joint=given[f"joint_{code}"] or None, action_day_id=UUID(day) if day else None)

    @property
    def answers(self) -> dict[UUID, str]:
        """Answers to the questions that stood on the page."""
        return {one.pk: self.cleaned_data[f"answer_{one.pk.hex}"] for one in self.questions}

    @property
    def doubts_seen(self) -> set[str]:
        return set(self.cleaned_data["seen"].split())

    def says_the_same(self, lines: Iterable[ReturnLine]) -> bool:
        """Whether what is stored by now is just what was entered: then there is nothing to overwrite."""
        return dict(self.entries) == {line.indicator: Entry.of(line) for line in lines}

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
    """A step with a reason."""

    words = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label


class SheetForm(forms.Form):
    """A sheet that was filled in."""

    file = forms.FileField(
        label=_("The sheet, filled in"),
        help_text=_("XLSX, as it was downloaded here."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


class TakeForm(forms.Form):
    """What the preview of a sheet showed, to be taken."""


class SeveralForm(forms.Form):
    """Returns and the version of each that the person saw, as «key:version», as often as there are returns."""

    def clean(self) -> dict[str, Any]:
        if not self.chosen:
            raise ValidationError(_("Choose at least one return in the list."))
        return self.cleaned_data

    @property
    def chosen(self) -> list[tuple[UUID, int]]:
        """What of it can be read; a form of ours can."""
        found = []
        for text in self.data.getlist("chosen") if self.is_bound else ():  # type: ignore[attr-defined]
            key, _colon, version = text.partition(":")
            try:
                found.append((UUID(key), int(version)))
            except ValueError:
                return []
        return found


class QuestionsForm(StepForm):
    """Questions of the supervision desk: one about the whole, and some about single figures."""

    words = forms.CharField(
        label=_("About the return as a whole"),
        required=False,
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, about: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        choices = [("", "–"), *((each.code, f"{each.code} {each.label}") for each in INDICATORS)]
        for number in range(QUESTIONS_AT_ONCE):
            self.fields[f"about_{number}"] = forms.ChoiceField(
                label=_("Figure"),
                required=False,
                choices=choices,
                initial=about[number] if number < len(about) else "",
            )
            self.fields[f"words_{number}"] = forms.CharField(
                label=_("Your question"), required=False, max_length=LENGTH, widget=forms.Textarea(attrs={"rows": 2})
            )

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """Figure and question, as often as there is room."""
        return [[self[f"about_{number}"], self[f"words_{number}"]] for number in range(QUESTIONS_AT_ONCE)]

    def clean(self) -> dict[str, Any]:
        """A question names its figure; a figure alone asks nothing."""
        given: dict[str, Any] = self.cleaned_data
        for number in range(QUESTIONS_AT_ONCE):
            about, words = given.get(f"about_{number}"), given.get(f"words_{number}")
            if words and not about:
                self.add_error(f"about_{number}", _("Choose the figure, or ask about the whole above."))
        return given

    @property
    def asked(self) -> dict[str, str]:
        """Questions by figure, the whole first; several about one figure are one."""
        asked: dict[str, str] = {WHOLE: self.cleaned_data["words"]}
        for number in range(QUESTIONS_AT_ONCE):
            code, words = self.cleaned_data[f"about_{number}"], self.cleaned_data[f"words_{number}"]
            if code and words:
                asked[code] = f"{asked[code]}\n{words}" if code in asked else words
        return asked


def _initial(lines: Sequence[ReturnLine]) -> dict[str, Any]:
    units = {each.code: each.unit for each in INDICATORS}
    initial: dict[str, Any] = {}
    for line in lines:
        initial[f"reported_{line.indicator}"] = _whole(line.reported, units.get(line.indicator, Unit.USD))
        initial[f"no_data_{line.indicator}"] = line.no_data
        initial[f"note_{line.indicator}"] = line.note
        initial[f"joint_{line.indicator}"] = _whole(line.joint, units.get(line.indicator, Unit.USD))
        initial[f"day_{line.indicator}"] = str(line.action_day_id or "")
    return initial


def _whole(value: Decimal | None, unit: Unit) -> Decimal | int | None:
    return value if value is None or unit.decimals else int(value)
