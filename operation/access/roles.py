"""Who may do what: the whole table in one place (domain.md §1, §10). A role or permission that is not here means no."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OFFICER = "officer", _("National officer")
    SUPERVISOR = "supervisor", _("National supervisor")
    COORDINATOR = "coordinator", _("Operation coordinator")
    FOCAL_POINT = "focal_point", _("Victim-protection focal point")
    DESK_COMMUNICATION = "desk_communication", _("LMLECC communication desk")
    DESK_INFORMATION = "desk_information", _("LMLECC information exchange desk")
    DESK_INVESTIGATION = "desk_investigation", _("LMLECC investigation and fugitives desk")
    DESK_SUPERVISION = "desk_supervision", _("LMLECC supervision desk")
    DIRECTOR = "director", _("LMLECC director")
    DPO = "dpo", _("Data-protection officer")
    OBSERVER = "observer", _("Observer")
    ADMINISTRATOR = "administrator", _("Administrator")


COUNTRY = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.COORDINATOR, Role.FOCAL_POINT})
DESKS = frozenset({Role.DESK_COMMUNICATION, Role.DESK_INFORMATION, Role.DESK_INVESTIGATION, Role.DESK_SUPERVISION})
SECRETARIAT = DESKS | {Role.DIRECTOR}
LOGGING = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.COORDINATOR})

PERMISSIONS: dict[str, frozenset[Role]] = {
    "desk.read": frozenset(Role),
    "record.read": COUNTRY | SECRETARIAT,
    "record.open": LOGGING,
    "record.amend": LOGGING,
    "record.transition": LOGGING,
    "record.reclassify": frozenset({Role.FOCAL_POINT}),
    "record.verify": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "record.share": frozenset({Role.COORDINATOR}),
    "laborer.open": COUNTRY,
    "laborer.amend": COUNTRY,
    "laborer.transition": COUNTRY,
    "fact.read": COUNTRY | SECRETARIAT,
    "plan.read": COUNTRY | SECRETARIAT | {Role.OBSERVER},
    "figures.read": COUNTRY | SECRETARIAT,
    "return.read": COUNTRY | SECRETARIAT,
    "return.draft": LOGGING,
    "return.submit": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "return.verify": frozenset({Role.DESK_SUPERVISION}),
    "return.lock": frozenset({Role.DIRECTOR}),
    "return.reopen": frozenset({Role.DIRECTOR}),
    "report.read_draft": SECRETARIAT,
    "report.read_released": COUNTRY | SECRETARIAT | {Role.OBSERVER, Role.DPO},
    "report.build": SECRETARIAT,
    "report.propose_release": frozenset({Role.DIRECTOR}),
    "report.confirm_release": frozenset({Role.DESK_SUPERVISION, Role.DESK_COMMUNICATION}),
    "report.withdraw_release": frozenset({Role.DIRECTOR}),
    "trail.read": frozenset({Role.DPO}),
    "trail.read_own_records": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "anchor.read": frozenset({Role.SUPERVISOR, Role.COORDINATOR, Role.DPO}) | SECRETARIAT,
    "api.token": COUNTRY | SECRETARIAT,
}
