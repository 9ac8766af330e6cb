"""Who may do what: the whole table in one place (domain.md §1, §10). A role or permission that is not here means no."""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.kernel.errors import Text


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
STRICT = (COUNTRY - {Role.OFFICER}) | SECRETARIAT
LOGGING = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.COORDINATOR})
NATIONAL = COUNTRY - {Role.COORDINATOR}
ALL = frozenset(Role)

# Which roles the people of a kind of organisation can hold. Any other pair holds nothing, whatever a row says.
HELD_IN: dict[str, frozenset[Role]] = {
    "agency": COUNTRY,
    "secretariat": SECRETARIAT | {Role.DPO, Role.ADMINISTRATOR},
    "partner": frozenset({Role.OBSERVER}),
}

# Who appoints to which roles: a coordinator in the own agency, the director everywhere (docs/decisions/0018).
APPOINTS: dict[Role, frozenset[Role]] = {
    Role.COORDINATOR: NATIONAL,
    Role.DIRECTOR: ALL - NATIONAL,
}

# Roles that one person never holds at once. Who submits figures for a country and who verifies them are apart already:
# no kind of organisation has both.
APART: tuple[tuple[frozenset[Role], frozenset[Role]], ...] = (
    (frozenset({Role.DPO}), ALL),
    (frozenset({Role.ADMINISTRATOR}), ALL),
    (frozenset({Role.DIRECTOR}), frozenset({Role.DESK_SUPERVISION, Role.DESK_COMMUNICATION})),
)

