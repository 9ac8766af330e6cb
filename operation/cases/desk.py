"""What waits for a person among the records of his agency: what others logged and nobody has verified."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.cases.base import Verification
from operation.cases.registry import RecordType, all_types
from operation.people.desk import Waiting

COUNTED_UP_TO = 50


def records_to_verify(principal: Principal) -> Iterator[Waiting]:
    """One line for each type; one query each, which stops counting at fifty."""
    if not (principal.is_member and principal.holds("record.verify")):
        return
    for record_type in all_types():
        count = _waiting(record_type, principal)
        if count:
            yield Waiting(
                what=_("%(type)s to verify: %(count)s") % {"type": record_type.label_plural, "count": _words(count)},
                detail=_("Logged by your agency, not confirmed by a second person."),
                url=_address(record_type, principal),
                verb=_("See them"),
            )


def _waiting(record_type: RecordType, principal: Principal) -> int:
    own = record_type.model._default_manager.own(principal).filter(verification=Verification.UNVERIFIED)
    others = own.exclude(changed_by_id=principal.user_id).order_by()
    return int(others[: COUNTED_UP_TO + 1].count())


def _words(count: int) -> str:
    return f"{COUNTED_UP_TO}+" if count > COUNTED_UP_TO else str(count)


def _address(record_type: RecordType, principal: Principal) -> str:
    query = urlencode({"verification": Verification.UNVERIFIED.value, "country": principal.country or ""})
    return f"{reverse('record-list', args=[record_type.slug])}?{query}"
