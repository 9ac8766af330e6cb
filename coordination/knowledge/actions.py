"""Writes on knowledge: write down, change, mark for partners, answer for a country, and the steps of its life."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.consulting import check_heard, give_voice, hold
from coordination.knowledge.models import KnowledgeItem, KnowledgeVoice
from coordination.knowledge.policies import may_amend, may_answer, may_draft, may_mark, may_step
from coordination.knowledge.states import OPEN, step_named
from coordination.questions import STALE
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import new_reference
from operation.cases.names import composed_lines
from operation.kernel import clock
from operation.kernel.errors import Conflict, Refused, require
from operation.kernel.transitions import Transition
from operation.plan.models import Operation

WRITTEN = ("kind", "title", "text", "happened", "why", "todo", "line", "fraud_types")
CODE = "KNO"
Draft = Mapping[str, Any]
"""Values of the fields of WRITTEN, as a form has them; what is not named stays."""


@transaction.atomic
def write_item(*, principal: Principal, operation: Operation, draft: Draft, synthetic: bool = False) -> KnowledgeItem:
    """A new draft of the principal's agency. Raises NotAllowed; Refused by field."""
    require(may_draft(principal), verb="write knowledge")
    item = KnowledgeItem(
        operation=operation,
        originator_id=principal.own_organisation,
        created_by_id=principal.person,
        reference=new_reference(operation, principal.country or "", CODE),
        is_synthetic=synthetic,
    )
    _write(item, draft)
    item.save(force_insert=True)
    trail.record("knowledge_written", item)
    return item


@transaction.atomic
def amend_item(*, principal: Principal, item: KnowledgeItem, draft: Draft, version: int) -> KnowledgeItem:
    """Change what a draft says. Raises NotAllowed; Refused by field, or once it is proposed; Conflict."""
    require(may_amend(principal, item), verb=f"amend {item.reference}")
    current = _locked(item, version)
    if current.state not in OPEN:
        raise Refused(_("This is «%(state)s»: it cannot be changed."), params={"state": current.get_state_display()})
    _write(current, draft)
    _save(current)
    trail.record("knowledge_amended", current, fields=sorted(draft))
    return current


@transaction.atomic
def mark_item(*, principal: Principal, item: KnowledgeItem, for_partners: bool, version: int) -> KnowledgeItem:
    """Say whether partners read it once it is adopted; taken back, they stop at once. Raises NotAllowed; Conflict."""
    require(may_mark(principal, item), verb=f"mark {item.reference}")
    current = _locked(item, version)
    current.for_partners = for_partners
    _save(current)
    trail.record("knowledge_marked" if for_partners else "knowledge_unmarked", current)
    return current


@transaction.atomic
def answer_item(*, principal: Principal, item: KnowledgeItem, answer: str, words: str = "") -> KnowledgeVoice:
    """What the principal's country says to its adoption. Raises NotAllowed; Refused for an objection without words."""
    require(may_answer(principal, item), verb=f"answer {item.reference}")
    hold(item.pk)
    current = KnowledgeItem.objects.filter(pk=item.pk).first()
    if current is None:
        raise Conflict(STALE)
    require(may_answer(principal, current), verb=f"answer {item.reference}")
    if current.round != item.round:
        raise Conflict(STALE)
    voice = give_voice(KnowledgeVoice, principal, answer, words, item=current, round=current.round)
    trail.record("knowledge_answered", current, answer=voice.answer)
    return voice


@transaction.atomic
def take_step(*, principal: Principal, item: KnowledgeItem, name: str, version: int, words: str = "") -> KnowledgeItem:
    """Propose, validate, query, adopt, set aside or withdraw. Raises NotAllowed; Refused; Conflict; LookupError."""
    step, said = step_named(name), words.strip()
    require(may_step(principal, item, name), verb=f"{name} {item.reference}")
    current = _locked(item, version)
    _check(current, step, said)
    if check := CHECKS.get(name):
        check(current)
    stamp = f"{step.target}_at"
    if hasattr(current, stamp):
        setattr(current, stamp, clock.now())
    current.round += name == "validate"
    current.state, current.words = step.target, said
    _save(current)
    trail.record(f"knowledge_{step.target}", current)
    return current


def _check(item: KnowledgeItem, step: Transition, words: str) -> None:
    if item.state not in step.sources:
        message = _("%(reference)s is «%(state)s»: «%(step)s» is not possible from there.")
        params = {"reference": item.reference, "state": item.get_state_display(), "step": step.label}
        raise Refused(message, params=params)
    missing = step.condition(item, {"words": words}) if step.condition else None
    if missing:
        raise Refused({"words": missing})


def _whole(item: KnowledgeItem) -> None:
    """What is put to others says what to do; how somebody works is told in short."""
    if not item.todo and not item.text:
        raise Refused(_("Write it down in short, or what to do: nobody can judge a title."))


def _heard(item: KnowledgeItem) -> None:
    check_heard(item.operation, item.voices.filter(round=item.round))


CHECKS: dict[str, Callable[[KnowledgeItem], None]] = {"propose": _whole, "adopt": _heard}


def _write(item: KnowledgeItem, draft: Draft) -> None:
    for name in WRITTEN:
        if name in draft:
            value = draft[name]
            setattr(item, name, composed_lines(value) if isinstance(value, str) else value)
    item.index()
    item.full_clean(exclude=["reference", "search_key"])


def _locked(item: KnowledgeItem, version: int) -> KnowledgeItem:
    hold(item.pk)
    rows = KnowledgeItem.objects.select_for_update(of=("self",)).select_related("operation")
    current: KnowledgeItem | None = rows.filter(pk=item.pk).first()
    if current is None or current.version != version:
        raise Conflict(STALE)
    return current


def _save(item: KnowledgeItem) -> None:
    item.version += 1
    item.save(update_fields=[known.name for known in item._meta.concrete_fields if not known.primary_key])
