"""What a page asks before a step of an offer is taken."""

from django.utils.translation import gettext_lazy as _

from coordination.questions import Question

QUESTIONS: dict[str, Question] = {
    "accept": Question(
        title=_("Accept this offer"),
        text=_("The partner and the countries that it is for read that it is accepted, with your words."),
        label=_("Accept"),
        done=_("Accepted."),
        words_label=_("Words to the partner"),
        optional=True,
    ),
    "decline": Question(
        title=_("Decline this offer"),
        text=_("It ends here. The partner and the countries that it is for read your reason."),
        label=_("Decline"),
        done=_("Declined."),
        words_label=_("Reason"),
        grave=True,
    ),
    "begin": Question(
        title=_("It is under way"),
        text=_("Each country that it is for is asked to confirm that it came."),
        label=_("It is under way"),
        done=_("Under way: the countries are asked to confirm it."),
    ),
    "confirm": Question(
        title=_("Confirm that it came"),
        text=_("You say so for your country. It is delivered once every country that it is for has said so."),
        label=_("Confirm"),
        done=_("Confirmed for your country."),
        words_label=_("What came"),
        optional=True,
    ),
}
