"""The records of the told stories: five of them run across borders, and other features speak of the same records."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Any

from operation.access.principal import Principal
from operation.cases.actions import open_records, take_steps, verify_records
from operation.cases.consent.actions import ConsentDraft, log_consent, withdraw_consent
from operation.cases.custody.actions import HandoverDraft, hand_over
from operation.cases.custody.selectors import chains_of
from operation.cases.drafts import IdentifierDraft, NameDraft, RecordDraft, StepDraft
from operation.cases.links.actions import LinkDetails, LinkDraft, link_records
from operation.cases.links.models import End
from operation.cases.names import NameKind
from operation.cases.reclassification.actions import reclassify_suspect
from operation.cases.registry import RecordType, by_slug, type_of
from operation.cases.sharing import release_records
from operation.kernel.dates import Calendar, PartialDate, Precision
from reporting.demo import values
from reporting.demo.cast import Cast, moment, role
from reporting.demo.chance import Dice
from reporting.demo.diary import Entry
from reporting.demo.names import Namer
from reporting.demo.vocabulary import Agency, agencies, content, narrative, places

PROTECTED = "rescued-laborers"
SUMS = frozenset({"amount", "usd_rate", "intercepted", "returned", "hours"})
STEPPED, VERIFIED, RELEASED, LINKED = 11, 14, 15, 16
NUMBERS_FROM = 95_000
SEED_APART = 1_000
"""People of the stories are dealt from cards of their own: no suspect of the script changes with them."""


class Persons:
    """The people of the stories; the same person has the same names in every country's records."""

    def __init__(self, seed: int) -> None:
        self.known = content("cases")["person"]
        namer = Namer(seed + SEED_APART)
        self.names = {
            key: namer.person(one["country"], one["sex"], Dice.of(seed, "stories", key))
            for key, one in self.known.items()
        }

    def values(self, key: str) -> dict[str, Any]:
        """What a suspect's record says of a person beside the names."""
        one = self.known[key]
        return {"sex": one["sex"], "nationalities": [one["country"]], "born_on": _day(one["born"])}

    def written(self, key: str, how: str) -> tuple[NameDraft, ...]:
        """The names as one country has them: in their own script, or only as they sound in Latin letters."""
        legal = self.names[key][0]
        if how == "roman":
            return (NameDraft(legal.romanisation or legal.text, NameKind.ROMANISED),)
        return self.names[key]


def cases(cast: Cast, seed: int) -> Iterator[Entry]:
    """Logged by officers, taken on by whoever may; released by coordinators, each on its day."""
    persons, dice = Persons(seed), Dice.of(seed, "stories")
    for number, told in enumerate(content("cases")["record"], start=1):
        yield from _record(cast, persons, told, number, dice)
    for told in content("cases")["link"]:
        yield cast.entry(told["on"], told["by"], partial(_link, cast, told), hour=LINKED)
    for told in content("cases")["handover"]:
        yield cast.entry(told["at"], told["by"], partial(_hand_over, cast, told))
    for told in content("cases")["consent"]:
        yield cast.entry(told["on"], told["by"], partial(_consent, cast, told))
    for told in content("cases")["reclassified"]:
        yield cast.entry(told["on"], told["by"], partial(_reclassify, cast, told), hour=LINKED)


def _record(cast: Cast, persons: Persons, told: Mapping[str, Any], number: int, dice: Dice) -> Iterator[Entry]:
    key, by, record_type = told["key"], told["by"], _type(told["slug"])
    logs = role("protection" if told["slug"] == PROTECTED else "officer", by)
    yield cast.entry(told["on"], logs, partial(_open, cast, persons, told, number, dice))
    for step in told.get("steps", ()):
        found = record_type.states.named(step["name"])
        assert found is not None, step["name"]
        takes = logs if cast.who(logs).holds(found.permission) else role("coordinator", by)
        yield cast.entry(step["on"], takes, partial(_step, cast, key, step), hour=STEPPED)
    if "verified" in told:
        yield cast.entry(told["verified"], role("supervisor", by), partial(_verify, cast, key), hour=VERIFIED)
    for given in told.get("release", ()):
        yield cast.entry(given["on"], role("coordinator", by), partial(release, cast, key, given), hour=RELEASED)


def _open(cast: Cast, persons: Persons, told: Mapping[str, Any], number: int, dice: Dice, principal: Principal) -> None:
    record_type, agency = _type(told["slug"]), _agencies()[told["by"]]
    given = _values(cast, persons, told, agency, number, dice)
    known = {name: given[name] for name in record_type.form_fields if name in given}
    known |= {name: given[name] for name in ("event_date", "action_day", *told.get("values", ())) if name in given}
    draft = RecordDraft(known, _names(persons, told), _identifiers(told) if record_type.identifiers else None)
    [cast.records[told["key"]]] = open_records(
        principal=principal,
        operation=cast.operation,
        record_type=record_type,
        drafts=[draft],
        synthetic=True,
    )


