"""What a page asks before a step is taken."""

from django.utils.translation import gettext_lazy as _

from coordination.questions import Question

WHY = _("Why")

GROUP: dict[str, Question] = {
    "join": Question(
        title=_("Join this joint investigation"),
        text=_(
            "Your supervisors and you read its records and plans from now on; officers whom you name read them too."
        ),
        label=_("Join"),
        done=_("Your agency has joined."),
    ),
    "decline": Question(
        title=_("Decline"),
        text=_("The agency that leads reads your reason. For your agency there is no such joint investigation then."),
        label=_("Decline"),
        done=_("Declined."),
        words_label=WHY,
        grave=True,
    ),
    "leave": Question(
        title=_("Leave this joint investigation"),
        text=_(
            "Your agency reads it no more, and what is agreed on with it is no-go. What you released for it stays"
            " released: recall it on the page of each record."
        ),
        label=_("Leave"),
        done=_("Your agency has left."),
        words_label=WHY,
        grave=True,
    ),
    "close": Question(
        title=_("Close this joint investigation"),
        text=_("Its members read it as it is. Nothing is added afterwards."),
        label=_("Close"),
        done=_("Closed."),
        grave=True,
    ),
}
ACTION: dict[str, Question] = {
    "ask": Question(
        title=_("Ask for go or no-go"),
        text=_("Every agency that has joined is asked, yours too. It is go when all say so."),
        label=_("Ask"),
        done=_("Asked."),
    ),
    "go": Question(
        title=_("Go, for your agency"),
        text=_("When all agencies say go there is an action day, closed to everybody else until it was carried out."),
        label=_("Go"),
        done=_("Your agency says go."),
        words_label=_("In words, if you like"),
        optional=True,
    ),
    "no-go": Question(
        title=_("No-go, for your agency"),
        text=_("It is no-go for all. All members read your reason."),
        label=_("No-go"),
        done=_("No-go."),
        words_label=WHY,
        grave=True,
    ),
    "carry-out": Question(
        title=_("The action was carried out"),
        text=_(
            "Its action day is shown to all members of the operation from now on. Each agency states its claims next."
        ),
        label=_("It was carried out"),
        done=_("Carried out. Each agency states what it claims."),
    ),
    "cancel": Question(
        title=_("Call this action off"),
        text=_("It is over. All members read your reason."),
        label=_("Call it off"),
        done=_("Called off."),
        words_label=WHY,
        grave=True,
    ),
    "agree": Question(
        title=_("Agree to the totals"),
        text=_("When all agencies agree, the totals stand. Your claims stay beside them as you stated them."),
        label=_("Agree"),
        done=_("Your agency agrees."),
        words_label=_("In words, if you like"),
        optional=True,
    ),
    "object": Question(
        title=_("Object to the totals"),
        text=_("The agency that leads proposes others. All members read your reason."),
        label=_("Object"),
        done=_("Your objection is noted."),
        words_label=WHY,
    ),
}
