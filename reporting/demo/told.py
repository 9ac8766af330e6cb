"""All that is told beside the script: the stories across borders and what every feature shows of them."""

from collections.abc import Iterator, Mapping
from datetime import date

from operation.people.models import User
from operation.plan.models import Operation
from reporting.demo.cases import cases
from reporting.demo.cast import Cast
from reporting.demo.diary import Entry
from reporting.demo.exchange import exchange
from reporting.demo.files import files
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
from reporting.demo.visits import visits

FEATURES = (matches, exchange, requests, removals, joint, meetings, knowledge, offers, visits, progress, files, talk)


def told(operation: Operation, people: Mapping[str, User], seed: int, today: date) -> Iterator[Entry]:
    """Everything that is told, each entry at its moment; what happens at one moment keeps this order."""
    cast = Cast(operation, people)
    yield from supervision(operation, people, today)
    yield from cases(cast, seed)
    for feature in FEATURES:
        yield from feature(cast)
    yield from machine(operation, today)
