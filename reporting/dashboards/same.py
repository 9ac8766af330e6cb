"""What comes off a figure because two countries claim it: joint results, the same persons and things, with lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operation.access.principal import Principal
from operation.cases.registry import type_of
from operation.plan.models import Operation
from operation.templatetags.look import country_name
from reporting.dashboards.shield import Shield
from reporting.indicators.figures import Figures
from reporting.indicators.models import Source
from reporting.indicators.selections import FigureKey, records_taken_off
from reporting.indicators.wording import words


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the difference; `url` leads to what is behind it, as far as the reader may see it."""

    label: str
    words: str
    url: str = ""


def difference(
    principal: Principal, operation: Operation, key: FigureKey, known: Figures, shield: Shield
) -> list[Line]:
    """Sum of claims, what comes off it by where it comes from, and the total. Nothing where nothing comes off."""
    code = key.indicator.code
    claims, total, off = known.claims(code), known.total(code), known.taken_off(code)
    if key.country or key.week or not off or claims is None or total is None or shield.hides(code):
        return []
    joint = Line(_("Joint results claimed by two"), f"−{words(off.joint, key.indicator)}", reverse("results-joint"))
    own = list(_own_records(principal, operation, key))
    return [
        Line(_("Sum of claims"), words(claims.total, key.indicator)),
        *([joint] if off.joint else []),
        *_by_country(known, key),
        Line(_("Total"), words(total.total, key.indicator)),
        *own,
    ]


def _by_country(known: Figures, key: FigureKey) -> Iterator[Line]:
    """The same persons and things, by the country whose claim comes off."""
    for country in known.countries:
        rows = [one for one in known.sums if one.indicator == key.indicator.code and one.country == country]
        value = -sum(one.value for one in rows if one.source == Source.SAME)
        if value:
            label = _("The same in another country: %(country)s") % {"country": country_name(country)}
            yield Line(label, f"−{words(value, key.indicator)}")


def _own_records(principal: Principal, operation: Operation, key: FigureKey) -> Iterator[Line]:
    """For who reads matches: which of his agency's records come off. LMLECC finds them without names."""
    keys: Any = records_taken_off(principal, operation, key)
    if principal.is_secretariat:
        yield from _way(keys.count(), reverse("record-facts"), key)
        return
    own = keys.filter(agency_id=principal.organisation_id)
    for model in key.indicator.models if own.exists() else ():
        count = model.objects.visible_to(principal).filter(pk__in=own).count()
        yield from _way(count, reverse("record-list", args=[type_of(model).slug]), key)


def _way(count: int, address: str, key: FigureKey) -> Iterator[Line]:
    if count:
        label = ngettext("%(count)s record that comes off", "%(count)s records that come off", count)
        yield Line(label % {"count": count}, _("Open"), f"{address}?behind={key.same_name}")
