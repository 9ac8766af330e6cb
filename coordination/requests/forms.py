"""What people enter: a request, smallest first, and what comes with its steps."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coordination.between import MARKS
from coordination.grounds import Ground
from coordination.requests.drafts import FACTS, WRITTEN, RequestDraft
from coordination.requests.models import DualCriminality, Kind, PartKind, Urgency
from coordination.requests.states import SAYINGS, step_named
from coordination.requests.stepping import LONGEST, Given
from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.cases.offences import Offence
from operation.people.models import Organisation, OrganisationKind

SUBJECT_LENGTH = 200
FIRST = ("recipient", "kind", "urgency", "subject", "asked")
MORE = ("purpose", "permitted_use", "offence", "dual_criminality", "references", "language")
MARKING = ("tlp", "handling_code", "handling_text", "through_lmlecc")


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AgencyField(forms.ModelChoiceField):
    """An agency, under the name of its country."""

    def label_from_instance(self, obj: Organisation) -> str:
        return f"{obj.country}: {obj}"


class RequestForm(forms.Form):
    """A request; `version` is that of the draft which the person saw, `repeats` the refused one that it asks again."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput, required=False)
    repeats = forms.UUIDField(widget=forms.HiddenInput, required=False)
    recipient = AgencyField(Organisation.objects.none(), label=_("To whom"), empty_label="—")
    kind = forms.ChoiceField(label=_("What you ask for"), choices=Kind)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency)
    subject = forms.CharField(label=_("Subject"), max_length=SUBJECT_LENGTH)
    asked = forms.CharField(label=_("What is asked"), max_length=LONGEST, widget=_lines(6))
    purpose = forms.CharField(label=_("Purpose"), max_length=LONGEST, widget=_lines(3), required=False)
    permitted_use = forms.CharField(
        label=_("Permitted use of the answer"), max_length=LONGEST, widget=_lines(2), required=False
    )
    offence = forms.ChoiceField(label=_("Offence"), choices=[("", "—"), *Offence.choices], required=False)
    dual_criminality = forms.ChoiceField(
        label=_("An offence in both countries"), choices=DualCriminality, initial=DualCriminality.UNKNOWN
    )
    references = forms.CharField(
        label=_("Records that it is about"),
        help_text=_("References, one a line. The other country sees a record only where you have released it."),
        widget=_lines(3),
        required=False,
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    tlp = forms.ChoiceField(label=_("TLP"), choices=MARKS, initial=TLP.AMBER)
    handling_code = forms.ChoiceField(label=_("Handling code"), choices=HandlingCode, initial=HandlingCode.H1)
    handling_text = forms.CharField(label=_("Handling in words (H3)"), max_length=200, required=False)
    through_lmlecc = forms.BooleanField(
        label=_("LMLECC reads it too"),
        help_text=_("Without it, LMLECC sees that it exists, between whom, its kind and its clock, and no text."),
        initial=True,
        required=False,
    )

    def __init__(self, data: Any = None, *, principal: Principal, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        others = Organisation.objects.filter(kind=OrganisationKind.AGENCY).exclude(country_id=principal.country)
        choice: Any = self.fields["recipient"]
        choice.queryset = others.select_related("country").order_by("country__position", "position")

    @property
    def sections(self) -> list[dict[str, Any]]:
        """For components/form_sections.html."""
        return [
            {"fields": [self[name] for name in FIRST]},
            {"title": _("More about it"), "fields": [self[name] for name in MORE], "folded": True},
            {"title": _("Handling"), "fields": [self[name] for name in MARKING], "folded": True},
        ]

    @property
    def draft(self) -> RequestDraft:
        """What was entered, once the form is valid."""
        given = self.cleaned_data
        repeats: UUID | None = given["repeats"]
        return RequestDraft(
            texts={kind: given[kind] for kind in WRITTEN},
            repeats=repeats,
            language=given["language"],
            references=given["references"].split(),
            **{name: given[name] for name in FACTS},
        )


class StepForm(forms.Form):
    """What comes with a step; fields that it does not need are not there."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    ground = forms.ChoiceField(label=_("Ground"), choices=[("", "—"), *Ground.choices])
    expected_on = forms.DateField(
        label=_("The answer is expected on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=_("The clock stands still until that day."),
    )
    words = forms.CharField(max_length=LONGEST, widget=_lines(6))
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)

    def __init__(self, data: Any = None, *, step: str, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        needs, saying = step_named(step).needs, SAYINGS.get(step)
        for name in ("ground", "expected_on"):
            if name not in needs:
                del self.fields[name]
        if saying is None:
            del self.fields["words"], self.fields["language"]
            return
        self.fields["words"].label = capfirst(PartKind(saying.part).label)
        self.fields["words"].required = saying.needed

    @property
    def given(self) -> Given:
        """What was entered, once the form is valid."""
        return Given(**{name: value for name, value in self.cleaned_data.items() if name != "version"})
