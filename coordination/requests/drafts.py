"""What somebody wants to ask, checked before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coordination.between import check_marks
from coordination.requests.models import DualCriminality, Kind, PartKind, Request, RequestState, Urgency
from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.cases.registry import by_code
from operation.kernel.errors import Refused, Text
from operation.people.models import Organisation, OrganisationKind

WRITTEN = (PartKind.SUBJECT, PartKind.ASKED, PartKind.PURPOSE, PartKind.PERMITTED_USE)
NEEDED = (PartKind.SUBJECT, PartKind.ASKED)
SUBJECTS_AT_MOST = 20
REFERENCE_PARTS = 4


@dataclass(frozen=True)
class RequestDraft:
    """A request as it is written. `texts` by kind of part; `references` are those of case records it is about."""

    recipient: Organisation
    texts: Mapping[str, str]
    kind: str = Kind.INFORMATION
    urgency: str = Urgency.NORMAL
    offence: str = ""
    dual_criminality: str = DualCriminality.UNKNOWN
    tlp: str = TLP.AMBER
    handling_code: str = HandlingCode.H1
    handling_text: str = ""
    through_lmlecc: bool = True
    repeats: UUID | None = None
    language: str = "en"
    references: Sequence[str] = field(default_factory=tuple)


FACTS = (
    "recipient", "kind", "urgency", "offence", "dual_criminality",
    "tlp", "handling_code", "handling_text", "through_lmlecc",
)  # fmt: skip
"""Fields of a draft that are fields of its row."""


def check(principal: Principal, draft: RequestDraft) -> None:
    """Raises Refused, with every field that stops it and the way out."""
    problems: dict[str, Text] = {
        kind.value: _("Write it down: the other country reads nothing else about it.")
        for kind in NEEDED
        if not draft.texts.get(kind, "").strip()
    }
    recipient = draft.recipient
    if recipient.kind != OrganisationKind.AGENCY or recipient.country_id == principal.country:
        problems["recipient"] = _("Choose an agency of another country.")
    problems |= check_marks(principal, draft)
    if problems:
        raise Refused(problems)


def repeated(principal: Principal, draft: RequestDraft) -> Request | None:
    """The refused request that is asked again. Raises Refused for any other, whether or not it exists."""
    if draft.repeats is None:
        return None
    own = Request.objects.visible_to(principal).filter(sender_id=principal.organisation_id, recipient=draft.recipient)
    refused = own.filter(steps__state=RequestState.REFUSED).filter(pk=draft.repeats)
    found: Request | None = refused.first()
    if found is None:
        raise Refused({"repeats": _("Only a request that this recipient refused to you can be asked again.")})
    return found


def records_of(principal: Principal, references: Sequence[str]) -> list[Any]:
    """Case records by their references. Raises Refused for one that is not there, or not the principal's to read."""
    wanted = list(dict.fromkeys(text.strip().upper() for text in references if text.strip()))
    if len(wanted) > SUBJECTS_AT_MOST:
        raise Refused({"references": _("%(most)s records at most.") % {"most": SUBJECTS_AT_MOST}})
    return [_record(principal, reference) for reference in wanted]


def _record(principal: Principal, reference: str) -> Any:
    parts = reference.split("-")
    record_type = by_code(parts[2]) if len(parts) == REFERENCE_PARTS else None
    seen = record_type.model._default_manager.visible_to(principal) if record_type else None
    found = seen.filter(reference=reference).first() if seen is not None else None
    if found is None:
        wrong = _("There is no record «%(value)s» that you may read.") % {"value": reference}
        raise Refused({"references": wrong})
    return found
