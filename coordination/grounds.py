"""Why a country says no to another (domain.md §5), for requests and removals alike."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """Grounds of refusal as extradition and mutual-assistance treaties name them (UN Model Treaty on Extradition)."""

    POLITICAL = "political", _("political offence")
    PERSECUTION = "persecution", _("danger of persecution")
    MILITARY = "military", _("military offence")
    NE_BIS_IN_IDEM = "ne_bis_in_idem", _("already judged for it (ne bis in idem)")
    LAPSE = "lapse", _("lapse of time or amnesty")
    TORTURE = "torture", _("danger of torture or of an unfair trial")
    IN_ABSENTIA = "in_absentia", _("judged in absentia")
    NATIONALITY = "nationality", _("own national")
    DOMESTIC = "domestic", _("domestic proceedings")
    DEATH_PENALTY = "death_penalty", _("death penalty without an assurance")
    TERRITORIALITY = "territoriality", _("committed on own territory")
    HUMANITARIAN = "humanitarian", _("humanitarian reasons")
    SOVEREIGNTY = "sovereignty", _("sovereignty or security")
    ONGOING = "ongoing", _("would harm an ongoing case")
    SOURCE = "source", _("would endanger a source")
    DISPROPORTIONATE = "disproportionate", _("disproportionate burden")
