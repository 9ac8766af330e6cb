"""`manage.py rotate_vault_keys`: seal every identity with the first of VAULT_KEYS (docs/hosting.md)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operation.cases.vault.rotation import rotate, sees_everything


class Command(BaseCommand):
    help = "Seal the vault of identities with the first key of VAULT_KEYS; afterwards the others can be dropped."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not sees_everything():
            raise CommandError("Connect as the owner: DATABASE_ROLE=owner manage.py rotate_vault_keys")
        for found in rotate():
            self.stdout.write(f"{found.sealed_anew} of {found.older} sealed anew, {found.held} held")
        for record, reason in found.stuck:
            self.stdout.write(f"{record}: {reason}")
        if found.stuck:
            raise CommandError(f"{len(found.stuck)} did not open: keep the old keys until they do")
        self.stdout.write("Every identity is sealed with the first key. The others can be dropped from VAULT_KEYS.")
