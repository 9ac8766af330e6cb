"""Talk about a case record: inside the own organisation, or between its originator and one recipient.

So no recipient ever meets what the originator says to another one, or inside.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from coordination.alerts.selectors import readers_of
from coordination.messages.talkable import Audience, Talkable
from operation.access.principal import Principal
from operation.cases.attachments.models import Attachment, FileState
from operation.cases.base import CaseRecord
from operation.cases.confirmations import is_open
from operation.cases.registry import RecordType, all_types
from operation.cases.selectors import reach_record, released_to
from operation.cases.views import handling_of, record_url

_known: dict[str, Talkable] = {}


def record_talkables() -> list[Talkable]:
    """One for each record type that there is by now."""
    return [_talkable(known) for known in all_types()]


def _talkable(known: RecordType) -> Talkable:
    if known.code not in _known:
        _known[known.code] = Talkable(
            kind=known.code,
            slug=known.slug,
            label=known.label,
            model=known.model,
            seen=lambda principal: _seen(known, principal),
            audiences=audiences,
            readers=_readers,
            url=lambda record: record_url(known, record),
            handling=handling_of,
            files=_files,
            reach=lambda principal, key: reach_record(principal, known, key),
        )
    return _known[known.code]


def _seen(known: RecordType, principal: Principal) -> Any:
    """Readable now, and not waiting for the reader's confirmation of its handling (H3)."""
    found = known.model._default_manager.visible_to(principal)
    return found.filter(is_open(principal)) if principal.reads_records else found


def audiences(principal: Principal, record: CaseRecord) -> list[Audience]:
    """The originator: inside, and with each that reads it now. A recipient: inside, and with the originator."""
    own = principal.own_organisation
    if record.originator_id != own:
        return [Audience(own), Audience(record.originator_id, own)]
    recipients = [grant.group.organisation.pk for grant in released_to(record)]
    return [Audience(own), *(Audience(own, one) for one in recipients)]


def _readers(record: CaseRecord, organisations: Collection[UUID]) -> set[UUID]:
    return readers_of(record, organisations, "record.read")


def _files(principal: Principal, record: CaseRecord) -> Any:
    """Checked ones, up to the marks that an organisation may hold: TLP:RED is for persons."""
    return Attachment.objects.visible_to(principal, record).filter(state=FileState.CLEAN).exclude(tlp="red")
