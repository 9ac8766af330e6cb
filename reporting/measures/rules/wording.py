"""How far «as known on D» holds, in the words that several measures share."""

from django.utils.translation import gettext_lazy as _

AS_RECORDED = _("As known on a day: exactly what the records said by the end of that day in Kunming.")
BY_STEPS = _("As known on a day: by the steps that were taken by the end of that day in Kunming.")
