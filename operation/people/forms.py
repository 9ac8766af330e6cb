"""Forms of the account."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, SetPasswordMixin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from operation.people.actions import LONGEST_DAYS
from operation.people.attempts import count_failure, is_locked
from operation.people.entry import may_enter
from operation.people.models import Area, Country, User
from operation.people.selectors import ended_reason

DAYS = (1, 7, 30, LONGEST_DAYS)


class SignInForm(AuthenticationForm):
    """User name and password; an account that has run out is told so."""

    def confirm_login_allowed(self, user: User) -> None:
        super().confirm_login_allowed(user)
        reason = ended_reason(user)
        if reason:
            raise ValidationError(reason, code="ended")


class AccountForm(forms.Form):
    """The language and the clock in which one reads, and the keys with which one moves."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"))
    single_keys = forms.BooleanField(
        label=_("Shortcuts of a single key"),
        required=False,
        help_text=_("As / for search and j, k in lists. Turn them off where speech or another keyboard presses them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = zones()


class EntryForm(SetPasswordMixin, forms.Form):
    """A code that was handed over, and the password that its person chooses.

    Nothing is said of the password before the code is right; wrong ones count for the lock.
    """

    username = forms.CharField(
        label=_("User name"), widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"})
    )
    code = forms.CharField(label=_("Code that you were given"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    new_password1, new_password2 = SetPasswordMixin.create_password_fields(
        label1=_("New password"), label2=_("The same password again")
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        username, code = given.get("username", ""), given.get("code", "")
        if is_locked(self.request, username):
            raise ValidationError(_("Too many attempts."))
        try:
            entry = may_enter(username=username, code=code)
        except ValidationError as refused:
            count_failure(self.request, username)
            raise refused
        self.validate_passwords("new_password1", "new_password2")
        self.validate_password_for_user(entry.user, "new_password2")
        return given


def lives() -> list[tuple[int, Any]]:
    """How long a token may live, in the reader's language."""
    return [(days, _("%(days)s days") % {"days": days} if days > 1 else _("1 day")) for days in DAYS]


class TokenForm(forms.Form):
    """What a new token may do, and how long it lives."""

    writes = forms.TypedChoiceField(
        label=_("It may"),
        coerce=lambda value: value == "yes",
        initial="no",
        choices=[("no", _("Read")), ("yes", _("Read and write"))],
    )
    areas = forms.MultipleChoiceField(
        label=_("It reaches"), choices=Area, initial=list(Area), widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(label=_("Ends after"), coerce=int, initial=30, choices=lives)


def zones() -> list[tuple[Any, Any]]:
    """Choices of a time zone. The member countries' first, in their one order; then every other region of the world."""
    members = [(country.time_zone, f"{country} · {country.time_zone}") for country in Country.objects.all()]
    known = {zone for zone, _words in members}
    others = [(zone, zone.replace("_", " ")) for zone in _places() if zone not in known]
    return [(_("Member countries"), members), (_("Elsewhere"), others)]


@cache
def _places() -> list[str]:
    """The time zones that are named after a place; asked of the disk once."""
    return sorted(zone for zone in available_timezones() if _is_place(zone))


def _is_place(zone: str) -> bool:
    region, slash, _place = zone.partition("/")
    return zone == "UTC" or (
        bool(slash) and region not in {"Etc", "SystemV", "US", "Canada", "Brazil", "Chile", "Mexico"}
    )
