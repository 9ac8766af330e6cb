"""Who may do what with an item of knowledge; each «no» says who may."""

from django.utils.translation import gettext_lazy as _

from coordination.knowledge.models import KnowledgeItem, State
from coordination.knowledge.states import BY_ORIGINATOR, OPEN, step_named
from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Denied, Verdict

OTHER_AGENCY = Denied(_("Another agency wrote this. Only that agency changes, proposes, withdraws or marks it."))
NOT_ASKED = Denied(_("The countries are asked about what LMLECC has validated and nobody has adopted yet."))


def may_draft(principal: Principal) -> Verdict:
    """Write something new, for the own agency."""
    return may(principal, "knowledge.draft")


def may_amend(principal: Principal, item: KnowledgeItem) -> Verdict:
    """Change what it says: the agency that wrote it."""
    verdict = may_draft(principal)
    return _own(principal, item) if verdict else verdict


def may_enter(principal: Principal, item: KnowledgeItem) -> bool:
    """Whether its page leads to the form: who may change it, while the agency still may."""
    return item.state in OPEN and bool(may_amend(principal, item))


def may_mark(principal: Principal, item: KnowledgeItem) -> Verdict:
    """Say whether partners read it once it is adopted: the agency that wrote it."""
    verdict = may(principal, "knowledge.propose")
    return _own(principal, item) if verdict else verdict


def may_answer(principal: Principal, item: KnowledgeItem) -> Verdict:
    """Say for the own country whether it agrees."""
    verdict = may(principal, "knowledge.agree")
    if not verdict:
        return verdict
    return True if item.state == State.VALIDATED else NOT_ASKED


def may_step(principal: Principal, item: KnowledgeItem, name: str) -> Verdict:
    """Take a step: by role, and those of the agency for what it wrote itself."""
    verdict = may(principal, step_named(name).permission)
    if not verdict or name not in BY_ORIGINATOR:
        return verdict
    return _own(principal, item)


def _own(principal: Principal, item: KnowledgeItem) -> Verdict:
    return True if item.originator_id == principal.organisation_id else OTHER_AGENCY
