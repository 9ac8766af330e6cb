"""What a reader asks measures for, in the address: as known on which day."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operation.kernel import clock


class AsKnownForm(forms.Form):
    """A day that has not come is refused with the way out."""

    as_known = forms.DateField(
        label=gettext_lazy("As known at the end of (Kunming)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "w-m"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )

    def clean_as_known(self) -> date | None:
        day: date | None = self.cleaned_data["as_known"]
        if day and day > clock.today():
            message = _("%(value)s has not come yet. Take today or a day before it.")
            raise ValidationError(message, params={"value": day})
        return day

    @property
    def day(self) -> date | None:
        """What was not valid counts as not asked."""
        found: date | None = getattr(self, "cleaned_data", {}).get("as_known")
        return found


def asked_in(data: object) -> AsKnownForm:
    form = AsKnownForm(data)  # type: ignore[arg-type]
    form.is_valid()
    return form
