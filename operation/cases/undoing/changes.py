"""The last change of a record, read from its snapshots: what it was, and why it may no longer be taken back."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from operation.access.grants import grant_model
from operation.audit.models import AuditEntry
from operation.cases.base import CaseRecord, Verification
from operation.cases.marking import FIELDS
from operation.cases.registry import RecordType, type_of
from operation.kernel.errors import Text
from operation.kernel.transitions import Transition

NOT_CONTENT = frozenset(
    {
        *("id", "created_at", "reference", "operation_id", "originator_id", "country_id", "created_by_id"),
        *("version", "changed_at", "changed_by_id", "verification", "is_synthetic"),
    }
)
OUT_OF_USE = "deleted_at"
BESIDE_THE_ROW = frozenset({"names", "identifiers"})
"""What an amendment changes in tables of their own, which keep no history."""


@dataclass(frozen=True)
class LastChange:
    """The row before and after the last version, and the columns in which they differ."""

    before: Any
    after: Any
    columns: tuple[str, ...]

    @property
    def moved(self) -> bool:
        """It was a step of the life cycle."""
        return bool(self.before.status != self.after.status)

    def steps(self, record_type: RecordType) -> list[Transition]:
        """The steps of the life cycle that lead from the one state to the other, or back."""
        ends = {self.before.status, self.after.status}
        return [one for one in record_type.states.transitions if one.target in ends and ends & set(one.sources)]

    @property
    def regraded(self) -> bool:
        """It was a new marking, and nothing else."""
        return bool(self.columns) and set(self.columns) <= set(FIELDS)


def last_change(record: CaseRecord) -> LastChange | None:
    """What the present version changed; None for a record as it was logged, or whose history was erased."""
    rows: Any = record.events.filter(version__in=(record.version - 1, record.version))  # type: ignore[attr-defined]
    kept = list(rows.order_by("version", "pgh_id"))
    earlier = [row for row in kept if row.version == record.version - 1]
    if not earlier or len(earlier) == len(kept):
        return None
    before, after = earlier[-1], kept[len(earlier)]
    names = [field.attname for field in record._meta.concrete_fields if field.attname not in NOT_CONTENT]
    return LastChange(before, after, tuple(name for name in names if getattr(before, name) != getattr(after, name)))


def why_not(record: CaseRecord, change: LastChange | None) -> Text:
    """Why the last change cannot be taken back; "" when it can."""
    if change is None:
        return _("No earlier version is kept: it is as it was logged. What was logged by mistake is deleted.")
    if OUT_OF_USE in change.columns:
        return _("It was given back after a deletion. Delete it again, or amend it.")
    if record.verification == Verification.VERIFIED and not change.regraded:
        return _("It was verified since. Amend it instead: it is then verified anew.")
    if change.moved and not change.steps(type_of(record)):
        return _("It came with something else, such as a release to others, and goes back with that alone.")
    if _released_since(record):
        return _("It was released since: others have read it as it is now. Amend it instead.")
    if not change.columns or (not (change.moved or change.regraded) and _changed_beside(record)):
        return _("Names or identifiers were changed with it, whose earlier text is not kept. Amend it instead.")
    return ""


def _released_since(record: CaseRecord) -> bool:
    releases = grant_model(type(record))._default_manager.filter(content_object=record)
    return bool(releases.filter(granted_at__gte=record.changed_at).exists())


def _changed_beside(record: CaseRecord) -> bool:
    """Whether the last amendment, as the trail tells it, reached further than the row."""
    told = AuditEntry.objects.filter(target_id=record.pk, verb="amended").order_by("-at").first()
    return bool(told and BESIDE_THE_ROW & set(told.details.get("fields", ())))
