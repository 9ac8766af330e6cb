"""What a page asks before a step is taken."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.consulting import Answer
from operation.kernel.errors import Text

LONGEST = 2000
STALE = _("Somebody changed this since you opened it. Look at the present version, then try again.")


@dataclass(frozen=True, slots=True)
class Question:
    """Words of the confirming page. `words_label` names the field for a reason, if the step has one."""

    title: Text
    text: Text
    label: Text
    done: Text
    words_label: Text = ""
    grave: bool = False
    optional: bool = False


class StepForm(forms.Form):
    """The version that was seen, and words where the step has them."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    words = forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, question: Question, version: int, data: Any = None) -> None:
        super().__init__(data, initial={"version": version}, label_suffix="")
        if question.words_label:
            self.fields["words"].label = question.words_label
            self.fields["words"].required = not question.optional
        else:
            del self.fields["words"]

    @property
    def said(self) -> str:
        return str(self.cleaned_data.get("words", ""))


class AnswerForm(forms.Form):
    """What a country says; an objection is written down."""

    answer = forms.ChoiceField(label=_("Your country"), choices=Answer, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Objection"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only if your country objects: it is printed with the text."),
    )
