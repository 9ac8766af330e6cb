"""What a page asks before a step of a return is taken."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.returns.models import NationalReturn


@dataclass(frozen=True, slots=True)
class Question:
    """Words of the confirming page. `words_label` names the field for a question or reason, if the step needs one."""

    title: str
    text: str
    label: str
    done: str
    words_label: str = ""
    grave: bool = False


def question_of(given: NationalReturn, name: str) -> Question:
    """Raises KeyError for a step that has no page of its own."""
    return _question(name, str(given))


def _question(name: str, what: str) -> Question:
    return {"verify": _verify, "query": _query, "lock": _lock, "reopen": _reopen}[name](what)


def several_question(name: str, count: int) -> Question:
    """The same for several returns at once. Raises KeyError for a step that is taken one by one."""
    titles = {
        "verify": ngettext("Verify %(count)s return", "Verify %(count)s returns", count),
        "lock": ngettext("Lock %(count)s return", "Lock %(count)s returns", count),
    }
    texts = {
        "verify": _("Their figures count as verified from now on, and every country sees them in the totals."),
        "lock": _("Locked returns are closed. Only the director reopens them, with a reason."),
    }
    title = titles[name] % {"count": count}
    return Question(title, texts[name], title, _question(name, "").done)


def _verify(what: str) -> Question:
    return Question(
        title=_("Verify %(what)s") % {"what": what},
        text=_("Its figures count as verified from now on, and every country sees them in the totals."),
        label=_("Verify"),
        done=_("Verified."),
    )


def _query(what: str) -> Question:
    return Question(
        title=_("Ask about %(what)s") % {"what": what},
        text=_("The return goes back to the agency with your question. Its figures stay as submitted until then."),
        label=_("Send the question"),
        done=_("The question is with the agency."),
        words_label=_("Your question"),
    )


def _lock(what: str) -> Question:
    return Question(
        title=_("Lock %(what)s") % {"what": what},
        text=_("A locked return is closed. Only the director reopens it, with a reason."),
        label=_("Lock"),
        done=_("Locked."),
    )


def _reopen(what: str) -> Question:
    return Question(
        title=_("Reopen %(what)s") % {"what": what},
        text=_("The agency gets it back as a draft. Until it is submitted again, its figures count as logged only."),
        label=_("Reopen"),
        done=_("Reopened: it is a draft again."),
        words_label=_("Reason"),
        grave=True,
    )
