"""Label records that were chosen in a list."""

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operation.access.policies import may_as_originator
from operation.cases.base import CaseRecord
from operation.cases.record_tags import labels
from operation.cases.tags.actions import tag_records, untag_records
from operation.cases.tags.forms import REMOVE, TagForm
from operation.cases.views import Context
from operation.cases.views_bulk import BulkPage
from operation.kernel.errors import Verdict


class TagMany(BulkPage):
    """The same label for all of them."""

    verb = "tag"
    template = "tags"

    def verdict(self, record: CaseRecord) -> Verdict:
        return may_as_originator(self.principal, self.record_type.permission("amend"), record.originator_id)

    def form_for(self, records: Sequence[CaseRecord], data: QueryDict | None = None) -> TagForm:
        return TagForm(labels(self.principal), data)

    def words(self, records: Sequence[CaseRecord]) -> Context:
        count = len(records)
        title = ngettext("Tag %(count)s record", "Tag %(count)s records", count) % {"count": count}
        return {
            "title": title,
            "text": _("Tags are your agency's own: no recipient sees them."),
            "label": _("Tag them"),
        }

    def carry_out(self, records: Sequence[CaseRecord], form: TagForm) -> str:
        label, count = form.cleaned_data["label"], len(records)
        act = untag_records if form.cleaned_data["do"] == REMOVE else tag_records
        act(principal=self.principal, records=records, label=label)
        text = ngettext("«%(label)s»: %(count)s record.", "«%(label)s»: %(count)s records.", count)
        return text % {"label": label, "count": count}
