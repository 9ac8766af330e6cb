"""The words of the page that asks once more before a step of a report is taken; editions ask in the same form."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from operation.kernel.errors import Text


@dataclass(frozen=True)
class Confirming:
    """One question. `done` is said when the step was taken."""

    title: Text
    text: Text
    label: Text
    done: Text
    grave: bool = False
    needs_reason: bool = False


QUESTIONS: dict[str, Confirming] = {
    "circulate": Confirming(
        _("Circulate"),
        _(
            "Text and figures are frozen as they stand. Each country reads the whole, comments and approves. What a "
            "later round changes is asked again of those whom it concerns."
        ),
        _("Circulate"),
        _("Circulated. The countries are asked."),
    ),
    "propose": Confirming(
        _("Propose the release"),
        _("All six countries have approved. A second person, of the supervision or the communication desk, decides."),
        _("Propose release"),
        _("The release is proposed. A second person decides on it."),
    ),
    "confirm": Confirming(
        _("Confirm the release"),
        _("From then on everybody of the six countries and LMLECC may read it. A released report is frozen."),
        _("Confirm release"),
        _("The report is released."),
    ),
    "decline": Confirming(
        _("Decline the release"),
        _("The report stays with the countries as it is. The director may propose it once more."),
        _("Decline release"),
        _("The release is declined."),
        needs_reason=True,
    ),
    "withdraw": Confirming(
        _("Withdraw the report"),
        _(
            "It is gone from its readers' pages at their next request. Editions of a weekly, monthly or country report "
            "are withdrawn with it, editions of the evaluation one by one."
        ),
        _("Withdraw"),
        _("The report is withdrawn."),
        grave=True,
        needs_reason=True,
    ),
}
