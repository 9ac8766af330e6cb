"""Records as people log them: through the actions, in the context of the one who logs."""

from datetime import date
from typing import Any

from operation.access.principal import Principal
from operation.cases.actions import open_records, take_step
from operation.cases.base import CaseRecord
from operation.cases.drafts import IdentifierDraft, NameDraft, RecordDraft
from operation.cases.examples import least_of
from operation.cases.registry import by_slug, type_of
from operation.kernel import clock
from operation.kernel.dates import parse
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation

NAMES = {
    "TH": "อนันต์ ตัวอย่าง",
    "KH": "ចាន់ គំរូ",
    "CN": "李示例",
    "LA": "ສົມພອນ ຕົວຢ່າງ",
    "MM": "စုစု နမူနာ",
    "VN": "Trần Văn Mẫu",
}
EVENT = "2024-09-10"
WARRANT: dict[str, Any] = {
    "warrant_number": "000/2567",
    "warrant_authority": "Sample court",
    "warrant_on": date(2024, 9, 1),
    "warrant_offence": "0701",
}
"""The legal basis of who is wanted, in full."""


def log(
    slug: str,
    by: User | Principal,
    *,
    names: tuple[NameDraft, ...] | None = None,
    identifiers: tuple[IdentifierDraft, ...] | None = None,
    **values: Any,
) -> CaseRecord:
    """One record of the type with this slug, logged by a user. `event_date` may be given as text."""
    return log_many(slug, by, 1, names=names, identifiers=identifiers, **values)[0]


def log_many(
    slug: str,
    by: User | Principal,
    count: int,
    *,
    names: tuple[NameDraft, ...] | None = None,
    identifiers: tuple[IdentifierDraft, ...] | None = None,
    **values: Any,
) -> list[CaseRecord]:
    principal = by if isinstance(by, Principal) else principal_of(by)
    record_type = by_slug(slug)
    assert record_type is not None
    given: dict[str, Any] = {"event_date": EVENT} | least_of(record_type) | values
    if isinstance(given["event_date"], str):
        given["event_date"] = parse(given["event_date"])
    if names is None:
        names = (NameDraft(NAMES[principal.country or "TH"], romanisation="Sample"),) if record_type.names else ()
    draft = RecordDraft(given, names, identifiers)
    operation = Operation.objects.get(code="seagull")
    return open_records(principal=principal, operation=operation, record_type=record_type, drafts=[draft] * count)


def step(record: CaseRecord, name: str, by: User, on: date, **given: Any) -> CaseRecord:
    """Take one step with a record, as its own officer would."""
    found = type_of(record).states.named(name)
    assert found is not None
    return take_step(principal=principal_of(by), records=[record], step=found, on=on, given=given)[0]


def ready(record: CaseRecord, by: User) -> CaseRecord:
    """The record as far along as its type asks before others may read it, each step taken by a coordinator."""
    now: CaseRecord = type(record)._default_manager.get(pk=record.pk)
    while now.objection_to_release():
        onward = type_of(now).states.from_state(now.status)[0]
        now = step(now, onward.name, by, clock.today())
    return now
