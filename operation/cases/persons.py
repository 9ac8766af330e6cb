"""What is asked of every person, whichever record speaks of him."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.kernel.dates import PartialDate

ADULT_AT = 18


class Sex(models.TextChoices):
    MALE = "male", _("male")
    FEMALE = "female", _("female")
    UNKNOWN = "unknown", _("not known")


def age_on(born_on: date, day: date) -> int:
    """Completed years of life; who was born on 29 February grows older on 1 March of other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def may_be_child(born_on: PartialDate | None, day: date) -> bool:
    """Whether what is known allows that somebody is under 18: of a month or a year its last day counts."""
    return born_on is not None and age_on(born_on.last, day) < ADULT_AT
