"""What a page asks before a step of a request is taken."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from coordination.requests.states import step_named
from operation.kernel.errors import Text


@dataclass(frozen=True, slots=True)
class Question:
    """Words of the confirming page: what the step means, and what is said when it was taken."""

    text: Text
    done: Text
    grave: bool = False


QUESTIONS = {
    "send": Question(_("The recipient reads it from now on, and its clock runs."), _("Sent: its clock runs.")),
    "acknowledge": Question(_("The sender learns that it has arrived. The clock goes on running."), _("Acknowledged.")),
    "ask": Question(
        _("The clock stands still until the sender has answered your question, or you begin without it."),
        _("Your question is with the sender. The clock stands still."),
    ),
    "clarify": Question(
        _("The recipient gets your words, and its clock runs again with what was left."), _("Clarified.")
    ),
    "begin": Question(_("The sender learns that you are at it. A clock that stood still runs again."), _("Begun.")),
    "partly": Question(
        _("The sender gets this part now. The clock goes on running until your last word."), _("This part is sent.")
    ),
    "answer": Question(_("This is your last word: the clock ends with it."), _("Answered.")),
    "refuse": Question(
        _("The clock ends with it. The sender learns the ground, and may ask again with another request."),
        _("Refused."),
        grave=True,
    ),
    "redirect": Question(
        _("The clock ends with it. Say to which authority a letter of request is to be addressed."), _("Redirected.")
    ),
    "withdraw": Question(
        _("The recipient owes no answer any more. A withdrawn request cannot be sent again."),
        _("Withdrawn."),
        grave=True,
    ),
    "close": Question(_("Nothing is left to do about it. It stays readable for both sides."), _("Closed.")),
    "delay": Question(
        _("The sender learns the reason. The clock stands still until the day that you name, and goes on then."),
        _("Announced. The clock stands still."),
    ),
}


def question_of(reference: str, name: str) -> dict[str, Text | bool]:
    """For components/confirm.html. Raises LookupError for a step that there is not."""
    step, asked = step_named(name), QUESTIONS[name]
    title = f"{step.label}: {reference}"
    return {"title": title, "text": asked.text, "label": step.label, "grave": asked.grave}
