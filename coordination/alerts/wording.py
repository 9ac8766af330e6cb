"""The texts of the e-mails: kinds and how many, and the way to the desk. Nothing of a case stands in them."""

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from coordination.alerts.kinds import all_kinds

Text = tuple[str, str]


def alerts_mail(counts: Mapping[str, int], language: str) -> Text:
    """Subject and text for what waits: the number of alerts by kind."""
    with translation.override(language):
        kinds = [kind for kind in all_kinds() if kind.code in counts]
        urgent = any(kind.is_urgent for kind in kinds)
        what = (
            _("Something urgent waits on your desk in Seagull")
            if urgent
            else _("Something waits on your desk in Seagull")
        )
        lines = [f"{kind.label}: {counts[kind.code]}" for kind in sorted(kinds, key=lambda kind: not kind.is_urgent)]
        return what, "\n".join([f"{what}.", "", *lines, "", desk_address(), "", _foot()])


def code_mail(code: str, language: str) -> Text:
    """Subject and text with the six figures that confirm an address."""
    with translation.override(language):
        text = _("Your code is %(code)s. Enter it on the page of your notifications within an hour.") % {"code": code}
        otherwise = _("If you did not ask for it, do nothing.")
        return _("Confirm your address in Seagull"), "\n".join([text, otherwise])


def desk_address() -> str:
    """Where the desk is; without its host where the installation does not name it."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('desk')}"


def _foot() -> str:
    where = f"{settings.PUBLIC_ADDRESS}{reverse('notifications')}"
    return _("What it is stands on your desk alone. Choose which e-mails you get: %(address)s") % {"address": where}
