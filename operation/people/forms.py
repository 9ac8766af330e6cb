"""Forms of the account."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.people.actions import LONGEST_DAYS
from operation.people.models import Country, User

DAYS = (1, 7, 30, LONGEST_DAYS)


class SignInForm(AuthenticationForm):
    """User name and password; an account that has run out is told so."""

    def confirm_login_allowed(self, user: User) -> None:
        super().confirm_login_allowed(user)
        if user.expires_on and user.expires_on < timezone.now().date():
            raise ValidationError(_("This account has expired. Ask your administrator."), code="expired")


class AccountForm(forms.Form):
    """The language and the clock in which one reads."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = zones()


class TokenForm(forms.Form):
    """How long a new token lives."""

    days = forms.TypedChoiceField(
        label=_("Ends after"),
        coerce=int,
        initial=30,
        choices=[(days, _("%(days)s days") % {"days": days} if days > 1 else _("1 day")) for days in DAYS],
    )


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
