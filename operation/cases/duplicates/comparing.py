"""How a draft resembles a record, and why; what contradicts it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from operation.cases.drafts import RecordDraft
from operation.cases.identifiers import Identifier
from operation.cases.identifying.kinds import Bearer
from operation.cases.names import Name, NameKind
from operation.cases.registry import RecordType
from operation.kernel.dates import PartialDate, Precision
from operation.kernel.errors import Text

TELLING = 4
"""Letters of a key by sound that make it worth a look where nothing else is known."""

MALE_OR_FEMALE = frozenset({"male", "female"})


@dataclass(frozen=True)
class Seeker:
    """A draft as it would be kept, for comparison."""

    names: Sequence[Name]
    identifiers: Sequence[Identifier]
    bearer: Bearer

    @property
    def numbers(self) -> set[tuple[str, str]]:
        return {(one.kind, one.normalised) for one in self.identifiers}

    @property
    def texts(self) -> set[str]:
        return {text for name in self.names for text in name.spellings}

    @property
    def sounds(self) -> set[str]:
        return {key for name in self.names for key in name.whole_sounds}


def seeker_of(record_type: RecordType, country: str, draft: RecordDraft) -> Seeker:
    """The names and identifiers of a draft, settled as they are when they are kept."""
    bearer = _bearer(record_type, draft)
    names: list[Any] = [record_type.names(**vars(name)) for name in draft.names] if record_type.names else []
    for name in names:
        name.settle()
    given = (draft.identifiers or ()) if record_type.identifiers else ()
    identifiers: list[Any] = [record_type.identifiers(**vars(one)) for one in given]  # type: ignore[misc]
    for one in identifiers:
        one.settle(country, bearer)
    return Seeker(names, identifiers, bearer)


def _bearer(record_type: RecordType, draft: RecordDraft) -> Bearer:
    fields: Any = record_type.model._meta.concrete_fields
    plain = {field.name for field in fields if not isinstance(field, models.ForeignKey)}
    return record_type.model(**{name: value for name, value in draft.values.items() if name in plain and value}).bearer


def likeness(seeker: Seeker, record: Any, record_type: RecordType) -> tuple[int, list[Text]]:
    """How much a record resembles the draft, and why; (0, []) where it does not, or something contradicts it.

    A shared identifier outweighs a contradiction: one of the two dates may be wrong.
    """
    numbers = list(_numbers(seeker, record)) if record_type.identifiers else []
    names = list(_names(seeker, record)) if record_type.names else []
    born = _same_day(seeker.bearer.born, record.bearer.born)
    if not numbers and (not names or _contradicts(seeker.bearer, record.bearer)):
        return 0, []
    if not numbers and not born and not any(weight > 1 for weight, _why in names):
        return 0, []
    weights = 4 * len(numbers) + max((weight for weight, _why in names), default=0) + born
    reasons = [*numbers, *(why for _weight, why in names), *([_("same date of birth")] if born else [])]
    return weights, list(dict.fromkeys(reasons))


def _numbers(seeker: Seeker, record: Any) -> Iterator[str]:
    for one in record.identifiers.all():
        if (one.kind, one.normalised) in seeker.numbers:
            yield _("same %(kind)s") % {"kind": one.get_kind_display()}


def _names(seeker: Seeker, record: Any) -> Iterator[tuple[int, str]]:
    """Each name in common with its weight: 3 the same, 2 a long one that sounds alike, 1 a short one.

    A nickname weighs as little as a short one: half of a country shares the same few.
    """
    for name in record.names.all():
        shared = seeker.sounds & set(name.whole_sounds)
        if seeker.texts & set(name.spellings):
            yield 1 if name.kind == NameKind.NICKNAME else 3, _("same name")
        elif shared:
            yield 2 if max(map(len, shared)) > TELLING else 1, _("name sounds alike")


def _same_day(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Two whole days that are one. Half of a village is born in the same year: that claims nothing."""
    if one is None or other is None:
        return False
    return one.precision == other.precision == Precision.DAY and one.day == other.day


def _contradicts(one: Bearer, other: Bearer) -> bool:
    if one.born and other.born and one.born.contradicts(other.born):
        return True
    return {one.sex, other.sex} == MALE_OR_FEMALE
