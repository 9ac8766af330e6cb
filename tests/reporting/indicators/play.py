"""A play of five months in little: four agencies log, correct, delete, transfer, match and report, in any order.

Each act takes place at a moment of its own. An act that cannot be taken (nobody to arrest, a return that is locked) is
left out, as a person would leave it. Matches are found because records bear one of two telephone numbers.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from coordination.deconfliction.clusters import pairs_of
from coordination.deconfliction.concluding import agree_outcome, propose_outcome
from coordination.deconfliction.models import Match, MatchSide
from coordination.removals.events import PersonsReceived
from coordination.removals.models import Removal, RemovalPerson, RemovalStep
from operation.access.context import acting_as, as_system
from operation.access.principal import Principal
from operation.cases.actions import amend_records, open_records, take_step
from operation.cases.base import CaseRecord, new_reference
from operation.cases.deletion.actions import delete_records, restore_records
from operation.cases.drafts import IdentifierDraft, NameDraft, RecordDraft
from operation.cases.examples import least_of
from operation.cases.moves import MOVES, move_records
from operation.cases.reclassification.actions import reclassify_suspect
from operation.cases.records.suspect import HELD, STATES, Suspect
from operation.cases.registry import by_slug, type_of
from operation.cases.undoing.actions import undo_last
from operation.kernel import clock, events
from operation.kernel.dates import parse
from operation.kernel.errors import Conflict, NotAllowed
from operation.people.models import Country, User
from operation.people.selectors import principal_of
from operation.plan.models import ActionDay, Operation
from reporting.indicators.actions import settle_joint_claim
from reporting.indicators.rules import INDICATORS, indicator_named
from reporting.returns import actions as returns
from reporting.returns.entries import Entry
from reporting.returns.models import NationalReturn
from tests.factories.records import WARRANT
from tests.factories.returns import week_of

COUNTRIES = ("kh", "vn", "th", "la")
DAYS = ("2024-09-03", "2024-09-10", "2024-09-15", "2024-09-16", "2024-09-18", "2024-08-01")
"""Of three weeks, the last day outside the execution."""

PHONES = ("+84 912 345 678", "+66 81 234 5678")
NUMBERS = (0, 1, 2, 5, None)
FOUND: tuple[dict[str, Any], ...] = (
    {"amount": Decimal(1000), "currency": "THB"},
    {"amount": Decimal("4200000000000.000000000000000001"), "currency": "USDT"},
    {"amount": Decimal("1037.50"), "currency": "KHR"},
)
"""Money of several currencies; one sum has more digits than decimals reckon with unless they are told."""

START = datetime(2024, 9, 20, 1, tzinfo=clock.KUNMING)
HOURS = (1, 5, 11, 26, 50)
Act = tuple[str, int, int, int]


@dataclass
class Logged:
    """A record of the play and who logged it."""

    model: type[CaseRecord]
    key: Any
    who: str
    gone: bool = False


class Play:
    """Plays acts; `days` are those on which something happened."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast
        self.operation = Operation.objects.get(code="seagull")
        self.now = START
        self.days: list[date] = []
        self.logged: list[Logged] = []
        self.principals: dict[str, Principal] = {}
        self.taken: dict[str, int] = {}
        self.met: set[Any] = set()
        self.action_day = self._action_day()

    def take(self, act: Act) -> None:
        name, one, two, three = act
        self.now += timedelta(hours=HOURS[(one + two + three) % len(HOURS)], seconds=1)
        with clock.at(self.now):
            try:
                if getattr(self, name)(one, two, three) is not False:
                    self.taken[name] = self.taken.get(name, 0) + 1
            except (ValidationError, Conflict, NotAllowed):
                return
        self.days.append(self.now.astimezone(clock.KUNMING).date())

    # who acts

    def who(self, name: str) -> Principal:
        if name not in self.principals:
            user: User = getattr(self.cast, name)
            self.principals[name] = principal_of(user)
        return self.principals[name]

    @contextmanager
    def acting(self, name: str) -> Iterator[Principal]:
        with acting_as(self.who(name), channel="play"):
            yield self.who(name)

    def _action_day(self) -> ActionDay:
        day = ActionDay.objects.create(
            operation=self.operation, number=6, title="Joint action", held_on=date(2024, 9, 10), lead_id="KH"
        )
        day.countries.set(Country.objects.filter(code__in=["KH", "VN", "TH"]))
        return day

    # records

    def open_suspect(self, one: int, two: int, three: int) -> None:
        values = {"tier": "main" if one % 3 == 0 else "member"}
        phone = (IdentifierDraft("phone", PHONES[two % 2]),) if three % 4 else ()
        self._open("suspects", one, two, three, values, phone)

    def open_laborer(self, one: int, two: int, three: int) -> None:
        self._open("rescued-laborers", one, two, three, {})

    def open_syndicate(self, one: int, two: int, three: int) -> None:
        self._open("syndicates", one, two, three, {"is_main_target": two % 3 > 0})

    def open_asset(self, one: int, two: int, three: int) -> None:
        day = date.fromisoformat(DAYS[two % 5])
        rate = {"usd_rate": Decimal("0.0295"), "rate_source": "Sample bank", "rate_on": day}
        money = {**FOUND[two % len(FOUND)], **rate} if one % 2 else {}
        phone = (IdentifierDraft("phone", PHONES[two % 2]),) if three % 4 else ()
        self._open("seized-assets", one, two, three, {"asset_class": "phone", "quantity": 1, **money}, phone)

    def _open(self, slug: str, one: int, two: int, three: int, values: dict[str, Any], phones: Any = None) -> None:
        code, record_type = COUNTRIES[one % 4], by_slug(slug)
        assert record_type is not None
        given = least_of(record_type) | {"event_date": parse(DAYS[(two + three) % len(DAYS)])} | values
        given |= {"place_country": ("", "", code.upper(), "VN")[three % 4]}
        given |= {"action_day": self.action_day} if (one + two) % 3 == 0 else {}
        names = (NameDraft(f"Sample {len(self.logged)}"),) if record_type.names else ()
        with self.acting(f"coordinator_{code}") as principal:
            made = open_records(
                principal=principal,
                operation=self.operation,
                record_type=record_type,
                drafts=[RecordDraft(given, names, phones)] * (1 + (one + three) % 2),
            )
        self.logged += [Logged(type(record), record.pk, f"coordinator_{code}") for record in made]

    def step(self, one: int, two: int, three: int) -> bool:
        logged = self._one(one, of=lambda each: not each.gone)
        if logged is None:
            return False
        with self.acting(logged.who) as principal:
            record = self._read(logged)
            steps = [step for step in type_of(record).states.from_state(record.status) if step.permission != MOVES]
            if not steps:
                return False
            on = max(date.fromisoformat(DAYS[three % 5]), record.status_on or date(2024, 8, 1))
            given = {**WARRANT, "legal_order": "No. 7", "disposition": "state", "amount": Decimal(900)}
            given |= {"currency": "USD", "usd_rate": None, "valuation": "face"}
            step = steps[two % len(steps)]
            needed = {name: given[name] for name in step.needs if name in given}
            take_step(principal=principal, records=[record], step=step, on=on, given=needed)
        return True

    def arrest(self, one: int, two: int, _three: int) -> bool:
        logged = self._one(one, of=lambda each: each.model is Suspect and not each.gone)
        if logged is None:
            return False
        with self.acting(logged.who) as principal:
            record = self._read(logged)
            step, on = STATES.named("arrest"), date.fromisoformat(DAYS[two % 5])
            assert step is not None
            take_step(principal=principal, records=[record], step=step, on=max(on, record.status_on or on), given={})
        return True

    def amend(self, one: int, two: int, three: int) -> bool:
        logged = self._one(one, of=lambda each: not each.gone)
        if logged is None:
            return False
        day = date.fromisoformat(DAYS[three % len(DAYS)])
        changes: tuple[dict[str, Any], ...] = (
            {"event_date": parse(DAYS[three % len(DAYS)])},
            {"attribution": ("direct", "contributed", "period")[three % 3]},
            {"place_country": ("", "KH", "VN", "TH")[three % 4]},
            {"action_day": (self.action_day, None)[three % 2]},
            {"arrested_on": day} if logged.model is Suspect else {"narrative": f"Told again {three}"},
            {"amount": Decimal(100 * (1 + three)), "currency": ("USD", "KHR")[three % 2]}
            if logged.model.__name__ == "SeizedAsset"
            else {"event_date": parse("2024-09")},
        )
        with self.acting(logged.who) as principal:
            record = self._read(logged)
            draft = RecordDraft(changes[two % len(changes)])
            amend_records(principal=principal, records=[record], drafts=[draft], versions=[record.version])
        return True

    def delete(self, one: int, _two: int, _three: int) -> bool:
        logged = self._one(one, of=lambda each: not each.gone)
        if logged is None:
            return False
        with self.acting(logged.who) as principal:
            delete_records(principal=principal, records=[self._read(logged)], reason="Logged twice")
        logged.gone = True
        return True

    def restore(self, one: int, _two: int, _three: int) -> bool:
        logged = self._one(one, of=lambda each: each.gone)
        if logged is None:
            return False
        with self.acting(logged.who) as principal:
            with as_system("deletion"):
                record = logged.model.objects.get(pk=logged.key)
            restore_records(principal=principal, records=[record])
        logged.gone = False
        return True

    def undo(self, one: int, _two: int, _three: int) -> bool:
        logged = self._one(one, of=lambda each: not each.gone)
        if logged is None:
            return False
        with self.acting(logged.who) as principal:
            record = self._read(logged)
            undo_last(principal=principal, record=record, version=record.version, reason="A slip")
        return True

    def reclassify(self, one: int, _two: int, _three: int) -> bool:
        """Nobody who is the same as another: with his content goes what he was the same as, of days before too."""
        logged = self._one(one, of=lambda each: each.model is Suspect and not each.gone)
        if logged is None or logged.key in self.met:
            return False
        with self.acting(logged.who.replace("coordinator", "protection")) as principal:
            record = self._read(logged)
            on = max(date(2024, 9, 18), record.status_on or date(2024, 9, 18))
            reclassify_suspect(principal=principal, suspect=record, on=on, words="held there")
        self.logged.remove(logged)
        return True

    def _one(self, number: int, of: Callable[[Logged], bool]) -> Logged | None:
        found = [each for each in self.logged if of(each)]
        return found[number % len(found)] if found else None

    def _read(self, logged: Logged) -> Any:
        return logged.model.objects.get(pk=logged.key)

    # between countries

    def confirm(self, one: int, two: int, three: int) -> bool:
        """Two coordinators agree: mostly that it is the same, at times that it is not."""
        return self._conclude(one, "joint" if three % 3 else "proceed")

    def withdraw(self, one: int, _two: int, _three: int) -> bool:
        return self._conclude(one, "not_same")

    def _conclude(self, number: int, outcome: str) -> bool:
        code = COUNTRIES[number % 3]
        every = self._matches(code)
        if not every:
            return False
        key = every[number // 3 % len(every)]
        with self.acting(f"coordinator_{code}") as principal:
            match = Match.objects.visible_to(principal).get(pk=key)
            propose_outcome(principal=principal, match=match, outcome=outcome, words="", version=match.version)
            beyond = str(match.beyond(principal).country_id).lower()
        with self.acting(f"coordinator_{beyond}") as principal:
            match = Match.objects.visible_to(principal).get(pk=key)
            agree_outcome(principal=principal, match=match, version=match.version)
        self._note_who_met()
        return True

    def _matches(self, code: str) -> list[Any]:
        """In one order whenever the same is played: keys and references are drawn at random."""
        logged = [each.key for each in self.logged]
        with self.acting(f"coordinator_{code}") as principal:
            sides = MatchSide.objects.visible_to(principal).filter(record_id__in=logged)
            found = sides.values_list("record_id", "match__one__code", "match__other__code", "match_id")
            known = set(Match.objects.visible_to(principal).values_list("pk", flat=True))
            ordered = sorted(found, key=lambda row: (logged.index(row[0]), row[1], row[2]))
            return [row[-1] for row in ordered if row[-1] in known]

    def _note_who_met(self) -> None:
        self.met |= {key for pair in pairs_of([each.key for each in self.logged]) for key in pair}

    def transfer(self, one: int, two: int, _three: int) -> bool:
        """Somebody in custody goes to the country that asked for him, which has its own record of him."""
        held, asking = self._held(one), self._one(two, of=lambda each: each.model is Suspect and not each.gone)
        if held is None or asking is None or held.who == asking.who:
            return False
        removal = self._removal(held, asking)
        with self.acting(held.who) as principal:
            for name in ("await_removal", "transfer"):
                step = STATES.named(name)
                assert step is not None
                record = self._read(held)
                on = max(date(2024, 9, 18), record.status_on)
                move_records(principal=principal, records=[record], step=step, on=on, because=removal.reference)
        with self.acting(asking.who):
            events.publish(PersonsReceived(list(removal.persons.all())))
        self._note_who_met()
        return True

    def _held(self, number: int) -> Logged | None:
        def is_held(logged: Logged) -> bool:
            if logged.model is not Suspect or logged.gone:
                return False
            with self.acting(logged.who):
                return self._read(logged).status in HELD

        return self._one(number, of=is_held)

    def _removal(self, held: Logged, asking: Logged) -> Removal:
        """As it stands when the asking side has confirmed who arrived; its earlier steps count nothing."""
        sides = [self.who(one.who).own_organisation for one in (asking, held)]
        with self.acting(asking.who) as principal:
            removal = Removal.objects.create(
                reference=new_reference(self.operation, principal.country or "", "REM"),
                operation=self.operation,
                sender_id=sides[0],
                recipient_id=sides[1],
                created_by_id=principal.person,
                pathway="extradition",
                state="received",
            )
            RemovalPerson.objects.create(
                removal=removal,
                name="Sample",
                asking_record=asking.key,
                held_record=held.key,
                listed_by_id=sides[0],
                sent=True,
                arrived=True,
                end="received",
            )
            RemovalStep.objects.create(
                removal=removal,
                name="receive",
                state="received",
                on=date(2024, 9, 18),
                side_id=sides[0],
                taken_by_id=principal.person,
            )
        return removal

    def find_joint(self, one: int, two: int, three: int) -> None:
        """What the desk finds of the joint action: so much of what an agency claims is claimed by another too."""
        agency = getattr(self.cast, f"coordinator_{COUNTRIES[one % 3]}").organisation
        indicator = indicator_named(("P02", "P02", "A01")[three % 3])
        assert indicator is not None
        with self.acting("desk_supervision") as principal:
            settle_joint_claim(
                principal=principal,
                action_day=self.action_day,
                indicator=indicator,
                agency=agency,
                twice=Decimal(1 + two % 2) if three % 5 else Decimal(0),
                reason="Both lists compared",
            )

    # returns

    def submit(self, one: int, two: int, three: int) -> None:
        numbers = {"P02": two, "F01": three, "V01": two + three, "A01": one + two, "S01": two}
        given = {each.code: NUMBERS[numbers.get(each.code, 0) % len(NUMBERS)] for each in INDICATORS}
        entries = {
            code: Entry(no_data=True) if number is None else Entry(reported=Decimal(number))
            for code, number in given.items()
        }
        with self.acting(f"coordinator_{COUNTRIES[one % 4]}") as principal:
            made = returns.open_return(
                principal=principal, operation=self.operation, week=week_of(DAYS[(two + three) % 5])
            )
            saved = returns.save_draft(principal=principal, national_return=made, entries=entries, version=made.version)
            returns.submit_returns(principal=principal, returns=[saved], versions=[saved.version])

    def query(self, one: int, _two: int, _three: int) -> bool:
        return self._take_step("query", one, ("submitted",), "desk_supervision", question="Which one?")

    def verify(self, one: int, _two: int, _three: int) -> bool:
        return self._take_step("verify", one, ("submitted",), "desk_supervision")

    def lock(self, one: int, _two: int, _three: int) -> bool:
        return self._take_step("lock", one, ("verified",), "director")

    def reopen(self, one: int, _two: int, _three: int) -> bool:
        return self._take_step("reopen", one, ("verified", "locked"), "director", reason="Again")

    def _take_step(self, name: str, number: int, states: tuple[str, ...], by: str, **words: str) -> bool:
        with self.acting(by) as principal:
            found = NationalReturn.objects.visible_to(principal).filter(state__in=states).select_related("agency")
            every = list(found.order_by("week", "agency__code"))
            if not every:
                return False
            given = every[number % len(every)]
            take = getattr(returns, f"{name}_returns")
            take(principal=principal, returns=[given], versions=[given.version], **words)
        return True


OFTEN = ("open_suspect", "arrest", "step", "amend", "confirm", "submit", "verify")
SELDOM = (
    *("open_laborer", "open_syndicate", "open_asset", "delete", "restore", "undo", "reclassify", "withdraw"),
    *("transfer", "find_joint", "query", "lock", "reopen"),
)
ACTS = (*OFTEN, *OFTEN, *OFTEN, *SELDOM)
OPENING: tuple[Act, ...] = (
    ("open_suspect", 0, 0, 2),
    ("open_suspect", 1, 0, 3),
    ("open_suspect", 2, 0, 2),
    ("arrest", 0, 1, 0),
    ("arrest", 1, 1, 0),
    ("arrest", 2, 1, 0),
    ("confirm", 0, 0, 1),
    ("open_asset", 1, 1, 1),
    ("open_asset", 0, 3, 2),
    ("submit", 0, 0, 2),
    ("submit", 1, 0, 3),
    ("verify", 0, 0, 0),
    ("submit", 2, 0, 2),
    ("verify", 0, 0, 0),
    ("find_joint", 0, 1, 0),
    ("transfer", 1, 2, 0),
    ("verify", 0, 0, 0),
    ("confirm", 5, 0, 1),
)
"""Three countries arrest somebody with one number, find out, report and verify; a play begins somewhere in this."""
