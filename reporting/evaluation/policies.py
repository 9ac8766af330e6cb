"""Who may build, release and withdraw an edition; each «no» says who may (domain.md §7, §10)."""

from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.errors import Denied, Text, Verdict
from reporting.evaluation.models import Edition
from reporting.evaluation.states import step_named

WHO_MAY: dict[str, Text] = {
    "build": _("LMLECC builds reports: its director and desks."),
    "rebuild": _("LMLECC builds reports: its director and desks."),
    "propose": _("The director of LMLECC proposes the release of a report."),
    "confirm": _("The supervision or the communication desk of LMLECC confirms the release of a report."),
    "decline": _("The supervision or the communication desk of LMLECC declines the release of a report."),
    "withdraw": _("The director of LMLECC withdraws a released report."),
}
WHO_READS_DOWNLOADS = Denied(_("LMLECC and the data-protection officer read who downloaded a report."))
SECOND_PERSON = Denied(_("You proposed this release. Somebody else decides on it."))


def may_build(principal: Principal) -> Verdict:
    return True if principal.holds("report.build") else Denied(WHO_MAY["build"])


def may_read_downloads(principal: Principal) -> Verdict:
    return True if principal.holds("report.read_downloads") else WHO_READS_DOWNLOADS


def may_step(principal: Principal, edition: Edition, name: str) -> Verdict:
    """Take a step: by role; and whoever proposed a release does not decide on it, whatever else he may be."""
    if not principal.holds(step_named(name).permission):
        return Denied(WHO_MAY[name])
    if name in ("confirm", "decline") and edition.proposed_by_id == principal.user_id:
        return SECOND_PERSON
    return True
