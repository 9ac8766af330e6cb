"""What agencies decide about records that are there: a release taken back, a stricter marking, identities sealed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import partial
from uuid import UUID

from operation.access.context import acting_as
from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.marking import Marking
from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.cases.records.suspect import Suspect
from operation.cases.sharing import recall_records, regrade_records
from operation.cases.vault.actions import write_identity
from operation.cases.vault.identity import Document, Identity
from operation.kernel import clock
from reporting.demo.agenda import DAY
from reporting.demo.chance import Dice
from reporting.demo.diary import Entry
from reporting.demo.names import Namer
from reporting.demo.staff import Desk
from reporting.demo.stage import CHANNEL
from reporting.demo.vocabulary import MEMBERS
from reporting.demo.writing import Script

TEN = time(10)
SEALED = 3
STRICTER = Marking(TLP.AMBER_STRICT, HandlingCode.H2)
RECALLED = "Invented: the inquiry for which it was released is over."
REGRADED = "Invented: a witness could be recognised by it."
NUMBER = "X{:08}"
DOCUMENT = "passport (invented)"


def decisions(
    desks: Mapping[str, Desk], script: Script, records: Mapping[str, CaseRecord], seed: int, today: date
) -> Iterator[Entry]:
    """Those of the last day before `today`, of each agency at ten in the morning of its own clock.

    About records of the script alone: what the stories released stays there for who follows them.
    """
    namer = Namer(seed)
    for key, desk in desks.items():
        moment = datetime.combine(today - DAY, TEN, tzinfo=script.agendas[key].zone)
        keys = [life.key for life in script.lives if life.agency == key and life.slug == "suspects"]
        dice = Dice.of(seed, key, "decisions")
        yield Entry(moment, partial(_decide, desk, moment, keys, records, namer, dice))


def _decide(
    desk: Desk, moment: datetime, keys: Sequence[str], records: Mapping[str, CaseRecord], namer: Namer, dice: Dice
) -> None:
    with clock.at(moment), acting_as(desk.coordinator, channel=CHANNEL):
        _take_back(desk.coordinator, [records[key].pk for key in keys if key in records])
    with clock.at(moment), acting_as(desk.protection, channel=CHANNEL):
        _seal(desk.protection, namer, dice)


def _take_back(principal: Principal, known: Sequence[UUID]) -> None:
    """Of the suspects that were released longest ago one is recalled from everybody, the next one marked stricter."""
    own = Suspect.objects.own(principal).filter(pk__in=known)
    released = own.filter(tlp=TLP.AMBER, grants__expires_at=None, grants__isnull=False)
    oldest = list(released.distinct().order_by("created_at", "pk")[:2])
    if oldest:
        recall_records(principal=principal, records=oldest[:1], reason=RECALLED)
    for record in oldest[1:]:
        regrade_records(
            principal=principal, records=[record], versions=[record.version], marking=STRICTER, reason=REGRADED
        )


def _seal(principal: Principal, namer: Namer, dice: Dice) -> None:
    """Who the first rescued laborers from the six countries are, written into the vault by their focal point."""
    known = RescuedLaborer.objects.own(principal).filter(citizenship__in=MEMBERS).order_by("created_at", "pk")
    for number, laborer in enumerate(known[:SEALED], start=1):
        country = laborer.citizenship.code
        document = Document(NUMBER.format(number), DOCUMENT, country)
        names = namer.person(country, laborer.sex, dice)
        write_identity(principal=principal, record=laborer, identity=Identity(names=names, documents=(document,)))
