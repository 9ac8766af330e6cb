"""All that is told beside the script: the stories across borders and what every feature shows of them."""

from collections.abc import Iterator
from datetime import date

from reporting.demo.asks import asks
from reporting.demo.cases import cases
from reporting.demo.cast import Cast
from reporting.demo.diary import Entry
from reporting.demo.echoes import echoes
from reporting.demo.exchange import exchange
from reporting.demo.files import files
from reporting.demo.flows import flows
from reporting.demo.joint import joint
from reporting.demo.knowledge import knowledge
from reporting.demo.machine import machine
from reporting.demo.matches import matches
from reporting.demo.meetings import meetings
from reporting.demo.offers import offers
from reporting.demo.progress import progress
from reporting.demo.removals import removals
from reporting.demo.requests import requests
from reporting.demo.supervision import supervision
from reporting.demo.talk import talk
from reporting.demo.targets import targets
from reporting.demo.visits import visits
from reporting.demo.watch import watch
from reporting.demo.writing import Script

FEATURES = (
    *(targets, matches, exchange, requests, removals, joint, meetings),
    *(knowledge, offers, visits, progress, files, talk),
)


def told(cast: Cast, seed: int, today: date, *, script: Script | None = None, share: float = 1.0) -> Iterator[Entry]:
    """Everything that is told, each entry at its moment; what happens at one moment keeps this order.

    `script`, whose records the cast knows: what others do about them is told too, and `share` of what happens by
    chance.
    """
    yield from supervision(cast, today)
    yield from cases(cast, seed)
    for feature in FEATURES:
        yield from feature(cast)
    if script is not None:
        yield from asks(cast, share, seed)
        yield from flows(cast, script.lives, script.agendas, seed)
        yield from echoes(cast, script.lives, script.agendas, seed)
    yield from machine(cast.operation, today)
    yield from watch(cast, today)
