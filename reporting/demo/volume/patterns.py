"""Patterns: some hundred whole records of each agency and type, invented with care; each is written many times."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django_countries.fields import CountryField

from operation.access.principal import Principal
from operation.cases.base import CaseRecord, Verification, review_date
from operation.cases.checks import check_values
from operation.cases.drafts import NameDraft
from operation.cases.names import Name, NameKind
from operation.cases.registry import RecordType
from operation.kernel.errors import Refused
from operation.plan.models import Operation
from reporting.demo import values
from reporting.demo.chance import Dice
from reporting.demo.names import Namer, group, nickname
from reporting.demo.vocabulary import Agency, groups

NUMBER = "{n}"
"""In a text of a pattern: the number of the record, put in as it is written. It makes case numbers and rare names."""

VERIFIED: dict[str, float] = {Verification.VERIFIED: 70, Verification.UNVERIFIED: 30}
RARE_ALIAS = 0.2
YES = 0.05
TRIES = 20
MOST = 100_000


@dataclass(frozen=True)
class Span:
    """The time over which records are spread."""

    begins: datetime
    ends: datetime

    def day(self, dice: Dice) -> date:
        return (self.begins + timedelta(days=dice.randrange((self.ends - self.begins).days))).date()


@dataclass(frozen=True)
class Pattern:
    """A record as an action would accept it, and its names, the first one primary."""

    record: CaseRecord
    names: list[Name]


@dataclass(frozen=True)
class Inventor:
    """Invents the patterns of one agency."""

    operation: Operation
    agency: Agency
    principal: Principal
    span: Span
    seed: int

    def patterns(self, record_type: RecordType, count: int) -> Iterator[Pattern]:
        """`count` patterns of a type, each as an action would take it. Raises Refused where none of many is."""
        dice, namer = Dice.of(self.seed, self.agency.key, record_type.slug), Namer(self.seed)
        for _number in range(count):
            record = self._accepted(record_type, dice)
            yield Pattern(record, self._names(record_type, record, namer, dice))

    def _accepted(self, record_type: RecordType, dice: Dice, tries: int = TRIES) -> CaseRecord:
        """Values are drawn apart: where they contradict each other, all are drawn again."""
        record = self._record(record_type, dice)
        try:
            check_values(record)
        except Refused:
            if tries == 1:
                raise
            return self._accepted(record_type, dice, tries - 1)
        return record

    def _record(self, record_type: RecordType, dice: Dice) -> CaseRecord:
        person, day = self.principal.person, self.span.day(dice)
        record = record_type.model(
            operation=self.operation,
            originator_id=self.principal.own_organisation,
            country_id=self.agency.country,
            created_by_id=person,
            changed_by_id=person,
            named_readers=[person],
            is_synthetic=True,
            review_on=review_date(self.span.ends.date()),
            status=dice.choice(list(record_type.state_labels)),
            status_on=day,
            verification=dice.weighted(VERIFIED),
        )
        given = values.common(self.agency, 0, dice) | values.place(self.agency.country, dice)
        given["event_date"] = values.event(day, self.agency, dice)
        given["national_reference"] = f"{self.agency.key}-{NUMBER}/2024" if given["national_reference"] else ""
        for name, value in (self._invented(record_type, day, dice) | given).items():
            setattr(record, name, value)
        return record

    def _invented(self, record_type: RecordType, day: date, dice: Dice) -> dict[str, Any]:
        """Values of the fields that only this type has, by the kind of each; free text stays empty."""
        common = {field.name for field in CaseRecord._meta.fields}
        own = [field for field in record_type.model._meta.concrete_fields if field.name not in common]
        found = {field.name: invent(record_type, field, self.agency, day, dice) for field in own}
        for name, unit in record_type.units.items():
            if unit in found:
                found |= {name: Decimal(dice.randrange(1, MOST)), unit: "USD"}
        return {name: value for name, value in found.items() if value is not None}

    def _names(self, record_type: RecordType, record: Any, namer: Namer, dice: Dice) -> list[Name]:
        model: Any = record_type.names
        if model is None:
            return []
        if hasattr(record, "sex"):
            drafts = namer.person(dice.weighted(self.agency.nationalities), record.sex, dice)
        else:
            drafts = group(dice.choice(groups(self.agency.country)), self.agency.country)
        if dice.happens(RARE_ALIAS):
            drafts += (self._rare(dice),)
        names = [model(is_primary=position == 0, **vars(draft)) for position, draft in enumerate(drafts)]
        for name in names:
            name.settle()
        return names

    def _rare(self, dice: Dice) -> NameDraft:
        """An alias that one record alone has."""
        base = nickname(self.agency.country, dice, NameKind.ALIAS)
        return NameDraft(
            f"{base.text} {NUMBER}", NameKind.ALIAS, f"{base.romanisation} {NUMBER}", base.romanisation_system
        )


def invent(record_type: RecordType, field: Any, agency: Agency, day: date, dice: Dice) -> Any:
    """A value by the kind of the field; None for a field of another kind, which keeps its default."""
    if isinstance(field, ArrayField):
        return dice.some([code for code, _label in field.base_field.flatchoices], 0, 2)
    if isinstance(field, CountryField):
        code = dice.weighted(agency.nationalities)
        return [code] if field.multiple else code
    if isinstance(field, models.BooleanField):
        return dice.happens(YES)
    if isinstance(field, models.DateField):
        return day if field.name in record_type.settled_fields and dice.happens(0.5) else None
    if field.flatchoices:
        return dice.choice([code for code, _label in field.flatchoices])
    return None
