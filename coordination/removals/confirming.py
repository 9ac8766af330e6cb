"""What a page asks before a step of a removal is taken: its words, its form, its action."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.removals import answering, asking, handing
from coordination.removals.forms import HeadsForm, RefusalForm, ScheduleForm, StepForm
from coordination.removals.models import Removal, RemovalPerson
from operation.kernel.errors import Text

GO_BACK = _("Whoever waits for his removal stays where he is.")


@dataclass(frozen=True)
class Question:
    """`take` is the action, `form` what it needs; `words` names the field for words where they are needed."""

    title: Text
    text: Text
    done: Text
    take: Callable[..., Removal]
    form: type[StepForm] = StepForm
    words: Text = ""
    grave: bool = False
    about_persons: bool = field(default=False)


QUESTIONS: dict[str, Question] = {
    "send": Question(
        _("Send the request"),
        _("The other country reads what you wrote of the persons. Each disclosure is in the trail."),
        _("Sent."),
        asking.send_removal,
    ),
    "acknowledge": Question(
        _("Acknowledge the request"),
        _("The other country sees that it arrived."),
        _("Acknowledged."),
        answering.acknowledge_removal,
    ),
    "locate": Question(
        _("Say that the persons are located"),
        _("The other country sees it, and no address."),
        _("Noted: located."),
        answering.locate_persons,
    ),
    "hold": Question(
        _("Say that the persons are in custody"),
        _("Each person on the list needs a suspect of yours who was arrested or surrendered."),
        _("Noted: in custody."),
        answering.hold_persons,
    ),
    "decide": Question(
        _("Grant the removal"),
        _("The other country reads the decision. Checklist and schedule follow."),
        _("Granted."),
        answering.grant_removal,
        words=_("The decision: by whom, under which number"),
    ),
    "schedule": Question(
        _("Schedule the hand-over"),
        _("The checklist is cleared for every person, and somebody escorts them. Your suspects wait for removal then."),
        _("Scheduled."),
        answering.schedule_removal,
        form=ScheduleForm,
    ),
    "hand-over": Question(
        _("Hand over"),
        _("Tick whom you hand over. The other country ticks whom it receives; nobody else is told who differs."),
        _("Handed over."),
        handing.hand_over_persons,
        form=HeadsForm,
        about_persons=True,
    ),
    "receive": Question(
        _("Confirm who was received"),
        _("Tick whom you received, as you counted them. Where the other country ticked others, an incident opens."),
        _("Received."),
        handing.receive_persons,
        form=HeadsForm,
        about_persons=True,
    ),
    "close": Question(
        _("Close the removal"),
        _("Every incident is resolved. Nothing is changed any more."),
        _("Closed."),
        handing.close_removal,
    ),
    "refuse": Question(
        _("Refuse the removal"),
        _("The other country reads the ground and your words. It may ask again."),
        _("Refused."),
        answering.refuse_removal,
        form=RefusalForm,
        words=_("Why, in words"),
        grave=True,
    ),
    "withdraw": Question(
        _("Withdraw the request"), GO_BACK, _("Withdrawn."), asking.withdraw_removal, words=_("Why?"), grave=True
    ),
    "lapse": Question(
        _("Say that it has lapsed"), GO_BACK, _("Lapsed."), answering.lapse_removal, words=_("Why?"), grave=True
    ),
}


def form_of(name: str, removal: Removal, persons: Sequence[RemovalPerson], data: Any = None) -> StepForm:
    """The form of a step, with the words that it asks for."""
    question = QUESTIONS[name]
    form = HeadsForm(removal, data, persons=persons) if question.about_persons else question.form(removal, data)
    if question.words:
        form.fields["words"].label = question.words
    return form
