"""What is behind a number of a measure, as far as its reader may see it: the things one by one, or the way to them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operation.access.principal import Principal
from operation.cases.registry import type_of
from operation.kernel.suppression import SMALLEST
from operation.plan.models import Operation
from reporting.measures.base import Item, Measure, Part
from reporting.measures.panels import OTHERS
from reporting.measures.selections import MeasureKey, records_behind
from reporting.measures.selectors import countries, measure_of
from reporting.measures.values import NO_COUNTRY, Measured, Values
from reporting.measures.wording import words

SHOWN_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """Which number. `country` is "" for all, OTHERS for what belongs to none; `part` "" for all parts."""

    measure: Measure
    country: str = ""
    part: str = ""
    as_known: date | None = None

    def of(self, item: Item) -> bool:
        """Whether a thing is behind the number."""
        here = not self.country or (self.country in item.countries)
        if self.country == OTHERS:
            here = not item.countries
        return here and (not self.part or bool(item.parts.get(self.part)))

    @property
    def part_label(self) -> str:
        return capfirst(str(self.measure.column(self.part).label)) if self.part else ""


@dataclass(frozen=True)
class Behind:
    """All that stands behind one number for one reader. `records` are ways to lists of records, by part."""

    asked: Asked
    values: Values
    items: tuple[Item, ...]
    more: int
    records: tuple[dict[str, str], ...]


def asked_for(measure: Measure, country: str, part: str, as_known: date | None) -> Asked:
    """Raises Http404 for a country or a part that there is not."""
    if country not in ("", OTHERS, *countries()) or part not in ("", *measure.part_keys):
        raise Http404
    return Asked(measure, country, part, as_known)


def behind(principal: Principal, operation: Operation, asked: Asked) -> Behind:
    """Raises Http404 for a country whose numbers the reader does not see, as for one that there is not."""
    found = measure_of(principal, operation, asked.measure, asked.as_known)
    values = _values(found, asked)
    if values is None:
        raise Http404
    things = [item for item in found.items if item.words and asked.of(item)]
    return Behind(
        asked=asked,
        values=values,
        items=tuple(item for item in things[:SHOWN_AT_MOST] if item.what),
        more=max(0, len(things) - SHOWN_AT_MOST),
        records=tuple(_records(principal, operation, asked, values)) if asked.measure.model else (),
    )


def _values(found: Measured, asked: Asked) -> Values | None:
    if asked.country == OTHERS:
        return found.of(NO_COUNTRY)
    return found.of(asked.country) if asked.country else found.total


def facts_of(found: Behind) -> list[dict[str, Any]]:
    """Every column of the measure, the one that was asked for among them."""
    return [
        {"label": capfirst(str(column.label)), "value": None if value is None else words(value, column.unit)}
        for column in found.asked.measure.columns
        for value in [found.values[column.key]]
    ]


def _records(principal: Principal, operation: Operation, asked: Asked, values: Values) -> list[dict[str, str]]:
    wanted = [part for part in asked.measure.parts if asked.part in ("", part.key) and values[part.key]]
    return [_way(principal, operation, asked, part) for part in wanted]


def _way(principal: Principal, operation: Operation, asked: Asked, part: Part) -> dict[str, str]:
    """The way to the records of a part: a country's own in their list, all without names for the secretariat."""
    measure = asked.measure
    key = MeasureKey(measure, part.key, asked.country, asked.as_known)
    keys: Any = records_behind(principal, operation, key)
    count = (keys if principal.is_secretariat else keys.filter(agency_id=principal.organisation_id)).count()
    label = capfirst(str(part.label))
    if not count:
        return {"label": label, "text": _("No record that you may see counts in it.")}
    if principal.is_secretariat and measure.is_about_victims and count < SMALLEST:
        few = _("Fewer than %(few)s persons: they are not listed one by one.")
        return {"label": label, "text": few % {"few": SMALLEST}}
    if principal.is_secretariat:
        text = ngettext("See the %(count)s record without names", "See the %(count)s records without names", count)
        return {"label": label, "text": text % {"count": count}, "url": f"{reverse('record-facts')}?behind={key.name}"}
    assert measure.model is not None
    text = ngettext("Open the %(count)s record of your agency", "Open the %(count)s records of your agency", count)
    address = reverse("record-list", args=[type_of(measure.model).slug])
    return {"label": label, "text": text % {"count": count}, "url": f"{address}?behind={key.name}"}
