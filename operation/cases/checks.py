"""What a record must satisfy before it is written, whoever writes it. Each refusal names field, value and way out."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from django_countries.fields import CountryField

from operation.access.handling import HandlingCode
from operation.cases.base import CaseRecord
from operation.cases.drafts import IdentifierDraft, NameDraft
from operation.cases.names import NAME_MARKS
from operation.cases.registry import RecordType, type_of
from operation.kernel import clock
from operation.kernel.dates import PartialDate, WrittenDateField
from operation.kernel.errors import Refused
from operation.kernel.transitions import Transition

COORDINATES = re.compile(r"(-?\d{1,2}(?:\.\d+)?), ?(-?\d{1,3}(?:\.\d+)?)")
NORTH, EAST = 90, 180
SUBDIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


def check_values(record: CaseRecord, *, changed: Collection[str] | None = None) -> None:
    """Code lists, lengths, dates that are not in the future, and the words that H3 needs. Raises Refused by field.

    `changed` names the fields that are new in a record that was checked before; None: all are.
    """
    problems = _check_countries(record)
    try:
        record.clean_fields(exclude=_looked_up(record) if changed is None else _others(record, changed))
    except ValidationError as wrong:
        raise Refused(wrong.update_error_dict(problems)) from wrong
    if problems:
        raise Refused(problems)
    record.derive()
    problems = dict(record.objections()) | _check_place(record) | _check_coordinates(record) | _check_days(record)
    if record.handling_code == HandlingCode.H3 and not record.handling_text:
        problems["handling_text"] = _("H3 needs words: say what one may do with this record.")
    if problems:
        raise Refused(problems)


def _check_days(record: CaseRecord) -> dict[str, Any]:
    days = {
        field.name: getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if isinstance(field, models.DateField | WrittenDateField)
        and not isinstance(field, models.DateTimeField)
        and field.editable
    }
    days["event_date"] = days.pop("event_on")
    message = _("%(value)s is in the future. Nothing is logged before it happens.")
    late = {name: day for name, day in days.items() if day and _first(day) > clock.today()}
    return {name: ValidationError(message, "future", {"value": day}) for name, day in late.items()}


def _first(day: date | PartialDate) -> date:
    return day.day if isinstance(day, PartialDate) else day


def _check_coordinates(record: CaseRecord) -> dict[str, Any]:
    written = record.coordinates
    found = COORDINATES.fullmatch(written)
    if not written or (found and abs(float(found[1])) <= NORTH and abs(float(found[2])) <= EAST):
        return {}
    message = _("«%(value)s» are no coordinates. Write latitude and longitude in degrees, as 13.6904, 105.2718.")
    return {"coordinates": ValidationError(message, "coordinates", {"value": written})}


def _check_place(record: CaseRecord) -> dict[str, Any]:
    written, country = record.place_subdivision, str(record.place_country or "")
    if not written:
        return {}
    if not SUBDIVISION.fullmatch(written):
        message = _("«%(value)s» is not an ISO 3166-2 division. Write it as TH-57.")
    elif country and not written.startswith(country):
        message = _("«%(value)s» is not a division of the country of the place. Correct one of them.")
    else:
        return {}
    return {"place_subdivision": ValidationError(message, "subdivision", {"value": written})}


def _check_countries(record: CaseRecord) -> dict[str, Any]:
    """Codes of ISO 3166-1. The field's own check sorts the names of all countries for each value."""
    message = _("«%(value)s» is not the code of a country.")
    problems: dict[str, Any] = {}
    for field in record._meta.concrete_fields:
        if isinstance(field, CountryField):
            value = getattr(record, field.attname)
            codes = [str(country.code or "") for country in (value if field.multiple else [value])]
            unknown = next((code for code in codes if code and code not in countries.countries), None)
            if unknown:
                problems[field.name] = ValidationError(message, "country", {"value": unknown})
    return problems


def _looked_up(record: CaseRecord) -> set[str]:
    return {field.name for field in record._meta.concrete_fields if isinstance(field, models.ForeignKey | CountryField)}


def _others(record: CaseRecord, changed: Collection[str]) -> set[str]:
    return {field.name for field in record._meta.concrete_fields if field.name not in changed}


