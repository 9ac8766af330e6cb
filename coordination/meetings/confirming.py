"""What a page asks before a step of the minutes is taken, or a decision is taken out."""

from django.utils.translation import gettext_lazy as _

from coordination.questions import Question

QUESTIONS: dict[str, Question] = {
    "circulate": Question(
        title=_("Circulate the minutes"),
        text=_("Every coordinator is asked to agree for the country, or to note an objection that is printed."),
        label=_("Circulate"),
        done=_("Circulated: the six countries are asked."),
    ),
    "revise": Question(
        title=_("Revise the minutes"),
        text=_("They are a draft again. What the countries have answered is asked again when they are circulated."),
        label=_("Revise"),
        done=_("A draft again."),
    ),
    "approve": Question(
        title=_("Approve the minutes"),
        text=_(
            "All countries have been heard; objections are printed with the minutes. Nothing is changed afterwards."
        ),
        label=_("Approve"),
        done=_("Approved. Decisions can become actions of the plan."),
    ),
}
REMOVE = Question(
    title=_("Take this decision out"),
    text=_("It is removed from the draft of the minutes."),
    label=_("Take it out"),
    done=_("Taken out."),
    grave=True,
)
