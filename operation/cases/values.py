"""Values of records as people read them: one way for lists, pages, histories and conflicts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries.fields import CountryField

from operation.access.handling import TLP, HandlingCode
from operation.cases.base import CaseRecord
from operation.cases.marking import NAMED_READERS
from operation.cases.names import language_of
from operation.cases.registry import RecordType, type_of
from operation.kernel.dates import Calendar, PartialDate, Precision
from operation.kernel.errors import Text
from operation.people.models import User

EVENT_DATE = "event_date"
NAMES, IDENTIFIERS = "names", "identifiers"
LABELS = 2048
"""More than there are fields, states and languages; a list asks for each label fifty times."""

DAYS = 4096
"""Two years in the languages of the six countries."""

SHORT_DAYS, LONG_DAYS = "SHORT_DATE_FORMAT", "DATE_FORMAT"
LESS_THAN_A_DAY = {Precision.MONTH: "YEAR_MONTH_FORMAT", Precision.YEAR: "Y"}


@dataclass(frozen=True)
class Shown:
    """A value with its label. `countries` are shown as codes; `text` is '' when nothing is known."""

    name: str
    label: Text
    text: str = ""
    lang: str = ""
    note: str = ""
    countries: tuple[str, ...] = ()
    url: str = ""
    is_number: bool = False
    is_date: bool = False
    is_withheld: bool = False


def label_of(record_type: RecordType, name: str) -> str:
    """The label of a field in the present language."""
    return _label(record_type, name, get_language())


@lru_cache(maxsize=LABELS)
def _label(record_type: RecordType, name: str, _language: str | None) -> str:
    if name == EVENT_DATE:
        return str(record_type.event_label)
    if name == NAMED_READERS:
        return _("Read by")
    if name in (NAMES, IDENTIFIERS):
        return _("Names") if name == NAMES else _("Identifiers")
    return str(capfirst(getattr(record_type.model._meta.get_field(name), "verbose_name", name)))


def state_of(record_type: RecordType, state: str) -> str:
    """The words of a state, as a heading begins."""
    return _state(record_type, state, get_language())


@lru_cache(maxsize=LABELS)
def _state(record_type: RecordType, state: str, _language: str | None) -> str:
    return str(capfirst(record_type.state_label(state)))


def day_words(day: date, style: str) -> str:
    """A day by the name of a format; a list shows the same few days many times."""
    return _day(day, style, get_language())


@lru_cache(maxsize=DAYS)
def _day(day: date, style: str, _language: str | None) -> str:
    return date_format(day, style)


def shown(
    record_type: RecordType,
    record: CaseRecord,
    name: str,
    *,
    withheld: Collection[str] = (),
    label: str = "",
    days: str = LONG_DAYS,
) -> Shown:
    """A field of a record with its label, ready for a page; of what is `withheld` only the label.

    `days` names the format of whole days: the cells of a list are narrow.
    """
    if name in withheld:
        return Shown(name, label or label_of(record_type, name), _("withheld"), is_withheld=True)
    return present(record_type, name, getattr(record, name), record, label, days)


def present(
    record_type: RecordType,
    name: str,
    value: Any,
    record: CaseRecord | None = None,
    label: str = "",
    days: str = LONG_DAYS,
) -> Shown:
    """Any value that the field could have: what was entered looks like what is stored."""
    base = partial(Shown, name, label or label_of(record_type, name))
    if value is None or value in ("", []):
        return base()
    if isinstance(value, PartialDate):
        return base(text=written_date(value, days), note=as_written(value), is_date=True)
    if name == NAMED_READERS:
        return base(text=", ".join(str(user) for user in User.objects.filter(pk__in=value)))
    field: Any = record_type.model._meta.get_field(name)
    if isinstance(field, CountryField):
        codes = value if field.multiple else [value]
        return base(countries=tuple(str(getattr(code, "code", code)) for code in codes))
    if isinstance(field, models.ForeignKey):
        return _related(base, value)
    if isinstance(value, bool):
        return base(text=_("Yes") if value else _("No"))
    if isinstance(value, date):
        return base(text=day_words(value, days), is_date=True)
    if isinstance(value, Decimal | int):
        return base(text=_with_unit(record_type, name, value, record), is_number=True)
    return base(text=_words(field, value), lang="" if field.flatchoices else language_of(str(value)))


def _related(base: partial[Shown], value: models.Model) -> Shown:
    if not isinstance(value, CaseRecord):
        return base(text=str(value))
    kind = type_of(value)
    name = primary_name(kind, value)
    url = reverse("record", args=[kind.slug, value.pk])
    return base(
        text=name.text if name else value.reference, lang=name.lang if name else "", url=url, note=value.reference
    )


def _with_unit(record_type: RecordType, name: str, value: Decimal | int, record: CaseRecord | None) -> str:
    unit = record_type.units.get(name, "")
    words = str(getattr(record, unit, unit) or "") if unit else ""
    figure = number_format(plainly(value), use_l10n=True, force_grouping=True)
    return f"{figure} {words}".strip()


def plainly(value: Decimal | int) -> str:
    """All digits of a number and no more: 1250000.50 → 1250000.5."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _words(field: Any, value: Any) -> str:
    if isinstance(field, ArrayField):
        labels = dict(field.base_field.flatchoices)
        return capfirst(", ".join(str(labels.get(one, one)) for one in value))
    if field.name == "handling_code":
        return f"{value} · {HandlingCode(value).label}"
    labels = dict(field.flatchoices)
    return capfirst(str(labels[value])) if value in labels else str(value)


def written_date(written: PartialDate, days: str = LONG_DAYS) -> str:
    """A date no finer than it is known."""
    known = Precision(written.precision)
    return day_words(written.day, days if known == Precision.DAY else LESS_THAN_A_DAY[known])


def as_written(written: PartialDate) -> str:
    """What stood in the document, where that is not the Gregorian calendar."""
    if written.calendar == Calendar.GREGORIAN:
        return ""
    return _("as written: %(text)s (%(calendar)s)") % {
        "text": written.text,
        "calendar": Calendar(written.calendar).label,
    }


def primary_name(record_type: RecordType, record: CaseRecord) -> Any | None:
    """The name that stands first; the names have been prefetched."""
    names = list(record.names.all()) if record_type.names else []  # type: ignore[attr-defined]
    return names[0] if names else None


def differences(
    record_type: RecordType, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[tuple[Shown, Shown]]:
    """The fields that differ between two sets of values, each with both."""
    return [
        (present(record_type, name, before[name]), present(record_type, name, after[name]))
        for name in after
        if name in before and before[name] != after[name]
    ]


def sections_of(record_type: RecordType, record: CaseRecord, withheld: Collection[str] = ()) -> list[dict[str, Any]]:
    """The facts by sections, with what steps settled in the first; of those folded on the form, what is known."""
    made = []
    settled = [name for name in record_type.settled_fields if _is_set(record, name)]
    for section in record_type.sections:
        names = [name for name in section.fields if not section.folded or _is_set(record, name)]
        if record.tlp != TLP.RED:
            names = [name for name in names if name != NAMED_READERS]
        names, settled = [*names, *settled], []
        facts = [shown(record_type, record, name, withheld=withheld) for name in names]
        if facts:
            made.append({"title": section.title or _("Facts"), "facts": facts})
    return made


def _is_set(record: CaseRecord, name: str) -> bool:
    """A box that nobody ticked says nothing worth a line; neither does a relation that was not released."""
    return bool(getattr(record, name))
