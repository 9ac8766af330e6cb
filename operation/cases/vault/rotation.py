"""Seal the vault anew with its current key, so that older keys can be thrown away."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from operation.audit import trail
from operation.cases.vault.keys import Keyring, Sealed, keyring
from operation.cases.vault.models import VaultIdentity
from operation.kernel.errors import Refused

BATCH = 100
OWNS = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'operation_vaultidentity'::regclass"


@dataclass
class Rotation:
    """How far a rotation has come. `older`: sealed with another key when it began, of `held` in the vault.

    `stuck`: records whose identity did not open, with the reason.
    """

    held: int
    older: int
    sealed_anew: int = 0
    stuck: tuple[tuple[UUID, str], ...] = ()


def sees_everything() -> bool:
    """Whether this process is connected as the owner of the tables: to the app's role the vault is empty."""
    with connection.cursor() as cursor:
        cursor.execute(OWNS)
        return bool(cursor.fetchone()[0])


def rotate() -> Iterator[Rotation]:
    """Rows of older keys, a batch in a transaction of its own; tells how far it has come after each.

    What was interrupted goes on at the next call: a row is sealed with the old key or the current one, never neither.
    Raises Refused without a key.
    """
    ring = keyring()
    found = Rotation(VaultIdentity.objects.count(), _older(ring).count())
    after: UUID | None = None
    while batch := _next(ring, after):
        after = batch[-1]
        with transaction.atomic():
            _rotate(batch, ring, found)
        yield found
    trail.record("rotated vault keys", key=ring.current, sealed_anew=found.sealed_anew, stuck=len(found.stuck))
    yield found


def _next(ring: Keyring, after: UUID | None) -> list[UUID]:
    older = _older(ring).order_by("pk")
    if after:
        older = older.filter(pk__gt=after)
    return list(older.values_list("pk", flat=True)[:BATCH])


def _older(ring: Keyring) -> QuerySet[VaultIdentity]:
    return VaultIdentity.objects.exclude(key_id=ring.current)


def _rotate(batch: list[UUID], ring: Keyring, found: Rotation) -> None:
    for row in _older(ring).select_for_update().filter(pk__in=batch):
        try:
            plain = ring.unseal(Sealed(row.key_id, bytes(row.content)), row.pk)
        except Refused as closed:
            found.stuck += ((row.pk, " ".join(closed.messages)),)
            continue
        sealed = ring.seal(plain, row.pk)
        row.key_id, row.content = sealed.key_id, sealed.content
        row.save(update_fields=["key_id", "content"])
        found.sealed_anew += 1
