"""The results in the menu."""

from django.utils.translation import gettext_lazy as _

from operation.people.navigation import Entry, register

register(Entry(60, _("Results"), "results", ("/results/", "/returns/"), "figures.read"))
