"""The words of matches: what agrees, how far a match has come, what is told."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.deconfliction.models import MatchDisclosure, MatchState
from operation.cases.identifying.kinds import IdentifierKind
from operation.cases.registry import by_code
from operation.cases.values import EVENT_DATE, IDENTIFIERS, NAMES, label_of, state_of
from operation.kernel.errors import Text

TYPE, STATUS, REFERENCE = "type", "status", "reference"
"""What is told of a record besides its fields."""

PARTS: dict[str, Text] = {
    "name": gettext_lazy("name"),
    "born": gettext_lazy("date of birth"),
    "sex": gettext_lazy("sex"),
    "nationality": gettext_lazy("nationality"),
}
"""Parts of names' proposals; one without words here is shown as the engine calls it."""

TONES = {
    MatchState.FOUND: "due",
    MatchState.IN_DIALOGUE: "work",
    MatchState.CONFIRMED: "ok",
    MatchState.REJECTED: "idle",
    MatchState.CLOSED: "idle",
}


def kind_word(kind: str) -> str:
    if kind in IdentifierKind.values:
        return str(IdentifierKind(kind).label)
    return str(PARTS.get(kind, kind))


def kind_words(kinds: Iterable[str]) -> str:
    """What agrees, in one line."""
    return ", ".join(kind_word(kind) for kind in kinds)


def told_label(told: MatchDisclosure) -> str:
    record_type = by_code(told.record_type)
    if told.field == TYPE or record_type is None:
        return _("Type")
    if told.field == STATUS:
        return _("Status")
    if told.field == REFERENCE:
        return _("Released record")
    known = (NAMES, IDENTIFIERS, EVENT_DATE, *record_type.content_fields)
    return label_of(record_type, told.field) if told.field in known else told.field


def told_value(told: MatchDisclosure) -> str:
    """Codes in the reader's language; what was written, as it was told."""
    record_type = by_code(told.record_type)
    if record_type and told.field == TYPE:
        return str(record_type.label)
    if record_type and told.field == STATUS:
        return state_of(record_type, told.value)
    return told.value
