"""Reclassify a suspect as a presumed victim: one transaction, after which the name is in the vault alone."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.actions import open_records, take_step, write_changes
from operation.cases.base import CaseRecord, Verification
from operation.cases.erasure import erase_content
from operation.cases.reclassification.moving import draft_of, identity_of, leave_tombstone
from operation.cases.records.rescued_laborer import RESCUED_LABORER
from operation.cases.records.suspect import BEFORE_DECISION, MOVED, SUSPECT, Suspect
from operation.cases.retention.selectors import is_held
from operation.cases.storing import locked
from operation.cases.vault.actions import write_identity
from operation.kernel import clock
from operation.kernel.errors import Refused, require

POSSIBLE_FROM = frozenset({*BEFORE_DECISION, *MOVED, "released", "eliminated"})
SCREENING = ("screen", "presume")


@transaction.atomic
def reclassify_suspect(*, principal: Principal, suspect: CaseRecord, on: date, words: str) -> CaseRecord:
    """The record of the rescued laborer, a presumed victim from `on`. The suspect's figures go, none is counted twice.

    Names, date of birth, numbers and narrative move into the vault; names, search keys, releases and history of the
    suspect are erased. Raises NotAllowed for anybody but a focal point of the originator; Refused after a decision of
    the court, under legal hold, without words, or for a day that cannot be; Conflict for an older version.
    """
    verdict = may_as_originator(principal, "record.reclassify", suspect.originator_id)
    require(verdict, verb=f"reclassify {suspect.reference}")
    current: Any = locked([suspect], [suspect.version])[0]
    _check(current, on, words)
    identity = identity_of(current, list(current.names.all()), list(current.identifiers.all()))
    laborer = _open_laborer(principal, current, on)
    write_identity(principal=principal, record=laborer, identity=identity)
    erase_content(current)
    leave_tombstone(current, principal, on=on, laborer=laborer)
    write_changes(SUSPECT, [current], principal, Verification(current.verification))
    trail.record("reclassified", current, on=on, words=words)
    return laborer


def _check(suspect: Suspect, on: date, words: str) -> None:
    if suspect.status not in POSSIBLE_FROM:
        state = SUSPECT.state_label(suspect.status)
        raise Refused(_("This is now «%(state)s»: it cannot be reclassified."), params={"state": state})
    if is_held(suspect):
        raise Refused(_("The record is under legal hold. Lift it first."))
    if not words.strip():
        raise Refused({"words": _("Say on which findings it rests.")})
    if on > clock.today():
        raise Refused({"on": ValidationError(_("%(value)s is in the future."), "future", {"value": on})})
    began = max((day for day in (suspect.status_on, suspect.event_on) if day), default=on)
    if on < began:
        message = _("%(value)s is before %(began)s, when the present status began. Status dates never run backwards.")
        raise Refused({"on": ValidationError(message, "backwards", {"value": on, "began": began})})


def _open_laborer(principal: Principal, suspect: Suspect, on: date) -> CaseRecord:
    laborer = open_records(
        principal=principal,
        operation=suspect.operation,
        record_type=RESCUED_LABORER,
        drafts=[draft_of(suspect, on)],
        synthetic=suspect.is_synthetic,
    )[0]
    for name in SCREENING:
        step = RESCUED_LABORER.states.named(name)
        assert step is not None
        laborer = take_step(principal=principal, records=[laborer], step=step, on=on)[0]
    return laborer
