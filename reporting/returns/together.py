"""Where a country has two agencies (Laos): a national figure needs the returns of both."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.kernel.errors import Text
from operation.people.models import Organisation
from operation.people.selectors import agencies
from reporting.returns.lists import state_words
from reporting.returns.models import NationalReturn
from reporting.returns.selectors import NOT_DUE
from reporting.returns.standing import STANDING_OF


@dataclass(frozen=True, slots=True)
class Part:
    """One agency's return of the week, as far as it has come."""

    agency: Organisation
    word: Text
    tone: str
    drawing: str
    submitted_at: datetime | None
    return_id: UUID | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class Together:
    """The returns of all agencies of a country for one week."""

    parts: list[Part]

    @property
    def missing(self) -> list[Part]:
        return [part for part in self.parts if not part.in_force]

    @property
    def is_whole(self) -> bool:
        return not self.missing

    @property
    def words(self) -> str:
        """What may be said of the country by now."""
        if self.is_whole:
            return _("All agencies of the country have submitted this week: its figures are national figures.")
        names = ", ".join(part.agency.short_name for part in self.missing)
        words = _(
            "Not submitted by: %(agencies)s. Until then the figures are those of a part of the country, and are marked "
            "as incomplete."
        )
        return words % {"agencies": names}


def together_of(principal: Principal, given: NationalReturn) -> Together | None:
    """None for a country with one agency. Two queries."""
    country = given.agency.country_id
    owing = [one for one in agencies() if one.country_id == country]
    if len(owing) < 2:
        return None
    same = NationalReturn.objects.visible_to(principal).filter(
        operation=given.operation_id, week=given.week, agency__in=owing
    )
    begun = {one.agency_id: one for one in same}
    return Together([_part(agency, begun.get(agency.pk)) for agency in owing])


def _part(agency: Organisation, given: NationalReturn | None) -> Part:
    word, tone, drawing = state_words(given.state if given else NOT_DUE)
    return Part(
        agency=agency,
        word=word,
        tone=tone,
        drawing=drawing,
        submitted_at=given.submitted_at if given else None,
        return_id=given.pk if given else None,
        in_force=given is not None and given.state in STANDING_OF,
    )
