"""What people fill in about reports: which one to begin, a section's text, and who writes it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from operation.kernel import clock
from operation.kernel.fields import DayField
from operation.people.models import Country, Organisation, OrganisationKind, User
from operation.plan.models import Operation
from reporting.drafting.actions import LONGEST, Plan
from reporting.drafting.chapters import Kind
from reporting.drafting.models import Section
from reporting.drafting.references import CHART, PERIOD, WEEKS, joined
from reporting.indicators.cutoffs import cutoff_range
from reporting.indicators.rules import INDICATORS


class PlanForm(forms.Form):
    """A report to begin."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(value, capfirst(str(label))) for value, label in Kind.choices],
        widget=forms.RadioSelect,
    )
    country = forms.ModelChoiceField(
        label=_("Country"),
        queryset=Country.objects.order_by("position"),
        required=False,
        empty_label="–",
        help_text=_("Only for a country report."),
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), help_text=_("A weekly report covers 7 days at most, a monthly one 31."))
    cutoff = DayField(label=_("Data cut-off"), help_text=_("Figures known by the end of this day in Kunming."))

    def __init__(self, operation: Operation, data: Any = None) -> None:
        first, last = cutoff_range(operation)
        known = min(max(clock.today(), first), last)
        initial = {"starts_on": operation.starts_on or first, "ends_on": operation.ends_on or last, "cutoff": known}
        super().__init__(data, initial=initial, label_suffix="")

    @property
    def plan(self) -> Plan:
        """What was entered, once the form is valid."""
        return Plan(**self.cleaned_data)


class SectionForm(forms.Form):
    """A section's text; `base` is the version that its writer began from."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "class": "write"}),
        help_text=_(
            "An empty line begins a paragraph, «## » a heading, «- » a point. Figures stand between braces, "
            "charts on a line of their own."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    for_observers = forms.BooleanField(
        label=_("Observers may read it"),
        required=False,
        help_text=_("Only what you mark stands in the observer edition. Name nobody."),
    )

    def __init__(self, section: Section, data: Any = None, **initial: Any) -> None:
        known = {"base": section.version, "language": section.language, "for_observers": section.for_observers}
        super().__init__(data, initial=known | initial, label_suffix="")
        if section.about_victims:
            del self.fields["for_observers"]

    @property
    def draft(self) -> dict[str, Any]:
        """What was entered, once the form is valid."""
        given = dict(self.cleaned_data)
        return {"for_observers": False} | given

    def typed(self, name: str) -> str:
        """What stands in a field of the browser, judged or not."""
        return str(self.data.get(name, "")).replace("\0", "")


class AuthorForm(forms.Form):
    """Who writes a section."""

    organisation = forms.ModelChoiceField(
        label=_("Written by"), queryset=Organisation.objects.none(), required=False, empty_label=None
    )
    author = forms.ModelChoiceField(
        label=_("Author"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody by name"),
        help_text=_("Whoever is named reads and writes the section beside those who answer for it."),
    )

    def __init__(self, section: Section, people: Iterable[User], data: Any = None, *, may_give: bool) -> None:
        initial = {"organisation": section.organisation_id, "author": section.author_id}
        super().__init__(data, initial=initial, label_suffix="")
        keys = [person.pk for person in people]
        self.fields["author"].queryset = User.objects.filter(pk__in=keys).order_by("username")  # type: ignore[attr-defined]
        kinds = [OrganisationKind.SECRETARIAT, OrganisationKind.AGENCY]
        choices = Organisation.objects.filter(kind__in=kinds).order_by("kind", "country__position", "position")
        self.fields["organisation"].queryset = choices  # type: ignore[attr-defined]
        if not may_give:
            del self.fields["organisation"]
        if not keys:
            del self.fields["author"]


class FigureForm(forms.Form):
    """The figure or chart to place, as one chooses it: which one, of which country, and whether of the period alone.

    What there is not of it is placed as it was chosen: the page that shows how the text reads says what there is.
    """

    NUMBER, COUNTRIES = "number", "countries"

    figure = forms.ChoiceField(label=_("Figure"), choices=[(one.code, f"{one.code} {one.label}") for one in INDICATORS])
    shown_as = forms.ChoiceField(
        label=_("Shown as"),
        choices=[
            (NUMBER, _("number in the text")),
            (COUNTRIES, _("chart by country")),
            (WEEKS, _("chart by week")),
        ],
    )
    country = forms.ModelChoiceField(
        label=_("Country"),
        queryset=Country.objects.order_by("position"),
        required=False,
        empty_label=_("all countries"),
    )
    period = forms.BooleanField(label=_("In the period of the report alone"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")

    @property
    def reference(self) -> str:
        """What was chosen, as it stands between braces; "" where a choice is none of those offered."""
        if not self.is_valid():
            return ""
        chosen = self.cleaned_data
        shown_as, country = chosen["shown_as"], chosen["country"]
        return joined(
            CHART if shown_as != self.NUMBER else "",
            chosen["figure"],
            country.code if country else "",
            WEEKS if shown_as == WEEKS else "",
            PERIOD if chosen["period"] else "",
        )
