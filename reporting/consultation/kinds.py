"""The kind of alert by which a country learns that it is asked."""

from django.utils.translation import gettext_lazy as _

from coordination.alerts.kinds import Channel, Kind, register

CONSULTATION = register(Kind("consultation", _("Consultation on a report"), default=Channel.AT_ONCE))
