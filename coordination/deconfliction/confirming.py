"""The steps of a match on pages of their own: who may take one now, what it asks, what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.deconfliction import actions, concluding
from coordination.deconfliction.forms import FieldsForm, OutcomeForm, PlainForm, ReasonForm, VersionForm
from coordination.deconfliction.models import Step
from coordination.deconfliction.selectors import SeenMatch
from coordination.deconfliction.telling import tellable
from coordination.deconfliction.wording import TYPE
from operation.access.principal import Principal
from operation.cases.registry import type_of
from operation.kernel.errors import Text

Given = dict[str, Any]


@dataclass(frozen=True)
class StepPage:
    """One step. `may` says whether it makes sense now; `form` asks; `take` does it with what the form was given."""

    name: str
    label: Text
    text: Text
    done: Text
    may: Callable[[Principal, SeenMatch], bool]
    form: Callable[[SeenMatch, Any], Any]
    take: Callable[[Principal, SeenMatch, Given], Any]
    icon: str = ""
    main: bool = False
    grave: bool = False


def has_told(principal: Principal, seen: SeenMatch, field: str = "") -> bool:
    """Whether the own side told anything, or this."""
    own = principal.organisation_id
    return any(told.organisation_id == own and field in ("", told.field) for told in seen.told)


def _hides(_principal: Principal, seen: SeenMatch) -> bool:
    return bool(seen.side and seen.side.hides and seen.side.closed_at is None)


def _is_new(principal: Principal, seen: SeenMatch) -> bool:
    own = principal.organisation_id
    return bool(seen.side and not seen.side.noted_at) and not any(one.organisation_id == own for one in seen.steps)


def _tells(_principal: Principal, seen: SeenMatch) -> bool:
    return bool(seen.record and seen.match and seen.match.is_known and seen.match.state not in actions.OVER)


def _tells_more(principal: Principal, seen: SeenMatch) -> bool:
    return _tells(principal, seen) and has_told(principal, seen, TYPE)


def _tells_fields(principal: Principal, seen: SeenMatch) -> bool:
    return _tells_more(principal, seen) and bool(tellable(type_of(seen.record), seen.record))


def _concludes(_principal: Principal, seen: SeenMatch) -> bool:
    return bool(seen.side and seen.match and seen.match.is_known and seen.match.state not in actions.OVER)


def _answers(principal: Principal, seen: SeenMatch) -> bool:
    asked = bool(seen.match and seen.match.proposed and seen.match.proposed_by_id != principal.organisation_id)
    return asked and _concludes(principal, seen)


def _reason(_seen: SeenMatch, data: Any) -> Any:
    return ReasonForm(data)


def _fields(seen: SeenMatch, data: Any) -> Any:
    return FieldsForm(tellable(type_of(seen.record), seen.record) if seen.record else {}, data)


def _version(seen: SeenMatch) -> int:
    return seen.match.version if seen.match else 1


STEPS: tuple[StepPage, ...] = (
    StepPage(
        "agree",
        _("Agree to the outcome"),
        _("It holds for both sides from then on. «Not the same» ends the match and is remembered."),
        _("Agreed."),
        _answers,
        lambda seen, data: VersionForm(_version(seen), data),
        lambda who, seen, given: concluding.agree_outcome(principal=who, match=seen.named, version=given["version"]),
        icon="ok",
        main=True,
    ),
    StepPage(
        "reveal",
        _("Reveal the match"),
        _("The other side is told that there is a match with your agency, and nothing of your record."),
        _("Revealed."),
        _hides,
        _reason,
        lambda who, seen, given: actions.reveal_match(principal=who, side=seen.own, reason=given["reason"]),
        main=True,
        grave=True,
    ),
    StepPage(
        "tell",
        _("Tell type and status"),
        _("The other side reads of which type your record is and its status, and nothing else of it."),
        _("Told."),
        lambda who, seen: _tells(who, seen) and not has_told(who, seen, TYPE),
        _reason,
        lambda who, seen, given: actions.tell_type(principal=who, match=seen.named, reason=given["reason"]),
        main=True,
    ),
    StepPage(
        "fields",
        _("Tell chosen fields"),
        _("The other side reads these values as they are now, under the marking of your record."),
        _("Told."),
        _tells_fields,
        _fields,
        lambda who, seen, given: actions.tell_fields(
            principal=who, match=seen.named, fields=given["fields"], reason=given["reason"]
        ),
    ),
    StepPage(
        "release",
        _("Release the record"),
        _("The other side reads your record from then on, until you recall it."),
        _("Released."),
        lambda who, seen: (
            _tells_more(who, seen)
            and not any(one.step == Step.RECORD and one.organisation_id == who.organisation_id for one in seen.told)
        ),
        _reason,
        lambda who, seen, given: actions.release_record(principal=who, match=seen.named, reason=given["reason"]),
    ),
    StepPage(
        "propose",
        _("Propose an outcome"),
        _("It holds once the coordinator of the other side agrees."),
        _("Proposed: the other side answers."),
        _concludes,
        lambda seen, data: OutcomeForm(_version(seen), data),
        lambda who, seen, given: concluding.propose_outcome(
            principal=who, match=seen.named, outcome=given["outcome"], words=given["words"], version=given["version"]
        ),
    ),
    StepPage(
        "take-back",
        _("Take back what you told"),
        _("All that you told goes from this match, and a release of the record ends. What was read was read."),
        _("Taken back."),
        lambda who, seen: has_told(who, seen),
        _reason,
        lambda who, seen, given: actions.take_back(principal=who, match=seen.named, reason=given["reason"]),
        grave=True,
    ),
    StepPage(
        "set-aside",
        _("Set aside"),
        _("It leaves your desk and stays in the list of matches. The other side is told nothing."),
        _("Set aside."),
        _is_new,
        lambda _seen, data: PlainForm(data),
        lambda who, seen, _given: actions.set_aside(principal=who, side=seen.own),
    ),
)
BY_NAME = {step.name: step for step in STEPS}
