"""Why a record was found: what of it holds the text, as far as its reader may see that."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.cases.asking import Asked
from operation.cases.masking import IDENTIFIERS, NAMES, withheld_from
from operation.cases.names import fold
from operation.cases.registry import RecordType
from operation.kernel.errors import Text


def reasons_for(principal: Principal, record_type: RecordType, record: Any, asked: Asked) -> Sequence[Text]:
    """In words, the most telling first, each once. Names and identifiers of the record were fetched as its reader's."""
    withheld = withheld_from(principal, record_type, record)
    found: list[str] = []
    if record_type.names and NAMES not in withheld:
        found += _by_name(record.names.all(), asked)
    if record_type.identifiers and IDENTIFIERS not in withheld:
        found += _by_number(record.identifiers.all(), asked)
    if asked.text.upper() in record.reference:
        found.append(_("reference"))
    if asked.narrative and "narrative" not in withheld and asked.narrative in record.narrative.lower():
        found.append(_("narrative"))
    if not found and record_type.names and NAMES not in withheld:
        found.append(_("sounds alike"))
    return [capfirst(reason) for reason in dict.fromkeys(found)]


def _by_name(names: Any, asked: Asked) -> Iterator[str]:
    for name in names:
        if asked.name in fold(name.text):
            yield _("name")
        elif asked.name in name.folded:
            yield _("romanisation")


def _by_number(identifiers: Any, asked: Asked) -> Iterator[str]:
    beginnings = tuple(asked.numbers)
    for one in identifiers:
        if beginnings and one.search_key.startswith(beginnings):
            yield str(one.get_kind_display())
