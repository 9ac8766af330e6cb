"""An identity in words, for the one page that shows it, and what everybody reads of it beside the record."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_countries import countries

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.drafts import NameDraft
from operation.cases.names import NameKind, language_of
from operation.cases.panels import Line, Panel, register
from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.cases.values import as_written, written_date
from operation.cases.vault.identity import Document, Identity
from operation.cases.vault.selectors import VaultState, open_until, state_of
from operation.kernel.dates import PartialDate


@dataclass(frozen=True, repr=False)
class Written:
    """A name as pages show it."""

    text: str
    romanised: str

    @property
    def lang(self) -> str:
        return language_of(self.text)


def facts_of(identity: Identity) -> list[dict[str, Any]]:
    """All of it, as components/facts.html takes it."""
    return [
        *map(_name, identity.names),
        _born(identity.born),
        {"label": _("Documents"), "value": "\n".join(map(_document, identity.documents))},
        {"label": _("Telephone numbers"), "value": "\n".join(identity.phones)},
        {"label": _("Contact of the family"), "value": identity.family},
        {"label": _("Notes"), "value": identity.notes},
    ]


def _born(born: PartialDate | None) -> dict[str, Any]:
    return {"label": _("Date of birth"), "value": born and written_date(born), "note": born and as_written(born)}


def _name(name: NameDraft) -> dict[str, Any]:
    label = capfirst(NameKind(name.kind).label)
    return {"label": label, "name": Written(name.text, name.romanisation), "note": name.honorific}


def _document(document: Document) -> str:
    parts = (document.kind, str(countries.name(document.country) or ""), document.number)
    return " · ".join(part for part in parts if part)


@register
def vault_panel(principal: Principal, record: CaseRecord) -> Panel | None:
    """Whether there is an identity and how often it was opened, for every reader; what this one may do about it."""
    if not isinstance(record, RescuedLaborer):
        return None
    state = state_of(record)
    return Panel(_("Identity"), [_line(principal, record, state)], _("Never in lists, exports or reports."))


def _line(principal: Principal, record: CaseRecord, state: VaultState) -> Line:
    page, label = _next(principal, record, state)
    url = reverse(page, args=[record.pk]) if page else ""
    if not state.held:
        return Line(_("Not in the vault"), tone="idle", icon="idle", url=url, link_label=label)
    times = ngettext("Opened %(count)s time", "Opened %(count)s times", state.openings) % {"count": state.openings}
    return Line(_("In the vault, sealed"), times, icon="lock", url=url, link_label=label)


def _next(principal: Principal, record: CaseRecord, state: VaultState) -> tuple[str, str]:
    if not state.held:
        may_write = may_as_originator(principal, "vault.write", record.originator_id)
        return ("identity-new", _("Write it down")) if may_write else ("", "")
    if not may_as_originator(principal, "vault.open", record.originator_id):
        return "", ""
    if open_until(principal, record):
        return "identity", _("See it: it is open")
    return "identity-open", _("Open it, with a reason")
