"""Drafts on the desk of their person, with the way to go on."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operation.access.principal import Principal
from operation.cases.drafting.selectors import list_drafts
from operation.cases.drafting.wording import form_url, saved_words
from operation.cases.registry import by_code
from operation.people import desk


def drafts_waiting(principal: Principal) -> Iterator[desk.Waiting]:
    """One line for each. One query; nothing of what was typed is shown."""
    for draft in list_drafts(principal):
        kind = by_code(draft.record_type)
        if kind is not None:
            new = _("%(type)s, not logged yet") % {"type": kind.label}
            yield desk.Waiting(
                what=draft.reference or new, detail=saved_words(draft), url=form_url(kind, draft), verb=_("Go on")
            )


desk.register(desk.DeskSource(gettext_lazy("Draft"), drafts_waiting))
