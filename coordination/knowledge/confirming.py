"""What a page asks before a step of an item is taken."""

from django.utils.translation import gettext_lazy as _

from coordination.questions import Question

QUESTIONS: dict[str, Question] = {
    "propose": Question(
        title=_("Propose it"),
        text=_("LMLECC reads it and validates it, asks you, or sets it aside. You cannot change it meanwhile."),
        label=_("Propose"),
        done=_("Proposed. LMLECC looks at it."),
    ),
    "validate": Question(
        title=_("Validate it"),
        text=_("All six countries read it from now on, and each coordinator is asked whether it is adopted."),
        label=_("Validate"),
        done=_("Validated. The six countries are asked."),
    ),
    "query": Question(
        title=_("Ask about it"),
        text=_("It goes back to the agency with your question. What the countries have answered is asked again."),
        label=_("Send the question"),
        done=_("The question is with the agency."),
        words_label=_("Your question"),
    ),
    "adopt": Question(
        title=_("Adopt it"),
        text=_("It is adopted with the objections that were noted. Partners read it if its agency marked it for them."),
        label=_("Adopt"),
        done=_("Adopted."),
    ),
    "set-aside": Question(
        title=_("Set it aside"),
        text=_("Only its agency and LMLECC read it from now on. It does not come back: its agency may write it anew."),
        label=_("Set aside"),
        done=_("Set aside."),
        words_label=_("Reason"),
        grave=True,
    ),
    "withdraw": Question(
        title=_("Withdraw it"),
        text=_("It is set aside and does not come back. You may write it anew."),
        label=_("Withdraw it"),
        done=_("Withdrawn."),
        words_label=_("Reason"),
        grave=True,
    ),
}
MARK = Question(
    title=_("Mark it for partners"),
    text=_("UNODC, INTERPOL and other partners read it as soon as it is adopted, and never before."),
    label=_("Mark for partners"),
    done=_("Marked: partners read it once it is adopted."),
)
UNMARK = Question(
    title=_("Take it from partners"),
    text=_("Partners stop reading it at once. What they have read they know."),
    label=_("Take it from partners"),
    done=_("Partners do not read it any more."),
)