PERMISSIONS: dict[str, frozenset[Role]] = {
    "desk.read": ALL,
    "roles.read": ALL - {Role.OBSERVER},
    "appointment.read": frozenset({Role.COORDINATOR, Role.DIRECTOR, Role.DPO, Role.ADMINISTRATOR}),
    "appointment.read_all": frozenset({Role.DIRECTOR, Role.DPO, Role.ADMINISTRATOR}),
    "appointment.make": frozenset(APPOINTS),
    "account.manage": frozenset({Role.ADMINISTRATOR}),
    "reference.amend": frozenset({Role.ADMINISTRATOR}),
    "record.read": COUNTRY | SECRETARIAT,
    "record.read_strict": STRICT,
    "record.export": COUNTRY | SECRETARIAT,
    "record.open": LOGGING,
    "record.amend": LOGGING,
    "record.transition": LOGGING,
    "record.move": frozenset(),  # nobody by himself: a removal moves a suspect (cases/moves.py)
    "record.delete": LOGGING,
    "record.restore": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "record.reclassify": frozenset({Role.FOCAL_POINT}),
    "record.verify": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "record.share": frozenset({Role.COORDINATOR}),
    "record.regrade": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "laborer.open": COUNTRY,
    "laborer.amend": COUNTRY,
    "laborer.transition": COUNTRY,
    "laborer.delete": COUNTRY,
    "vault.write": COUNTRY,
    "vault.open": frozenset({Role.FOCAL_POINT}),
    "consent.log": COUNTRY,
    "record.retain": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "record.purge": frozenset({Role.COORDINATOR}),
    "fact.read": COUNTRY | SECRETARIAT,
    "plan.read": COUNTRY | SECRETARIAT | {Role.OBSERVER},
    "plan.report": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "plan.amend": frozenset({Role.DESK_SUPERVISION, Role.DIRECTOR}),
    "supervision.read": COUNTRY | SECRETARIAT,
    "supervision.inspect": frozenset({Role.DESK_SUPERVISION, Role.DIRECTOR}),
    "supervision.respond": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "roster.read": COUNTRY | SECRETARIAT,
    "roster.amend": frozenset({Role.DIRECTOR}),
    "meeting.amend": frozenset({Role.DESK_COMMUNICATION, Role.DIRECTOR}),
    "meeting.agree": frozenset({Role.COORDINATOR}),
    "knowledge.read": COUNTRY | SECRETARIAT | {Role.OBSERVER},
    "knowledge.draft": LOGGING,
    "knowledge.propose": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "knowledge.validate": frozenset({Role.DESK_INFORMATION}),
    "knowledge.agree": frozenset({Role.COORDINATOR}),
    "knowledge.adopt": frozenset({Role.DIRECTOR}),
    "knowledge.set_aside": frozenset({Role.DESK_INFORMATION, Role.DIRECTOR}),
    "offer.read": COUNTRY | SECRETARIAT | {Role.OBSERVER},
    "offer.make": frozenset({Role.OBSERVER, Role.DESK_COMMUNICATION}),
    "offer.decide": frozenset({Role.DESK_COMMUNICATION, Role.DIRECTOR}),
    "offer.confirm": frozenset({Role.COORDINATOR}),
    "exchange.read": COUNTRY | SECRETARIAT,
    "intelligence.grade": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "intelligence.answer": LOGGING | SECRETARIAT,
    "removal.read": COUNTRY | SECRETARIAT,
    "removal.ask": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "removal.answer": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "removal.confirm": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "request.read": COUNTRY | SECRETARIAT,
    "request.draft": LOGGING,
    "request.send": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "request.answer": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    # who is told of what is overdue, and of what is so for days
    "request.watch": frozenset({Role.DESK_COMMUNICATION, Role.DESK_INVESTIGATION}),
    "request.watch_late": frozenset({Role.DIRECTOR}),
    "danger.take": COUNTRY | SECRETARIAT,
    # officers log, and are told of a match by those who may speak with the other country
    "match.read": frozenset({Role.SUPERVISOR, Role.COORDINATOR, Role.DESK_INFORMATION, Role.DIRECTOR}),
    "match.disclose": frozenset({Role.COORDINATOR}),
    "match.conclude": frozenset({Role.COORDINATOR}),
    # officers read a joint investigation where their agency names them
    "joint.read": COUNTRY | SECRETARIAT,
    "joint.read_all": frozenset({Role.SUPERVISOR, Role.COORDINATOR}) | SECRETARIAT,
    "joint.lead": frozenset({Role.COORDINATOR}),
    "joint.decide": frozenset({Role.COORDINATOR}),
    "joint.plan": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "message.read": COUNTRY | SECRETARIAT,
    "message.write": COUNTRY | SECRETARIAT,
    # what leaves the own organisation is disclosed: not by an officer alone
    "message.send": (COUNTRY - {Role.OFFICER}) | SECRETARIAT,
    "alert.read": COUNTRY | SECRETARIAT,
    "figures.read": COUNTRY | SECRETARIAT,
    "target.set": frozenset({Role.DIRECTOR}),
    "return.read": COUNTRY | SECRETARIAT,
    "return.draft": LOGGING,
    "return.submit": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "return.verify": frozenset({Role.DESK_SUPERVISION}),
    "return.lock": frozenset({Role.DIRECTOR}),
    "return.reopen": frozenset({Role.DIRECTOR}),
    "report.read_draft": SECRETARIAT,
    "report.read_released": COUNTRY | SECRETARIAT | {Role.OBSERVER, Role.DPO},
    "report.read_downloads": SECRETARIAT | {Role.DPO},
    "report.build": SECRETARIAT,
    "report.propose_release": frozenset({Role.DIRECTOR}),
    "report.confirm_release": frozenset({Role.DESK_SUPERVISION, Role.DESK_COMMUNICATION}),
    "report.withdraw_release": frozenset({Role.DIRECTOR}),
    # reports that people write: LMLECC makes them, each organisation writes its sections, coordinators answer
    "report.compose": SECRETARIAT,
    "report.write": COUNTRY | SECRETARIAT,
    # for a section of the own organisation whoever its author is
    "report.edit": frozenset({Role.SUPERVISOR, Role.COORDINATOR, Role.DESK_COMMUNICATION, Role.DIRECTOR}),
    "report.read_circulated": frozenset({Role.SUPERVISOR, Role.COORDINATOR}) | SECRETARIAT,
    "report.read_victims": frozenset({Role.FOCAL_POINT}),
    "report.circulate": frozenset({Role.DESK_COMMUNICATION, Role.DIRECTOR}),
    "report.comment": frozenset({Role.COORDINATOR}) | SECRETARIAT,
    "report.approve": frozenset({Role.COORDINATOR}),
    "trail.read": frozenset({Role.DPO}),
    "trail.read_own_records": frozenset({Role.SUPERVISOR, Role.COORDINATOR}),
    "anchor.read": frozenset({Role.SUPERVISOR, Role.COORDINATOR, Role.DPO}) | SECRETARIAT,
    # whoever vouches sees the code: never an administrator, who would reach content with it
    "account.vouch": frozenset(
        {Role.SUPERVISOR, Role.COORDINATOR, Role.DIRECTOR, Role.DESK_SUPERVISION, Role.OBSERVER}
    ),
    "api.token": COUNTRY | SECRETARIAT,
}

GROUPS: tuple[tuple[frozenset[Role], Text], ...] = (
    (ALL, _("every role")),
    (COUNTRY, _("every role of a member country")),
    (SECRETARIAT, _("the desks and the director of LMLECC")),
    (DESKS, _("the desks of LMLECC")),
)


def holders(permission: str) -> Iterator[Text]:
    """The roles that carry a permission, in words; a group that carries it whole by the name of the group."""
    left = PERMISSIONS.get(permission, frozenset())
    for group, words in GROUPS:
        if group <= left:
            yield words
            left -= group
    yield from (role.label for role in Role if role in left)


def apart_from(role: Role) -> frozenset[Role]:
    """The roles that a holder of `role` must not hold beside it."""
    kept_apart = [other for one, other in APART if role in one] + [one for one, other in APART if role in other]
    return frozenset().union(*kept_apart) - {role}
