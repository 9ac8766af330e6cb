"""Forms of accounts."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.administration.accounts.selectors import vouched_for
from operation.administration.fields import DayField, PersonField
from operation.people.forms import zones
from operation.people.models import Organisation, User

NAME_LENGTH = User._meta.get_field("first_name").max_length
REASON_LENGTH = User._meta.get_field("state_reason").max_length


class AccountForm(forms.Form):
    """Who it is for, of which organisation, in which language and time zone, until when."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Letters, digits, points and hyphens. It stays for ever: the trail keeps it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label=_("Name"), max_length=NAME_LENGTH, help_text=_("In the person's own script, in its own order.")
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label=_("Organisation"), to_field_name="code", empty_label="—"
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"))
    expires_on = DayField(label=_("Last day"), required=False, help_text=_("Without one the account has no end."))

    def __init__(self, data: Any = None) -> None:
        initial = {"time_zone": settings.TIME_ZONE, "language": "en"}
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["time_zone"].choices = zones()  # type: ignore[attr-defined]


class ExpiryForm(forms.Form):
    """The last day of an account."""

    expires_on = DayField(label=_("Last day"), required=False, help_text=_("Without one the account has no end."))


class VouchForm(forms.Form):
    """For whom one vouches."""

    def __init__(self, principal: Principal, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["person"] = PersonField(vouched_for(principal), label=_("Who can no longer sign in?"))


class ReasonForm(forms.Form):
    """Why an account is disabled or enabled."""

    reason = forms.CharField(label=_("Why?"), max_length=REASON_LENGTH)
