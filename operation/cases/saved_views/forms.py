"""The form that saves a list under a name."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ViewForm(forms.Form):
    """What it is called, who has it, whether the list opens with it."""

    name = forms.CharField(label=_("Name of the view"), max_length=60, widget=forms.TextInput({"autocomplete": "off"}))
    is_shared = forms.BooleanField(label=_("For all of the agency"), required=False)
    is_first = forms.BooleanField(label=_("Open the list with it"), required=False)
