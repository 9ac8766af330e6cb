"""What tags add to lists and to the page of a record."""

from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.cases import bulk
from operation.cases.events import RecordErased
from operation.cases.record_tags import RecordTag
from operation.cases.registry import RecordType
from operation.cases.tags import panels
from operation.kernel.events import subscribe


def _may_tag(principal: Principal, record_type: RecordType) -> bool:
    return principal.is_member and principal.holds(record_type.permission("amend"))


@subscribe(RecordErased)
def forget(event: RecordErased) -> None:
    """What is erased leaves no label behind: somebody may have written a name into it."""
    RecordTag.objects.filter(record_id=event.record.pk).delete()


bulk.register(bulk.BulkAction(_("Tag"), "record-tag-many", _may_tag, icon="flag", place=40))

__all__ = ["panels"]
