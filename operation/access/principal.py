"""Who asks: a frozen picture of the user, built once per request by `people` and handed to every policy and selector."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from operation.access.roles import PERMISSIONS, Role


@dataclass(frozen=True)
class Principal:
    """The reader or actor. Without an organisation or roles it may nothing and sees nothing."""

    user_id: UUID | None
    name: str = ""
    organisation_id: UUID | None = None
    kind: str = ""
    country: str | None = None
    group_id: int | None = None
    roles: frozenset[Role] = frozenset()

    @classmethod
    def nobody(cls) -> Self:
        return cls(None)

    def holds(self, permission: str) -> bool:
        """Whether one of the roles carries the permission; an unknown one is never held."""
        return bool(self.roles & PERMISSIONS.get(permission, frozenset()))

    @property
    def is_member(self) -> bool:
        return self.kind == "agency"

    @property
    def is_secretariat(self) -> bool:
        return self.kind == "secretariat"

    @property
    def is_partner(self) -> bool:
        return self.kind == "partner"
