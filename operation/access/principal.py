"""Who asks: a frozen picture of the user, built once per request by `people`, handed to every policy and selector."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from operation.access.roles import PERMISSIONS, Role
from operation.kernel.errors import Denied, NotAllowed

SIGN_IN_FIRST = Denied(_("Sign in first: this belongs to an account."))
NO_ORGANISATION = Denied(_("Your account belongs to no organisation. Ask your administrator."))


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

    @property
    def person(self) -> UUID:
        """The key of the user who acts. Raises NotAllowed when nobody is signed in."""
        if self.user_id is None:
            raise NotAllowed(SIGN_IN_FIRST)
        return self.user_id

    @property
    def own_organisation(self) -> UUID:
        """The organisation for which the principal acts. Raises NotAllowed without one."""
        if self.organisation_id is None:
            raise NotAllowed(NO_ORGANISATION)
        return self.organisation_id

    def holds(self, permission: str) -> bool:
        """Whether one of the roles carries the permission; an unknown one is never held."""
        return bool(self.roles & PERMISSIONS.get(permission, frozenset()))

    @property
    def permissions(self) -> frozenset[str]:
        """All that the roles carry; the database's policies ask for some of them by name."""
        return frozenset(name for name in PERMISSIONS if self.holds(name))

    @property
    def reads_records(self) -> bool:
        """Members and the secretariat, by role; partners never, whatever role one of their people is given."""
        return self.holds("record.read") and self.kind in ("agency", "secretariat")

    @property
    def is_member(self) -> bool:
        return self.kind == "agency"

    @property
    def is_secretariat(self) -> bool:
        return self.kind == "secretariat"

    @property
    def is_partner(self) -> bool:
        return self.kind == "partner"
