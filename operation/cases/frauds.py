"""Kinds of telecom fraud, for syndicates and for what defrauded people report (domain.md §4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FraudType(models.TextChoices):
    ROMANCE = "romance", _("romance baiting")
    INVESTMENT = "investment", _("investment")
    AUTHORITY = "authority", _("authority impersonation")
    VOICE = "voice", _("voice phishing")
    JOB = "job", _("job or task")
    LOAN = "loan", _("loan")
    LOTTERY = "lottery", _("lottery")
    SEXTORTION = "sextortion", _("sextortion")
    ECOMMERCE = "ecommerce", _("e-commerce")
    EMAIL = "email", _("business e-mail compromise")
    GAMBLING = "gambling", _("illegal-gambling laundering")
