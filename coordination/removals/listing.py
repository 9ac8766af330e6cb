"""Who can be on the list of a removal, and what is written of him there: what two sides need to hand somebody over."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.removals.models import Removal, RemovalPerson
from operation.access.handling import TLP, strictest_code, strictest_tlp
from operation.access.principal import Principal
from operation.cases.identifiers import Identifier
from operation.cases.identifying.kinds import IdentifierKind
from operation.cases.masking import waits_for_confirmation
from operation.cases.names import AS_THE_RECORD, Name, fold
from operation.cases.persons import may_be_child
from operation.cases.records.suspect import SUSPECT, Suspect
from operation.cases.selectors import with_company
from operation.kernel import clock
from operation.kernel.errors import Refused

DOCUMENTS = (IdentifierKind.PASSPORT, IdentifierKind.NATIONAL_ID, IdentifierKind.DOCUMENT)
AT_MOST = 50
NOT_HERE = _("That suspect is not among those that you may list. Choose one of them.")
TAKE_OFF = _("«%(name)s»: %(why)s Take the person off the list.")


def candidates(principal: Principal, removal: Removal, text: str = "") -> list[Suspect]:
    """Suspects of either side that the principal sees and that are not on the list yet, newest first.

    What a third country released is not passed on: nobody widens another originator's release list.
    """
    listed = removal.persons.values_list("asking_record", "held_record")
    taken = {key for pair in listed for key in pair if key}
    sides = Q(originator_id__in=[removal.sender_id, removal.recipient_id])
    found = with_company(SUSPECT, principal).visible_to(principal).filter(sides).exclude(pk__in=taken)
    if text:
        found = found.filter(Q(reference__icontains=text) | Q(names__folded__contains=fold(text))).distinct()
    return list(found.exclude(tlp=TLP.RED).order_by("-created_at", "-pk")[:AT_MOST])


def suspect_of(principal: Principal, removal: Removal, key: UUID | str | None) -> Suspect:
    """One suspect to list, with his names. Raises Refused with the way out."""
    sides = Q(originator_id__in=[removal.sender_id, removal.recipient_id])
    found: Suspect | None = with_company(SUSPECT, principal).visible_to(principal).filter(sides, pk=key).first()
    if found is None:
        raise Refused({"record": NOT_HERE})
    check_adult(found)
    _check_marking(principal, removal, found)
    return found


def look_again(principal: Principal, removal: Removal, persons: Sequence[RemovalPerson]) -> None:
    """What listing asks, asked once more of everybody before anything is told. Raises Refused with who cannot stay."""
    for person in persons:
        try:
            _check_copy(person, suspect_of(principal, removal, person.asking_record or person.held_record))
        except Refused as refused:
            why = " ".join(refused.messages)
            raise Refused(TAKE_OFF, params={"name": person.name, "why": why}) from refused


def _check_copy(person: RemovalPerson, suspect: Suspect) -> None:
    """What was copied may have been given a mark of its own since."""
    texts: list[Any] = [*suspect.names.all(), *suspect.identifiers.all()]
    marked = {one.text for one in texts if one.tlp != AS_THE_RECORD}
    if marked & {person.name, person.document}:
        raise Refused({"record": _("What is written of him here is marked stricter by now.")})


def check_adult(suspect: Suspect) -> None:
    """A child is never removed as a suspect; who may be one is treated as a child."""
    if suspect.treated_as_child or may_be_child(suspect.born_on, clock.today()):
        message = _(
            "%(reference)s may be under 18: a child is not on a manifest. Ask your victim-protection focal point."
        )
        raise Refused({"record": message % {"reference": suspect.reference}})


def _check_marking(principal: Principal, removal: Removal, suspect: Suspect) -> None:
    """The stricter mark wins: the removal is marked no wider than the record from which it is written."""
    if waits_for_confirmation(suspect, principal):
        raise Refused({"record": _("Open the record and confirm its handling (H3) first.")})
    if strictest_tlp([suspect.tlp, removal.tlp]) != removal.tlp:
        message = _("%(reference)s is marked stricter than this removal. Mark the removal as strictly, or regrade it.")
        raise Refused({"record": message % {"reference": suspect.reference}})
    own = suspect.originator_id == principal.organisation_id
    if own and strictest_code([suspect.handling_code, removal.handling_code]) != removal.handling_code:
        message = _("%(reference)s has a stricter handling code than this removal. Give the removal that code.")
        raise Refused({"record": message % {"reference": suspect.reference}})


def person_of(principal: Principal, removal: Removal, suspect: Suspect) -> RemovalPerson:
    """The row that lists a suspect, not written: his first name as it stands now, birth and document as written."""
    primary = _first_unmarked(suspect.names.all())
    document = _document(suspect)
    key = "asking_record" if suspect.originator_id == removal.sender_id else "held_record"
    return RemovalPerson(
        removal=removal,
        name=primary.text if primary else "",
        lang=primary.lang if primary else "",
        romanised=primary.romanisation if primary else "",
        sex=suspect.sex,
        born=_born(suspect),
        nationalities=", ".join(str(getattr(country, "code", country)) for country in suspect.nationalities),
        document=document.text if document else "",
        document_kind=document.kind if document else "",
        document_country=str(document.country or "") if document else "",
        listed_by_id=principal.own_organisation,
        **{key: suspect.pk},
    )


def _first_unmarked(names: Any) -> Name | None:
    """A name with a mark of its own is not passed on."""
    return next((name for name in names if name.tlp == AS_THE_RECORD), None)


def _document(suspect: Suspect) -> Identifier | None:
    known = [one for one in suspect.identifiers.all() if one.tlp == AS_THE_RECORD]
    return next((one for kind in DOCUMENTS for one in known if one.kind == kind), None)


def _born(suspect: Suspect) -> str:
    """As written, and the Gregorian date beside it where that is another text."""
    if suspect.born_on is None:
        return ""
    plain = str(suspect.born_on)
    written = suspect.born_on.text or plain
    return plain if written == plain else f"{plain} ({written})"
