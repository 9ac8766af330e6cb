"""What a side does about a match: reveal it, tell of its record step by step, take that back; agree on an outcome."""

from collections.abc import Mapping, Sequence

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from coordination.deconfliction.models import Match, MatchDisclosure, MatchSide, MatchState, MatchStep, Step
from coordination.deconfliction.policies import may_disclose
from coordination.deconfliction.selectors import own_record, own_side
from coordination.deconfliction.telling import tellable, text_of
from coordination.deconfliction.wording import REFERENCE, STATUS, TYPE
from operation.access.handling import TLP
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.cases.registry import type_of
from operation.cases.sharing import recall_records, release_records
from operation.kernel import clock
from operation.kernel.errors import Conflict, Refused, require

STALE = _("Somebody changed this match since you opened it. Look at its present state, then decide again.")
WHY = _("Say why: the reason stays with what you tell.")
NOT_KNOWN = _("The other side does not know of this match. Reveal it first.")
CLOSED = _("This match is «%(state)s»: nothing more is told in it.")
TYPE_FIRST = _("Tell type and status first, then more.")
NOTHING_CHOSEN = _("Choose at least one field.")
RED = _("TLP:RED is for named persons only. Regrade the record before you tell of it.")
OVER = (MatchState.REJECTED, MatchState.CLOSED)


@transaction.atomic
def reveal_match(*, principal: Principal, side: MatchSide, reason: str) -> None:
    """Let the other side know of a match that is guarded; where that side guards it too, both must reveal it.

    Raises NotAllowed for anybody but the coordinator, Refused without a reason, Conflict when it is revealed already.
    """
    require(may_disclose(principal, None), verb="reveal match")
    _explained(reason)
    with connection.cursor() as cursor:
        cursor.execute("SELECT coordination_reveal(%s, %s)", [side.match_id, clock.now()])
        if not cursor.fetchone()[0]:
            raise Conflict(STALE)
    trail.record("revealed match", trail.Target(Match._meta.label, side.match_id), reason=reason)


def set_aside(*, principal: Principal, side: MatchSide) -> None:
    """Take a match off the desk of the own coordinators; it stays in the list. Raises NotAllowed."""
    require(may_disclose(principal, None), verb="set match aside")
    MatchSide.objects.visible_to(principal).filter(pk=side.pk, noted_at=None).update(noted_at=clock.now())
    trail.record("set match aside", trail.Target(Match._meta.label, side.match_id))


@transaction.atomic
def tell_type(*, principal: Principal, match: Match, reason: str) -> Match:
    """Tell of which type the own record is, and its status. Raises as `tell_fields`."""
    current, record = _begun(principal, match, reason)
    code = type_of(record).code
    _tell(principal, current, record, Step.TYPE, {TYPE: code, STATUS: record.status}, reason)
    return current


@transaction.atomic
def tell_fields(*, principal: Principal, match: Match, fields: Sequence[str], reason: str) -> Match:
    """Tell chosen fields of the own record, as they are now. Telling one again replaces what was told.

    Raises NotAllowed for anybody but the coordinator of a side; Refused without a reason, for a match that the other
    side does not know, for a record that is TLP:RED, and before type and status were told.
    """
    current, record = _begun(principal, match, reason)
    _require_type_told(current, principal)
    can_be_told = tellable(type_of(record), record)
    unknown = [name for name in fields if name not in can_be_told]
    if not fields or unknown:
        raise Refused({"fields": NOTHING_CHOSEN})
    values = {name: text_of(can_be_told[name]) for name in fields}
    _tell(principal, current, record, Step.FIELDS, values, reason)
    return current


@transaction.atomic
def release_record(*, principal: Principal, match: Match, reason: str) -> Match:
    """Release the own record to the other side, for the purpose of this match. Raises as `tell_fields`."""
    current, record = _begun(principal, match, reason)
    _require_type_told(current, principal)
    release_records(principal=principal, records=[record], to=[current.beyond(principal)], purpose=current.reference)
    _tell(principal, current, record, Step.RECORD, {REFERENCE: record.reference}, reason)
    return current