def _values(
    cast: Cast, persons: Persons, told: Mapping[str, Any], agency: Agency, number: int, dice: Dice
) -> dict[str, Any]:
    code, place = told.get("place", f"{agency.country} 0").split()
    town = places(code)[int(place)]
    given: dict[str, Any] = {
        "event_date": values.event(told.get("event", told["on"]), agency, dice, vague=told["slug"] == "fraud-reports"),
        "place_country": town.country,
        "place_subdivision": town.division,
        "place_name": town.name,
        "national_reference": values.case_number(agency, NUMBERS_FROM + number),
        "narrative": told.get("narrative", narrative(agency.country)),
        **(persons.values(told["person"]) if "person" in told and told["slug"] == "suspects" else {}),
        **_exact(told.get("values", {})),
    }
    if "syndicate" in told:
        given["syndicate"] = cast.records[told["syndicate"]]
    if "action" in told:
        given["action_day"] = cast.made[told["action"]].action_day
    return given


def _names(persons: Persons, told: Mapping[str, Any]) -> tuple[NameDraft, ...]:
    if "person" in told:
        return persons.written(told["person"], told.get("written", "own"))
    first, *others = told.get("names", [""])
    return (NameDraft(first), *(NameDraft(text, NameKind.ALIAS) for text in others)) if first else ()


def _identifiers(told: Mapping[str, Any]) -> tuple[IdentifierDraft, ...]:
    return tuple(IdentifierDraft(*written) for written in told.get("identifiers", ()))


def _step(cast: Cast, key: str, told: Mapping[str, Any], principal: Principal) -> None:
    record = cast.record(principal, key)
    step = type_of(record).states.named(told["name"])
    assert step is not None
    given = {name: value for name, value in told.items() if name not in ("name", "on")}
    taken = take_steps(principal=principal, records=[record], step=step, drafts=[StepDraft(told["on"], _exact(given))])
    cast.records[key] = taken[0]


def _verify(cast: Cast, key: str, principal: Principal) -> None:
    [cast.records[key]] = verify_records(principal=principal, records=[cast.record(principal, key)])


def release(cast: Cast, key: str, told: Mapping[str, Any], principal: Principal) -> None:
    """Let agencies (`to`) read a record, for a `purpose`."""
    to = [cast.organisations[one] for one in told["to"]]
    release_records(principal=principal, records=[cast.record(principal, key)], to=to, purpose=told["purpose"])


def _link(cast: Cast, told: Mapping[str, Any], principal: Principal) -> None:
    drafts = [
        LinkDraft(kind, End.of(cast.records[one]), End.of(cast.records[other]), LinkDetails(source=told["source"]))
        for one, kind, other in told["links"]
    ]
    link_records(principal=principal, drafts=drafts)


def _hand_over(cast: Cast, told: Mapping[str, Any], principal: Principal) -> None:
    records = [cast.record(principal, key) for key in told["records"]]
    chains = chains_of(records)
    given = {name: told[name] for name in ("taken_by", "place", "purpose", "seal", "given_by") if name in told}
    after = [chains[record.pk][-1].key if chains[record.pk] else None for record in records]
    hand_over(principal=principal, records=records, draft=HandoverDraft(at=moment(told["at"]), **given), after=after)


def _consent(cast: Cast, told: Mapping[str, Any], principal: Principal) -> None:
    record = cast.record(principal, told["record"])
    given = ConsentDraft(told["purpose"], told["on"], told.get("recipient", ""), told.get("language", ""), True)
    entry = log_consent(principal=principal, record=record, draft=given)
    if told.get("withdrawn"):
        withdraw_consent(principal=principal, record=record, entry=entry, on=told["on"])


def _reclassify(cast: Cast, told: Mapping[str, Any], principal: Principal) -> None:
    """The suspect's record stays as a stone without a name; the laborer's takes its place in the story."""
    suspect = cast.record(principal, told["record"])
    cast.records[told["key"]] = reclassify_suspect(
        principal=principal, suspect=suspect, on=told["on"], words=told["words"]
    )


def _day(on: date) -> PartialDate:
    return PartialDate(on, Precision.DAY, on.isoformat(), Calendar.GREGORIAN)


@cache
def _agencies() -> dict[str, Agency]:
    return {agency.key: agency for agency in agencies()}


def _type(slug: str) -> RecordType:
    found = by_slug(slug)
    if found is None:
        raise LookupError(f"no record type «{slug}»")
    return found


def _exact(given: Mapping[str, Any]) -> dict[str, Any]:
    """Sums and rates as decimals: a file has only whole numbers and floats."""
    return {name: Decimal(str(value)) if name in SUMS else value for name, value in given.items()}
