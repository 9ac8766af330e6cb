"""The trail as a sheet: every entry as it is stored, so that its chain can be computed again from the file."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC

from operation.audit.models import AuditEntry
from operation.people.models import Organisation, User

HEAD = (
    *("lane", "n", "at (UTC)", "user", "organisation", "channel", "address", "verb"),
    *("target type", "target", "reference", "details", "hash"),
)


def sheet_rows(entries: Iterable[AuditEntry]) -> Iterator[list[str]]:
    """One row for each entry. People and organisations are read once: they are hundreds, entries are millions."""
    users = dict(User.objects.values_list("pk", "username"))
    agencies = dict(Organisation.objects.values_list("pk", "code"))
    for entry in entries:
        yield [
            str(entry.lane),
            str(entry.n),
            entry.at.astimezone(UTC).isoformat(),
            users.get(entry.actor_id, str(entry.actor_id)) if entry.actor_id else "",
            agencies.get(entry.organisation_id, str(entry.organisation_id)) if entry.organisation_id else "",
            entry.channel,
            entry.address,
            entry.verb,
            entry.target_type,
            str(entry.target_id or ""),
            entry.reference,
            json.dumps(entry.details, ensure_ascii=False),
            bytes(entry.hash).hex(),
        ]
