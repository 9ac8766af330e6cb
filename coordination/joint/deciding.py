"""Steps of an action: asked by the lead, decided by each member for itself, carried out, called off."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.joint.keeping import hide_day, open_day, show_day
from coordination.joint.models import ActionState, GoDecision, JointAction
from coordination.joint.planning import locked_action, store
from coordination.joint.policies import may_step
from coordination.joint.selectors import decisions_of, joined, own_member
from coordination.joint.states import step_named
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.names import composed_lines
from operation.kernel import clock
from operation.kernel.errors import Refused, require


@transaction.atomic
def ask_decision(*, principal: Principal, action: JointAction, version: int) -> JointAction:
    """Ask every member for go or no-go; what was said before does not count. Raises NotAllowed; Refused; Conflict."""
    current = begin(principal, action, version, "ask")
    if current.planned_on < clock.today():
        raise Refused(_("The day is past. Plan another one first."))
    current.state = ActionState.ASKED
    current.asked += 1
    return finish(current, "ask")


@transaction.atomic
def decide_go(*, principal: Principal, action: JointAction, version: int, words: str = "") -> JointAction:
    """Go for the own agency. It is go when every agency that has joined said so; then there is an action day.

    Raises NotAllowed; Refused; Conflict.
    """
    current = begin(principal, action, version, "go")
    _say(principal, current, goes=True, words=words)
    said = decisions_of(principal, current)
    members = joined(principal, current.joint)
    if all(one.organisation_id in said and said[one.organisation_id].goes for one in members):
        current.state = ActionState.GO
        show_day(current, current.joint)
    return finish(current, "go")


@transaction.atomic
def decide_no_go(*, principal: Principal, action: JointAction, version: int, words: str) -> JointAction:
    """No-go for the own agency, which ends it for all; also after it was «go». Raises NotAllowed; Refused; Conflict."""
    current = begin(principal, action, version, "no-go")
    require_words(words)
    _say(principal, current, goes=False, words=words)
    current.state = ActionState.NO_GO
    hide_day(current)
    return finish(current, "no-go")


@transaction.atomic
def carry_out(*, principal: Principal, action: JointAction, version: int) -> JointAction:
    """It was carried out: its action day opens to the whole operation. Raises NotAllowed; Refused; Conflict."""
    current = begin(principal, action, version, "carry-out")
    if current.planned_on > clock.today():
        raise Refused(_("The day has not come yet."))
    current.state = ActionState.CARRIED_OUT
    open_day(current)
    return finish(current, "carry-out")


@transaction.atomic
def call_off(*, principal: Principal, action: JointAction, version: int, words: str) -> JointAction:
    """Call it off, with a reason. Raises NotAllowed; Refused; Conflict."""
    current = begin(principal, action, version, "cancel")
    require_words(words)
    current.state = ActionState.CANCELLED
    current.words = composed_lines(words)
    hide_day(current)
    return finish(current, "cancel")


def begin(principal: Principal, action: JointAction, version: int, name: str) -> JointAction:
    """The action, locked, where the step is possible. Raises NotAllowed; Refused; Conflict."""
    own = own_member(principal, action.joint)
    require(may_step(principal, action.joint, own, name), verb=f"{name} action of {action.joint.reference}")
    current = locked_action(principal, action, version)
    step = step_named(name)
    if current.state not in step.sources:
        words = _("The action is «%(state)s»: «%(step)s» is not possible from there.")
        raise Refused(words, params={"state": current.get_state_display(), "step": step.label})
    return current


def finish(action: JointAction, name: str) -> JointAction:
    store(action)
    trail.record(f"joint_action_{name}", action, joint=action.joint.reference)
    return action


def require_words(words: str) -> None:
    """Raises Refused."""
    if not composed_lines(words):
        raise Refused({"words": _("Say why: all members read it.")})


def _say(principal: Principal, action: JointAction, *, goes: bool, words: str) -> None:
    GoDecision.objects.create(
        action=action,
        organisation_id=principal.own_organisation,
        asked=action.asked,
        goes=goes,
        words=composed_lines(words),
        decided_by_id=principal.person,
    )
