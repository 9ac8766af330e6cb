"""Writes of the asking side: begin a request, ask once more, send, withdraw."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.between import check_marks
from coordination.removals.ending import give_up
from coordination.removals.holding import begin_counting
from coordination.removals.listing import look_again
from coordination.removals.models import PersonEnd, Removal, RemovalPerson, RemovalState, RemovalTerms
from coordination.removals.policies import may_ask, may_step, on_side
from coordination.removals.states import ASKING, OVER
from coordination.removals.stepping import Order, begin, finish, listed, locked, write
from coordination.removals.telling import disclose
from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import new_reference
from operation.kernel.errors import Refused, require
from operation.people.models import Organisation
from operation.plan.models import Operation

COPIED = ("name", "lang", "romanised", "sex", "born", "nationalities", "document", "document_kind", "document_country")


@dataclass(frozen=True)
class RemovalDraft:
    """What a request says: by which pathway, why, on which basis, and how it is marked."""

    pathway: str
    request: str
    legal_basis: str = ""
    tlp: str = TLP.AMBER
    handling_code: str = HandlingCode.H1
    handling_text: str = ""
    through_lmlecc: bool = True


@transaction.atomic
def ask_removal(
    *,
    principal: Principal,
    operation: Operation,
    to: Organisation,
    draft: RemovalDraft,
    repeats: Removal | None = None,
    synthetic: bool = False,
) -> Removal:
    """A draft of a request to the agency that holds the fugitives. Raises NotAllowed, or Refused by field."""
    require(may_ask(principal), verb="ask for a removal")
    _check(principal, to, draft)
    made = Removal.objects.create(
        reference=new_reference(operation, principal.country or "", Removal.CODE),
        operation=operation,
        sender_id=principal.own_organisation,
        recipient=to,
        created_by_id=principal.person,
        pathway=draft.pathway,
        tlp=draft.tlp,
        handling_code=draft.handling_code,
        handling_text=draft.handling_text,
        through_lmlecc=draft.through_lmlecc,
        repeats=repeats,
        is_synthetic=synthetic,
    )
    RemovalTerms.objects.create(removal=made, request=draft.request.strip(), legal_basis=draft.legal_basis.strip())
    trail.record("removal begun", made)
    return made


def _check(principal: Principal, to: Organisation, draft: RemovalDraft) -> None:
    problems: dict[str, Any] = {}
    if to.kind != "agency" or to.country_id == principal.country:
        problems["to"] = _("Choose an agency of another member country: the one that holds the fugitives.")
    if not draft.request.strip():
        problems["request"] = _("Say why you ask for it.")
    problems |= check_marks(principal, draft)
    if problems:
        raise Refused(problems)


@transaction.atomic
def amend_request(
    *, principal: Principal, removal: Removal, version: int, pathway: str, request: str, legal_basis: str
) -> Removal:
    """Change what a draft says. Raises NotAllowed, Conflict, or Refused once it was sent or without a reason."""
    require(may_step(principal, removal, "send"), verb=f"amend {removal.reference}")
    current = locked(principal, removal, version)
    if current.state != RemovalState.DRAFT:
        raise Refused(_("A request that was sent is not changed. Withdraw it, and ask anew."))
    if not request.strip():
        raise Refused({"request": _("Say why you ask for it.")})
    current.pathway = pathway
    current.terms.request, current.terms.legal_basis = request.strip(), legal_basis.strip()
    current.terms.save(update_fields=["request", "legal_basis"])
    write(current)
    trail.record("removal amended", current)
    return current


@transaction.atomic
def ask_again(*, principal: Principal, removal: Removal) -> Removal:
    """A new draft with the words and persons of a refused request: one at a time.

    Raises NotAllowed, Conflict, or Refused: it was not refused, or it was asked again and that is not over.
    """
    require(may_ask(principal), verb=f"ask again {removal.reference}")
    require(on_side(principal, removal, ASKING), verb=f"ask again {removal.reference}")
    refused = locked(principal, removal, removal.version)
    _require_repeatable(principal, refused)
    made = ask_removal(
        principal=principal,
        operation=refused.operation,
        to=refused.recipient,
        draft=_draft_of(refused),
        repeats=refused,
        synthetic=refused.is_synthetic,
    )
    _copy_persons(refused, made)
    return made


def _require_repeatable(principal: Principal, refused: Removal) -> None:
    if refused.state != RemovalState.REFUSED:
        raise Refused(_("Only a refused request is asked again, by the country that asked."))
    again = Removal.objects.visible_to(principal).filter(repeats=refused).exclude(state__in=OVER).first()
    if again is not None:
        message = _("It is asked again already: %(reference)s. Go on with that one.")
        raise Refused(message, params={"reference": again.reference})


def _draft_of(removal: Removal) -> RemovalDraft:
    terms = removal.terms
    return RemovalDraft(
        removal.pathway,
        terms.request,
        terms.legal_basis,
        removal.tlp,
        removal.handling_code,
        removal.handling_text,
        removal.through_lmlecc,
    )


def _copy_persons(old: Removal, new: Removal) -> None:
    """Those whom the asking side had named; whom the asked side added or matched, it adds and matches again."""
    named = old.persons.filter(listed_by_id=old.sender_id).exclude(end=PersonEnd.TAKEN_OFF).exclude(name="")
    rows = [
        RemovalPerson(
            removal=new,
            asking_record=person.asking_record,
            held_record=None if person.asking_record else person.held_record,
            listed_by_id=old.sender_id,
            **{name: getattr(person, name) for name in COPIED},
        )
        for person in named
    ]
    RemovalPerson.objects.bulk_create(rows)
    new.heads = len(rows)
    new.save(update_fields=["heads"])


@transaction.atomic
def send_removal(*, order: Order) -> Removal:
    """Send a request: what it says of persons is disclosed to the asked side.

    Raises Refused without a person, and where one of them could not be listed any more.
    """
    current = begin("send", order)
    persons = listed(current)
    if not persons:
        raise Refused(_("Name at least one person whose removal you ask for."))
    look_again(order.principal, current, persons)
    begin_counting(order.principal, current, persons)
    current.requested_on = order.on
    disclose(current, persons, to=current.recipient)
    return finish("send", order, current)


@transaction.atomic
def withdraw_removal(*, order: Order) -> Removal:
    """Take a request back, with the reason; whoever waited for his removal stays where he stood."""
    current = begin("withdraw", order)
    give_up(order.principal, current, order.on)
    return finish("withdraw", order, current)
