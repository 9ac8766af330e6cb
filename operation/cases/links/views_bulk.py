"""Link the records chosen in a list with one other record: a raid in one go, its site, its suspects, its devices."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operation.cases.base import CaseRecord
from operation.cases.links.actions import LinkDraft, link_records
from operation.cases.links.forms import LinkManyForm
from operation.cases.links.kinds import Choice, choice_of
from operation.cases.links.models import End
from operation.cases.links.policies import may_begin
from operation.cases.links.selectors import find_ends
from operation.cases.views import Context
from operation.cases.views_bulk import BulkPage
from operation.kernel.errors import Refused, Verdict


class LinkMany(BulkPage):
    """All of them, or none; those that are linked so already stay as they are."""

    verb = "link"

    def verdict(self, record: CaseRecord) -> Verdict:
        return may_begin(self.principal, self.record_type)

    def form_for(self, records: Sequence[CaseRecord], data: QueryDict | None = None) -> LinkManyForm:
        return LinkManyForm(self.record_type, data)

    def words(self, records: Sequence[CaseRecord]) -> Context:
        count = len(records)
        title = ngettext("Link %(count)s record", "Link %(count)s records", count) % {"count": count}
        return {"title": title, "text": _("All of them are linked with one other record."), "label": _("Link them")}

    def carry_out(self, records: Sequence[CaseRecord], form: LinkManyForm) -> str:
        choice = choice_of(self.record_type, form.cleaned_data["kind"])
        assert choice is not None
        other = End.of(self._other(choice, form.cleaned_data["q"], records))
        pairs = [(other, here) if choice.back else (here, other) for here in map(End.of, records)]
        drafts = [LinkDraft(choice.kind, subject, object_, form.details) for subject, object_ in pairs]
        made = len(link_records(principal=self.principal, drafts=drafts))
        return ngettext("%(count)s link made.", "%(count)s links made.", made) % {"count": made}

    def _other(self, choice: Choice, text: str, records: Sequence[CaseRecord]) -> CaseRecord:
        """The one record that was meant. Raises Refused, with those that it could be."""
        chosen = {record.pk for record in records}
        found = [one for one in find_ends(self.principal, choice.types, text) if one.pk not in chosen]
        if len(found) == 1:
            return found[0]
        several = _("«%(value)s» may be several: %(references)s. Write the reference of the one you mean.")
        none = _("«%(value)s» finds no record that can be linked so and that you may read.")
        references = ", ".join(one.reference for one in found)
        words = {"value": text, "references": references}
        raise Refused({"q": ValidationError(several if found else none, "other", words)})