@transaction.atomic
def take_back(*, principal: Principal, match: Match, reason: str) -> Match:
    """Take back all that the own side told, the release of its record included. The other side is shown that it did.

    Raises NotAllowed, and Refused without a reason or where nothing was told.
    """
    current = _held(principal, match, "take back")
    _explained(reason)
    told = MatchDisclosure.objects.visible_to(principal).filter(
        match=current, organisation_id=principal.own_organisation
    )
    if not told:
        raise Refused(_("You have told nothing in this match."))
    if any(one.step == Step.RECORD for one in told):
        record = own_record(principal, own_side(principal, current))
        recall_records(principal=principal, records=[record], from_=[current.beyond(principal)], reason=reason)
    fields = sorted(one.field for one in told)
    told.delete()
    add_step(principal, current, Step.TAKEN_BACK, words=reason)
    trail.record("took back disclosure", current, to=current.beyond(principal).code, fields=fields, reason=reason)
    return current


def add_step(principal: Principal, match: Match, name: Step, *, outcome: str = "", words: str = "") -> None:
    MatchStep.objects.create(
        match=match,
        organisation_id=principal.own_organisation,
        name=name,
        outcome=outcome,
        words=words,
        taken_by_id=principal.person,
    )


def locked(principal: Principal, match: Match) -> Match:
    """The match as it is now, held until the transaction ends. Raises Conflict where it is no longer there for one."""
    rows = Match.objects.visible_to(principal).select_for_update(of=("self",)).select_related("one", "other")
    current = rows.filter(pk=match.pk).first()
    if current is None:
        raise Conflict(STALE)
    return current


def _held(principal: Principal, match: Match, verb: str) -> Match:
    require(may_disclose(principal, match), verb=f"{verb} {match.reference}")
    return locked(principal, match)


def _begun(principal: Principal, match: Match, reason: str) -> tuple[Match, CaseRecord]:
    """The match and the own record, once it may be told of."""
    current = _held(principal, match, "disclose")
    _explained(reason)
    if current.state in OVER:
        raise Refused(CLOSED, params={"state": current.get_state_display()})
    if not current.is_known:
        raise Refused(NOT_KNOWN)
    record = own_record(principal, own_side(principal, current))
    if record.tlp == TLP.RED:
        raise Refused(RED)
    return current, record


def _explained(reason: str) -> None:
    if not reason.strip():
        raise Refused({"reason": WHY})


def _require_type_told(match: Match, principal: Principal) -> None:
    own = MatchDisclosure.objects.visible_to(principal).filter(match=match, organisation_id=principal.own_organisation)
    if not own.filter(field=TYPE).exists():
        raise Refused(TYPE_FIRST)


def _tell(
    principal: Principal, match: Match, record: CaseRecord, step: Step, values: Mapping[str, str], reason: str
) -> None:
    """Keep what is told, with the marking of the record; the trail says to whom, which fields and why."""
    own = MatchDisclosure.objects.filter(match=match, organisation_id=principal.own_organisation)
    own.filter(field__in=list(values)).delete()
    MatchDisclosure.objects.bulk_create(
        MatchDisclosure(
            match=match,
            organisation_id=principal.own_organisation,
            step=step,
            record_type=type_of(record).code,
            record_id=record.pk if step == Step.RECORD else None,
            field=name,
            value=value,
            reason=reason,
            tlp=record.tlp,
            handling_code=record.handling_code,
            handling_text=record.handling_text,
            disclosed_by_id=principal.person,
        )
        for name, value in values.items()
    )
    if match.state == MatchState.FOUND:
        match.state = MatchState.IN_DIALOGUE
    match.version += 1
    match.save(update_fields=["state", "version"])
    add_step(principal, match, step)
    to = match.beyond(principal).code
    trail.record("disclosed", match, to=to, step=step, fields=sorted(values), reason=reason)
    trail.record("disclosed", record, to=to, step=step, fields=sorted(values), reason=reason)
