"""The trail in the menu of who reads it."""

from django.utils.translation import gettext_lazy as _

from operation.people.navigation import Entry, register

register(Entry(80, _("Trail"), "trail", "/trail/", "trail.read"))
