"""How complete and how punctual returns are, country by country, and what is late now with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.requests.scoreboard import Score, scoreboard
from coordination.supervision import panels
from coordination.supervision.owed import Part, narrowed, parts
from operation.access.principal import Principal
from operation.people.models import Country
from operation.plan.models import Operation
from operation.templatetags.look import country_name
from reporting.returns.selectors import MISSING, Completeness
from reporting.returns.states import OPEN

LATE_AT_MOST = 40
"""Rows of what is late; the page of the country has each."""


@dataclass(frozen=True)
class Punctuality:
    """The returns of a country that are due: how many came in time, came late, are not sent, or were never begun."""

    country: str
    due: int
    in_time: int
    late: int
    not_sent: int
    missing: int
    verified: int
    corrected: int
    url: str

    @property
    def name(self) -> str:
        return str(country_name(self.country))

    @property
    def percent(self) -> int | None:
        """In time, of those that are due. None where nothing is due yet."""
        return round(100 * self.in_time / self.due) if self.due else None


def countries_told(principal: Principal, complete: Completeness, country: str) -> list[str]:
    """LMLECC is told of all, a member of its own: how late another one is, is between that one and LMLECC."""
    told = list(complete.countries) if principal.is_secretariat else [principal.country or ""]
    return [code for code in told if country in ("", code)]


def punctuality(complete: Completeness, country: str) -> Punctuality:
    """Counted by weeks of the country: where it has two agencies, the less advanced one stands for it."""
    due = [state for state in complete.countries[country] if state.is_due]
    sent = [state for state in due if state.state not in (MISSING, *OPEN)]
    return Punctuality(
        country=country,
        due=len(due),
        in_time=sum(not state.late for state in sent),
        late=sum(state.late for state in sent),
        not_sent=sum(state.state in OPEN for state in due),
        missing=sum(state.state == MISSING for state in due),
        verified=sum(state.is_verified for state in due),
        corrected=sum(state.corrected for state in due),
        url=reverse("supervision-country", args=[country]),
    )


def clocks(principal: Principal, operation: Operation, codes: Sequence[str]) -> dict[str, Any]:
    """What is open and late, by party and kind, and each late thing with the reason that was given for it last."""
    found = _told(principal, parts(principal, operation), codes)
    countries = [one for one in Country.objects.order_by("position") if one.code in codes]
    rows = [row for row in panels.overview(found, countries) if row["code"] in codes or row["open"]]
    late = panels.late_rows(found)
    return {
        "columns": [part.label for part in found],
        "rows": rows,
        "late": [_with_reason(row) for row in late[:LATE_AT_MOST]],
        "late_more": max(0, len(late) - LATE_AT_MOST),
        "late_count": sum(part.late for part in found),
    }


def _told(principal: Principal, found: list[Part], codes: Sequence[str]) -> list[Part]:
    """What these countries owe; for LMLECC without a filter what it owes itself too."""
    if principal.is_secretariat and len(codes) > 1:
        return found
    own = [narrowed(found, by=code) for code in codes]
    return [
        Part(part.label, tuple(one for parts_of in own for one in parts_of[at].items)) for at, part in enumerate(found)
    ]


def _with_reason(row: dict[str, Any]) -> dict[str, Any]:
    """Nobody has to guess whether a reason was given."""
    return row | {"said": row["owed"].reason or _("no reason was given")}


def answers(principal: Principal, operation: Operation, codes: Sequence[str]) -> list[Score]:
    """How requests were answered, agency by agency. Two queries."""
    return [score for score in scoreboard(principal, operation) if score.agency.country_id in codes]
