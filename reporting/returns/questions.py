"""What the supervision desk asks about a return, and what the agency answers: the conversation stays with its line."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel import clock
from operation.kernel.errors import Refused
from reporting.indicators.rules import indicator_named
from reporting.returns.models import NationalReturn, ReturnQuestion, ReturnState

WHOLE = ""
"""A question about the return as a whole."""

LENGTH = 1000
Asked = Mapping[str, str]
"""Questions by the figure that they are about; `WHOLE` for the return."""

NOTHING: Asked = {}


def by_line(principal: Principal, given: NationalReturn) -> dict[str, list[ReturnQuestion]]:
    """The conversation of each line, oldest first, in one query. What is not sent yet is its agency's alone."""
    found: dict[str, list[ReturnQuestion]] = defaultdict(list)
    for one in _of(principal, given):
        if one.answered_at is None and given.agency_id != principal.organisation_id:
            one.answer = ""
        found[one.indicator].append(one)
    return dict(found)


def unanswered(given: NationalReturn, asked: Mapping[str, Sequence[ReturnQuestion]]) -> set[str]:
    """Lines with a question to which nothing is written yet, while the return is with its agency."""
    if given.state != ReturnState.QUERIED:
        return set()
    return {code for code, found in asked.items() if any(one.answered_at is None and not one.answer for one in found)}


def open_questions(principal: Principal, given: NationalReturn) -> list[ReturnQuestion]:
    """Those that have no answer, or one that was not sent yet."""
    return list(_of(principal, given).filter(answered_at=None))


def tidied(asked: Asked) -> Asked:
    """Without those that ask nothing."""
    return {code: text.strip() for code, text in asked.items() if text.strip()}


def in_words(asked: Asked) -> str:
    """All of it in one text, as the step keeps it and desks quote it."""
    return "\n".join(f"{code}: {words}" if code else words for code, words in sorted(asked.items()))


def ask(principal: Principal, returns: Iterable[NationalReturn], asked: Asked) -> None:
    """Put the questions to their lines, in the transaction of the step that sends the returns back. Raises Refused."""
    for code, text in asked.items():
        if code != WHOLE and indicator_named(code) is None:
            raise Refused({"words": _("There is no figure «%(value)s» in a return.") % {"value": code}})
        if len(text) > LENGTH:
            raise Refused({"words": _("Ask in %(limit)s letters at most.") % {"limit": LENGTH}})
    ReturnQuestion.objects.bulk_create(
        ReturnQuestion(national_return=given, indicator=code, words=words, asked_by_id=principal.person)
        for given in returns
        for code, words in asked.items()
    )


def keep_answers(given: NationalReturn, answers: Mapping[UUID, str]) -> None:
    """Answers as they are written; nobody else reads them before the return is submitted."""
    if any(len(text) > LENGTH for text in answers.values()):
        raise Refused({"answer": _("Answer in %(limit)s letters at most.") % {"limit": LENGTH}})
    changed = []
    for one in ReturnQuestion.objects.filter(national_return=given, answered_at=None, pk__in=list(answers)):
        if one.answer != answers[one.pk].strip():
            one.answer = answers[one.pk].strip()
            changed.append(one)
    ReturnQuestion.objects.bulk_update(changed, ["answer"])


def send_answers(principal: Principal, returns: Sequence[NationalReturn]) -> None:
    """What was answered is told from now on; what was not stays open."""
    written: QuerySet[ReturnQuestion] = ReturnQuestion.objects.filter(national_return__in=returns, answered_at=None)
    written.exclude(answer="").update(answered_by=principal.person, answered_at=clock.now())


def _of(principal: Principal, given: NationalReturn) -> QuerySet[ReturnQuestion]:
    return ReturnQuestion.objects.visible_to(principal).filter(national_return=given)
