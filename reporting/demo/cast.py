"""Who acts in the told stories, at which moment, and what has come of it so far, by the names that stories give it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.registry import type_of
from operation.kernel import clock
from operation.kernel.clock import KUNMING
from operation.people.models import Organisation, User
from operation.people.selectors import agencies, principal_of
from operation.plan.models import Operation
from reporting.demo.diary import Entry
from reporting.demo.stage import CHANNEL

TEN = 10
Work = Callable[[Principal], object]


def moment(at: date | datetime, hour: int = TEN) -> datetime:
    """A moment as stories write it: a day means an hour in Kunming, a time without a zone is Kunming's."""
    if isinstance(at, datetime):
        return at.replace(tzinfo=at.tzinfo or KUNMING)
    return datetime.combine(at, time(hour), tzinfo=KUNMING)


class Cast:
    """The people of the demonstration by user name, organisations by key, and what was made, by name.

    A key is a country's code, with a 2 for its second agency; «LMLECC», «unodc» and «interpol» beside them. `records`
    are those of the script, by the keys of its lives; the stories put theirs beside them.
    """

    def __init__(self, operation: Operation, people: Mapping[str, User], records: dict[str, CaseRecord]) -> None:
        self.operation = operation
        self.people = people
        self.organisations = _organisations()
        self.records = records
        self.made: dict[str, Any] = {}
        self._principals: dict[str, Principal] = {}

    def who(self, name: str) -> Principal:
        """The principal of a user name."""
        if name not in self._principals:
            self._principals[name] = principal_of(self.people[name])
        return self._principals[name]

    def entry(self, at: date | datetime, name: str, work: Work, *, hour: int = TEN) -> Entry:
        """What somebody does at a moment."""
        when = moment(at, hour)

        def run() -> None:
            principal = self.who(name)
            with clock.at(when), acting_as(principal, channel=CHANNEL):
                work(principal)

        return Entry(when, run)

    def record(self, principal: Principal, key: str) -> Any:
        """The record of a story as it is now, for somebody who sees it."""
        known = self.records[key]
        return type_of(known).model._default_manager.visible_to(principal).get(pk=known.pk)

    def again(self, principal: Principal, key: str) -> Any:
        """What was made under this name, as it is now, for somebody who sees it."""
        known = self.made[key]
        return type(known).objects.visible_to(principal).get(pk=known.pk)


def role(what: str, key: str) -> str:
    """The user name of somebody of an agency: «coordinator» of «LA2» is coordinator.la2."""
    return f"{what}.{key.lower()}"


def _organisations() -> dict[str, Organisation]:
    found: dict[str, Organisation] = {}
    for agency in agencies():
        key = str(agency.country_id)
        found[f"{key}2" if key in found else key] = agency
    rest = Organisation.objects.exclude(kind="agency")
    return found | {one.code.upper() if one.kind == "secretariat" else one.code: one for one in rest}
