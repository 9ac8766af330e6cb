"""Offences, by the International Classification of Crime for Statistical Purposes (ICCS)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Offence(models.TextChoices):
    """The classes that the operation is about; the national statute stands beside them in words."""

    FRAUD = "0701", _("0701 fraud")
    LAUNDERING = "07041", _("07041 money laundering")
    SLAVERY = "0203", _("0203 slavery and exploitation")
    TRAFFICKING = "0204", _("0204 trafficking in persons")
    COERCION = "0205", _("0205 coercion")
    SMUGGLING = "08051", _("08051 migrant smuggling")
    COMPUTERS = "0903", _("0903 acts against computer systems")
    WEAPONS = "09012", _("09012 weapons trafficking")
