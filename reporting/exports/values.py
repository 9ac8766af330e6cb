"""What the parts of a file of figures have in common: numbers, states, rules."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from operation.kernel.errors import Text

Number = int | Decimal | None
KNOWN, NO_DATA, WITHHELD = "known", "no data", "withheld"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a figure is counted, and by which version of its rule."""

    code: str
    label: str
    line: int
    unit: str
    version: int
    text: str


def state_words(state: str) -> Text:
    return {KNOWN: _("known"), NO_DATA: _("no data"), WITHHELD: _("withheld")}[state]
