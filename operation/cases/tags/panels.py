"""On the page of an own record: its tags, each leading to the records that have it, and the way to another one."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.panels import Line, Panel, register
from operation.cases.record_tags import tags_of
from operation.cases.registry import type_of


@register
def tags_panel(principal: Principal, record: CaseRecord) -> Panel | None:
    record_type = type_of(record)
    if not may_as_originator(principal, record_type.permission("amend"), record.originator_id):
        return None
    list_of = reverse("record-list", args=[record_type.slug])
    labels = tags_of(principal, [record]).get(record.pk, [])
    lines = [
        Line(one, tone="idle", icon="flag", url=f"{list_of}?{urlencode({'tag': one})}", link_label=_("All with it"))
        for one in labels
    ]
    more = f"{reverse('record-tag-many', args=[record_type.slug])}?{urlencode({'id': record.pk})}"
    lines.append(Line(_("A tag of your agency"), tone="idle", icon="plus", url=more, link_label=_("Tag it")))
    return Panel(_("Tags"), lines, _("Nobody outside your agency sees them."))
