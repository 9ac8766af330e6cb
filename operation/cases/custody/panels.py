"""The custody chain on the page of what is held."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.custody.policies import may_hand_over
from operation.cases.custody.selectors import chain_of
from operation.cases.handovers import Handover
from operation.cases.panels import Part, register_part
from operation.cases.registry import type_of


@dataclass(frozen=True)
class Row:
    """One line of the chain; a corrected one is struck out and says why it was."""

    handover: Handover
    is_corrected: bool
    why: str = ""
    correct_url: str = ""


@register_part
def custody_part(principal: Principal, record: CaseRecord) -> Part | None:
    """From hand to hand, the first one first; the originator's people go on from there."""
    record_type = type_of(record)
    if record_type.custody is None:
        return None
    chain = chain_of(record)
    here = [record_type.slug, record.pk]
    mine = bool(may_hand_over(principal, record_type, record.originator_id))
    rows: list[Row] = []
    for entry in chain:
        rows += [Row(old, True, new.why) for old, new in zip(entry.rows, entry.rows[1:], strict=False)]
        url = reverse("record-hand-over-correct", args=[*here, entry.key]) if mine else ""
        rows.append(Row(entry.now, False, correct_url=url))
    context = {
        "rows": rows,
        "holder": chain[-1].now.taken_by if chain else "",
        "hand_over_url": reverse("record-hand-over", args=here) if mine else "",
    }
    return Part("custody", _("Custody"), "custody/_section.html", context)
