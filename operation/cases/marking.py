"""The marking of a record: who may see it at most, what one may do with it, and at TLP:RED whom it names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.errors import Refused
from operation.people.models import User

NAMED_READERS = "named_readers"
FIELDS = ("tlp", "handling_code", "handling_text", NAMED_READERS)


@dataclass(frozen=True)
class Marking:
    """A marking as a whole. `named_readers` are users of the originator; they matter at TLP:RED alone."""

    tlp: str
    handling_code: str
    handling_text: str = ""
    named_readers: tuple[UUID, ...] = ()


def colleagues(principal: Principal) -> list[User]:
    """Whom the principal can name as readers: the others of the own organisation whose accounts are in use."""
    others = User.objects.filter(organisation_id=principal.own_organisation, is_active=True)
    return list(others.exclude(pk=principal.person).order_by("first_name", "username"))


def named_readers(principal: Principal, logged_by: UUID, keys: Iterable[UUID]) -> list[UUID]:
    """Those who will read it: who logged it, who marks it, and the chosen.

    Raises Refused for a key that is no colleague's.
    """
    always, chosen = {logged_by: None, principal.person: None}, list(keys)
    others = [key for key in chosen if key not in always]
    known = {user.pk for user in colleagues(principal)} if others else set()
    for key in others:
        if key not in known:
            message = _("«%(value)s» is nobody of your agency.")
            raise Refused({NAMED_READERS: ValidationError(message, "unknown", {"value": key})})
    return list(always | dict.fromkeys(chosen))


def require_unchanged(record: Any, values: Mapping[str, Any]) -> None:
    """Raises Refused when an amendment would change the marking: that is a decision of its own, with a reason."""
    for name in FIELDS:
        if name in values and values[name] != getattr(record, name):
            raise Refused({name: _("The marking is changed by regrading the record, with a reason.")})
