"""«Do you know this number?»: a coordinator asks once, for a reason, and is told which countries may say yes.

A number that only guarded records bear is answered as one that nobody knows. Every question is limited and logged.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.deconfliction.meeting import NOT_COMPARED, SHORTEST
from coordination.deconfliction.models import Probe, ProbeHit
from coordination.deconfliction.policies import may_ask
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.identifiers import LONGEST
from operation.cases.identifying.kinds import IdentifierKind
from operation.cases.identifying.reading import read
from operation.kernel import clock
from operation.kernel.errors import Refused, require

AN_HOUR, OF_A_PERSON = timedelta(hours=1), 20
A_DAY, OF_AN_AGENCY = timedelta(days=1), 100
KINDS = [(kind.value, kind.label) for kind in IdentifierKind if kind not in NOT_COMPARED]


@dataclass(frozen=True)
class Question:
    """A number of a kind; `country` is where its numbering is that of, the asking country's if it is empty."""

    kind: str
    text: str
    country: str = ""
    reason: str = ""


@transaction.atomic
def ask(*, principal: Principal, question: Question) -> Probe:
    """Ask for a number, and keep the question with its answer.

    Raises NotAllowed for anybody but a coordinator; Refused by field, and when he asked too much: 20 times in an hour,
    or his agency 100 times in a day. A question is one question, whatever the answer.
    """
    require(may_ask(principal), verb="ask for a number")
    value = _checked(principal, question)
    _limit(principal)
    probe = Probe.objects.create(
        organisation_id=principal.own_organisation,
        asked_by_id=principal.person,
        kind=question.kind,
        text=question.text[:LONGEST],
        reason=question.reason,
        hits=_met(question.kind, value),
    )
    trail.record("asked for number", probe, kind=question.kind, reason=question.reason)
    return probe


def note_probes(*, principal: Principal) -> int:
    """The own coordinator has seen which questions met a record of his agency; returns how many. Raises NotAllowed."""
    require(may_ask(principal), verb="note questions")
    return ProbeHit.objects.visible_to(principal).filter(noted_at=None).update(noted_at=clock.now())


def _checked(principal: Principal, question: Question) -> str:
    """The number as it is compared. Raises Refused by field."""
    problems: dict[str, ValidationError] = {}
    if question.kind not in dict(KINDS):
        message = _("«%(value)s» is no kind of number. There are: %(codes)s.")
        params = {"value": question.kind, "codes": ", ".join(dict(KINDS))}
        raise Refused({"kind": ValidationError(message, "kind", params)})
    if "\0" in question.text:
        raise Refused({"text": _("It holds a sign that no number has.")})
    found = read(question.kind, question.text, question.country or principal.country or "").normalised[:LONGEST]
    if len(found) < SHORTEST:
        message = _("«%(value)s» is too short to be compared.")
        problems["text"] = ValidationError(message, "short", {"value": question.text})
    if not question.reason.strip():
        problems["reason"] = ValidationError(_("Say why you ask: the reason is logged."), "reason")
    if problems:
        raise Refused(problems)
    return found


def _limit(principal: Principal) -> None:
    """Raises Refused. Two who ask at once are counted one after the other."""
    own, now = principal.own_organisation, timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"probe {own}"])
    asked = Probe.objects.filter(organisation_id=own, asked_at__gt=now - A_DAY)
    by_person = asked.filter(asked_by_id=principal.person, asked_at__gt=now - AN_HOUR).count()
    if by_person >= OF_A_PERSON:
        raise Refused(
            _("You have asked %(count)s times in the last hour. Ask again later."), params={"count": by_person}
        )
    if asked.count() >= OF_AN_AGENCY:
        raise Refused(
            _("Your agency has asked %(count)s times today. Ask again tomorrow."), params={"count": OF_AN_AGENCY}
        )


def _met(kind: str, value: str) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coordination_probe(%s, %s, %s)", [kind, value, clock.now()])
        return list(cursor.fetchone()[0])
