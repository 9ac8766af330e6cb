"""What waits for a person among the records of his agency: what others logged and nobody has verified."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.cases.base import Verification
from operation.cases.counting import count_each, in_words
from operation.cases.registry import RecordType
from operation.people.desk import Waiting


def records_to_verify(principal: Principal) -> Iterator[Waiting]:
    """One line for each type; one query for all of them."""
    if not (principal.is_member and principal.holds("record.verify")):
        return

    def waiting(record_type: RecordType) -> Any:
        own = record_type.model._default_manager.own(principal).filter(verification=Verification.UNVERIFIED)
        return own.exclude(changed_by_id=principal.user_id)

    for record_type, count in count_each(waiting).items():
        yield Waiting(
            what=_("%(type)s to verify: %(count)s") % {"type": record_type.label_plural, "count": in_words(count)},
            detail=_("Logged by your agency, not confirmed by a second person."),
            url=_address(record_type, principal),
            verb=_("See them"),
        )


def _address(record_type: RecordType, principal: Principal) -> str:
    query = urlencode({"verification": Verification.UNVERIFIED.value, "country": principal.country or ""})
    return f"{reverse('record-list', args=[record_type.slug])}?{query}"
