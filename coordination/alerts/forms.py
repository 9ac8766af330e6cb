"""Forms of the notifications."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.alerts.kinds import Rhythm, all_kinds


class WaysForm(forms.Form):
    """One question for each kind, and the rhythm of the digest."""

    rhythm = forms.ChoiceField(
        label=_("The digest leaves"),
        choices=Rhythm,
        widget=forms.RadioSelect,
        help_text=_("At 8 in the morning, in your own time zone."),
    )

    def __init__(self, choices: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in all_kinds():
            self.fields[kind.code] = forms.ChoiceField(
                label=kind.label,
                choices=[(channel.value, channel.label) for channel in kind.channels],
                initial=choices.get(kind.code, kind.default),
                widget=forms.RadioSelect,
            )
        self.order_fields([*(kind.code for kind in all_kinds()), "rhythm"])

    @property
    def channels(self) -> dict[str, str]:
        """Kind → way, of a valid form."""
        return {kind.code: self.cleaned_data[kind.code] for kind in all_kinds()}


class AddressForm(forms.Form):
    """Where mails go."""

    address = forms.EmailField(
        label=_("Another address"),
        required=False,
        help_text=_("We send six figures there. Left empty, mails go to the address of your account."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class CodeForm(forms.Form):
    """The six figures that were sent to the address."""

    code = forms.RegexField(
        r"^\s*[0-9]{6}\s*$",
        label=_("Code of six figures"),
        error_messages={"invalid": _("Enter the six figures of the e-mail.")},
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip()
