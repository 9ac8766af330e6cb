"""The form that keeps a page under a name, and that of a list."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """What it is called, and who has it."""

    name = forms.CharField(label=_("Name of the view"), max_length=60, widget=forms.TextInput({"autocomplete": "off"}))
    is_shared = forms.BooleanField(label=_("For all of the agency"), required=False)


class ViewForm(NameForm):
    """For a list: whether it opens with it, too."""

    is_first = forms.BooleanField(label=_("Open the list with it"), required=False)
