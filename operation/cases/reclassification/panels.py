"""On the page of a suspect, for the originator's focal points: the way to reclassify, or to what it became."""

from django.urls import reverse
from django.utils.translation import gettext as _

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.panels import Line, Panel, register
from operation.cases.reclassification.actions import POSSIBLE_FROM
from operation.cases.records.rescued_laborer import RESCUED_LABORER
from operation.cases.records.suspect import Suspect


@register
def reclassification_panel(principal: Principal, record: CaseRecord) -> Panel | None:
    if not isinstance(record, Suspect):
        return None
    if not may_as_originator(principal, "record.reclassify", record.originator_id):
        return None
    if record.reclassified_as:
        url = reverse("record", args=[RESCUED_LABORER.slug, record.reclassified_as])
        line = Line(_("Presumed victim"), icon="shield", url=url, link_label=_("See the record"))
    elif record.status in POSSIBLE_FROM:
        url = reverse("reclassify", args=[record.pk])
        line = Line(_("Signs of coercion?"), tone="idle", icon="shield", url=url, link_label=_("Reclassify"))
    else:
        return None
    return Panel(_("Protection"), [line], _("Who was forced to commit a crime is not punished for it."))
