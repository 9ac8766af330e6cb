"""Offers of support on desks; their page stands beside knowledge."""

from django.utils.translation import gettext_lazy as _

from coordination.offers.desk import offers_waiting
from operation.people.desk import DeskSource, register

register(DeskSource(_("Offer of support"), offers_waiting))
