"""Reads of the vault: whether there is an identity, for whoever reads the record; the identity while it is open."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.cases.vault.identity import Identity
from operation.cases.vault.keys import Sealed, keyring
from operation.cases.vault.models import VaultEntry, VaultIdentity, VaultVerb
from operation.kernel.errors import Denied, require

NOT_OPEN = Denied(_("The identity is closed. Open it first, and say what for."))


@dataclass(frozen=True)
class VaultState:
    """What everybody may know who reads the record."""

    held: bool
    openings: int


def state_of(record: CaseRecord) -> VaultState:
    """One query."""
    verbs = list(VaultEntry.objects.filter(record_id=record.pk).values_list("verb", flat=True))
    return VaultState(VaultVerb.WRITTEN in verbs, verbs.count(VaultVerb.OPENED))


def open_until(principal: Principal, record: CaseRecord) -> datetime | None:
    """Until when the principal's own opening lasts; None once it has ended or was closed."""
    last = (
        VaultEntry.objects.filter(record_id=record.pk, done_by_id=principal.user_id)
        .filter(verb__in=(VaultVerb.OPENED, VaultVerb.CLOSED))
        .order_by("-at", "-id")
        .first()
    )
    return last.until if last and last.until and last.until > timezone.now() else None


def read_identity(principal: Principal, record: CaseRecord) -> Identity:
    """The identity, for who has it open. Every reading is in the trail, before the answer leaves.

    Raises NotAllowed when it is closed; Refused when the key is not here.
    """
    require(True if open_until(principal, record) else NOT_OPEN, verb=f"read identity {record.reference}")
    kept = VaultIdentity.objects.get(record_id=record.pk)
    plain = keyring().unseal(Sealed(kept.key_id, bytes(kept.content)), record.pk)
    trail.record("read identity", record)
    return Identity.from_bytes(plain)
