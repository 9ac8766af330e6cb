"""What waits for somebody about knowledge: to validate, to answer, to say for the own country, to adopt."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.consulting import countries_of
from coordination.knowledge import selectors
from coordination.knowledge.models import KnowledgeItem
from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.people.desk import Waiting
from operation.plan.selectors import current_operation


def knowledge_waiting(principal: Principal) -> Iterator[Waiting]:
    """Two queries at most for each role."""
    operation = current_operation()
    if operation is None:
        return
    if principal.holds("knowledge.validate"):
        yield from _lines(selectors.to_validate(principal, operation), _("Proposed"), _("Validate"))
    if principal.holds("knowledge.propose") and principal.is_member:
        yield from _lines(selectors.queried(principal, operation), _("LMLECC asks"), _("Answer"))
    if principal.holds("knowledge.agree"):
        waiting = selectors.unanswered(principal, operation)
        yield from _lines(waiting, _("Your country is asked whether it is adopted"), _("Answer"))
    if principal.holds("knowledge.adopt"):
        countries = [country.code for country in countries_of(operation)]
        waiting = selectors.to_adopt(principal, operation, countries)
        yield from _lines(waiting, _("All countries have answered"), _("Adopt"))


def _lines(items: Iterable[KnowledgeItem], detail: str, verb: str) -> Iterator[Waiting]:
    for item in items:
        url = reverse("knowledge-item", args=[item.pk])
        yield Waiting(item.title, detail, url, verb, tlp=TLP.AMBER, handling_code=HandlingCode.H1)
