"""Writes of the vault: whoever logs a laborer may write the identity, a focal point of the originator opens it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.cases.vault.identity import Identity
from operation.cases.vault.keys import keyring
from operation.cases.vault.models import VaultEntry, VaultIdentity, VaultVerb
from operation.cases.vault.selectors import NOT_OPEN, open_until, state_of
from operation.kernel.errors import Refused, require

OPEN_FOR = timedelta(minutes=10)
WRITTEN_ALREADY = _("There is an identity in the vault. A victim-protection focal point of your agency amends it.")
NOTHING_HELD = _("There is no identity in the vault.")


@transaction.atomic
def write_identity(*, principal: Principal, record: CaseRecord, identity: Identity) -> None:
    """Put an identity into the vault. Who writes it does not read it back.

    Raises NotAllowed outside the originator; Refused when there is one already, or without any name or document.
    """
    verdict = may_as_originator(principal, "vault.write", record.originator_id)
    require(verdict, verb=f"write identity {record.reference}")
    _check(identity)
    RescuedLaborer.objects.select_for_update().get(pk=record.pk)
    if state_of(record).held:
        raise Refused(WRITTEN_ALREADY)
    sealed = keyring().seal(identity.to_bytes(), record.pk)
    VaultIdentity(
        record_id=record.pk, originator_id=record.originator_id, key_id=sealed.key_id, content=sealed.content
    ).save(force_insert=True)
    _enter(principal, record, VaultVerb.WRITTEN)
    trail.record("wrote identity", record)


@transaction.atomic
def open_identity(*, principal: Principal, record: CaseRecord, reason: str, words: str) -> datetime:
    """Open an identity for ten minutes, for the principal alone; returns when it closes by itself.

    Raises NotAllowed for anybody but a focal point of the originator; Refused without words or an identity.
    """
    verdict = may_as_originator(principal, "vault.open", record.originator_id)
    require(verdict, verb=f"open identity {record.reference}")
    if not words.strip():
        raise Refused({"words": _("Say what you open it for. It stands in the trail.")})
    if not state_of(record).held:
        raise Refused(NOTHING_HELD)
    until = timezone.now() + OPEN_FOR
    _enter(principal, record, VaultVerb.OPENED, until=until, reason=reason)
    trail.record("opened identity", record, reason=reason, words=words, until=until)
    return until


@transaction.atomic
def close_identity(*, principal: Principal, record: CaseRecord) -> None:
    """End one's own opening before its time; nothing happens when there is none."""
    if open_until(principal, record):
        _enter(principal, record, VaultVerb.CLOSED)
        trail.record("closed identity", record)


@transaction.atomic
def amend_identity(*, principal: Principal, record: CaseRecord, identity: Identity) -> None:
    """Replace what is kept, while it is open. Raises NotAllowed, and Refused without any name or document."""
    verdict = may_as_originator(principal, "vault.open", record.originator_id)
    require(verdict, verb=f"amend identity {record.reference}")
    require(True if open_until(principal, record) else NOT_OPEN, verb=f"amend identity {record.reference}")
    _check(identity)
    sealed = keyring().seal(identity.to_bytes(), record.pk)
    VaultIdentity.objects.filter(record_id=record.pk).update(key_id=sealed.key_id, content=sealed.content)
    _enter(principal, record, VaultVerb.AMENDED)
    trail.record("amended identity", record)


def _check(identity: Identity) -> None:
    if not identity.names and not identity.documents:
        raise Refused(_("Enter at least a name, as it is written in its own script, or a document."))


def _enter(
    principal: Principal, record: CaseRecord, verb: VaultVerb, *, until: datetime | None = None, reason: str = ""
) -> None:
    VaultEntry(record_id=record.pk, verb=verb, done_by_id=principal.person, until=until, reason=reason).save(
        force_insert=True
    )