def check_numbers(records: Sequence[CaseRecord]) -> None:
    """No two records of an agency carry the same national case number."""
    numbers = [record.national_reference for record in records if record.national_reference]
    if not numbers:
        return
    taken = (
        type(records[0])
        .objects.filter(originator_id=records[0].originator_id, national_reference__in=numbers, deleted_at=None)
        .exclude(pk__in=[record.pk for record in records])
    )
    doubled = (
        next((number for number in numbers if numbers.count(number) > 1), None)
        or taken.values_list("national_reference", flat=True).first()
    )
    if doubled:
        message = _("Your agency has a record with the case number «%(value)s». Open that one, or correct the number.")
        raise Refused({"national_reference": ValidationError(message, "duplicate", {"value": doubled})})


def check_names(record_type: RecordType, names: Sequence[NameDraft], *, required: bool = True) -> None:
    """A type with names has at least one, and it is not empty; a type without takes none."""
    if record_type.names is None:
        if names:
            raise Refused({"names": _("This type of record keeps no names.")})
    elif required and not any(name.text.strip() for name in names):
        raise Refused({"names": _("Enter at least one name, as it is written in its own script.")})
    elif names and names[0].tlp:
        raise Refused({"names": _("The first name carries the marking of the record. Mark another one, or regrade.")})
    elif any(name.tlp not in ("", *dict(NAME_MARKS)) for name in names):
        raise Refused({"names": _("A name is as the record, or TLP:AMBER+STRICT, or TLP:RED.")})
    elif any(not name.text.strip() for name in names):
        raise Refused({"names": _("A name is empty. Fill it in or take its row away.")})
    else:
        _check_lengths("names", record_type.names, names)


def check_identifiers(record_type: RecordType, identifiers: Sequence[IdentifierDraft] | None) -> None:
    """Of a kind that the type keeps, and not empty. Whether a number passes its check is no reason to refuse it."""
    for one in identifiers or ():
        if one.kind not in record_type.identifier_kinds:
            message = _("This type of record keeps no identifier of the kind «%(value)s».")
            raise Refused({"identifiers": ValidationError(message, "kind", {"value": one.kind})})
        if not one.text.strip():
            raise Refused({"identifiers": _("An identifier is empty. Fill it in or take its row away.")})
        if one.country and one.country not in countries.countries:
            message = _("«%(value)s» is not the code of a country.")
            raise Refused({"identifiers": ValidationError(message, "country", {"value": one.country})})
        if one.tlp not in ("", *dict(NAME_MARKS)):
            raise Refused({"identifiers": _("An identifier is as the record, or TLP:AMBER+STRICT, or TLP:RED.")})
    if identifiers and record_type.identifiers:
        _check_lengths("identifiers", record_type.identifiers, identifiers)


def _check_lengths(where: str, table: type[models.Model], drafts: Sequence[NameDraft | IdentifierDraft]) -> None:
    """No part is longer than its column. The forms of these rows say the same; files and programs have none."""
    for draft in drafts:
        for part, value in vars(draft).items():
            longest: int | None = table._meta.get_field(part).max_length  # type: ignore[union-attr]
            if longest and len(value) > longest:
                message = _("«%(value)s …» is longer than %(longest)s letters.")
                raise Refused({where: ValidationError(message, "length", {"value": value[:40], "longest": longest})})


def check_step(record: CaseRecord, step: Transition, on: date, given: Mapping[str, Any]) -> None:
    """The step starts from the present state, its day does not run backwards, and its condition holds."""
    if record.status not in step.sources:
        message = _("%(reference)s is now «%(state)s»: «%(step)s» is not possible from there.")
        raise Refused(
            message,
            params={
                "reference": record.reference,
                "state": type_of(record).state_label(record.status),
                "step": step.label,
            },
        )
    if record.status_on and on < record.status_on:
        message = _("%(value)s lies before the present status (%(since)s). Status dates never run backwards.")
        raise Refused({"on": ValidationError(message, "order", {"value": on, "since": record.status_on})})
    if on > clock.today():
        raise Refused({"on": ValidationError(_("%(value)s is in the future."), "future", {"value": on})})
    reason = step.condition(record, given) if step.condition else None
    if reason:
        raise Refused({step.needs[0]: reason} if step.needs else reason)
