"""What is asked before each step of a visit or a recommendation."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from operation.kernel.errors import Text


@dataclass(frozen=True)
class Question:
    """Heading, what happens, the button, what to write (or nothing), and what is said afterwards."""

    title: Text
    text: Text
    label: Text
    words: Text
    done: Text


VISIT: dict[str, Question] = {
    "carry_out": Question(
        _("Was the visit made?"),
        _("Then findings and recommendations can be written down. The country reads them once they are reported."),
        _("It was made"),
        "",
        _("Write down what was found."),
    ),
    "report": Question(
        _("Report to the agency"),
        _("From now on the country reads report, findings and recommendations. They stay as they are."),
        _("Report"),
        _("Report in short"),
        _("Reported. It waits for the answer of the agency."),
    ),
    "answer": Question(
        _("Answer of your agency"),
        _("LMLECC reads it beside its report. Each recommendation is accepted or rejected before."),
        _("Send the answer"),
        _("Answer"),
        _("Answered. LMLECC closes the visit once everything is verified."),
    ),
    "close": Question(
        _("Close the visit?"),
        _("Nothing more is to be done about it."),
        _("Close"),
        "",
        _("Closed."),
    ),
}

ADVICE: dict[str, Question] = {
    "accept": Question(
        _("Accept this recommendation?"),
        _("Your agency carries it out until the day on which it is due."),
        _("Accept"),
        _("Remark, if there is one"),
        _("Accepted."),
    ),
    "reject": Question(
        _("Reject this recommendation?"),
        _("LMLECC reads the reason. Nothing more is to be done about it."),
        _("Reject"),
        _("Why?"),
        _("Rejected, with its reason."),
    ),
    "implement": Question(
        _("Is it done?"),
        _("LMLECC verifies it by what you write here."),
        _("It is done"),
        _("By what does one see it?"),
        _("Told to LMLECC, which verifies it."),
    ),
    "verify": Question(
        _("Is it verified?"),
        _("The recommendation is closed by it."),
        _("Verify"),
        _("Remark, if there is one"),
        _("Verified and closed."),
    ),
    "return": Question(
        _("Send it back?"),
        _("The agency reads what is missing and goes on."),
        _("Send back"),
        _("What is missing?"),
        _("Sent back to the agency."),
    ),
}
