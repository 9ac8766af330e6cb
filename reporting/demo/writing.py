"""The whole script from a seed: agendas of the agencies, and the lives of all records. Reads and writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from operation.access.handling import TLP
from reporting.demo.agenda import Agenda, Joint
from reporting.demo.assets import assets
from reporting.demo.chance import divide
from reporting.demo.fuller import fuller
from reporting.demo.laborers import laborers
from reporting.demo.names import Namer
from reporting.demo.others import others
from reporting.demo.script import Life
from reporting.demo.suspects import suspects
from reporting.demo.syndicates import syndicates
from reporting.demo.vocabulary import agencies
from reporting.indicators.weeks import Week

REVIEW_EVERY = 4


@dataclass(frozen=True)
class Size:
    """How many records of each kind the script holds, all agencies together; `others` is a share of fuller.py's."""

    syndicates: int = 25
    suspects: int = 1800
    laborers: int = 140
    assets: int = 900
    others: float = 1.0

    @property
    def counts(self) -> dict[str, int]:
        """Of the kinds that each agency has a share of."""
        return {name: number for name, number in vars(self).items() if name != "others"}


@dataclass(frozen=True)
class Script:
    """What every agency will do, week by week."""

    agendas: Mapping[str, Agenda]
    lives: tuple[Life, ...]


def write_script(*, seed: int, size: Size, weeks: Sequence[Week], joint: Sequence[Joint], today: date) -> Script:
    """The same seed, size and weeks give the same script."""
    agendas = {agency.key: Agenda(agency, weeks, joint, seed, today) for agency in agencies()}
    counts = {kind: divide(total, {a.key: a.shares[kind] for a in agencies()}) for kind, total in size.counts.items()}
    groups = [life for key, agenda in agendas.items() for life in syndicates(agenda, counts["syndicates"][key], seed)]
    namer = Namer(seed)
    lives = [*groups]
    for key, agenda in agendas.items():
        lives += suspects(agenda, counts["suspects"][key], groups, namer, seed)
        lives += laborers(agenda, counts["laborers"][key], seed)
        lives += assets(agenda, counts["assets"][key], seed)
    for agenda in agendas.values():
        lives += others(agenda, namer, seed)
        lives += fuller(agenda, size.others, namer, seed)
    for life in lives:
        life.verified_in = _review(life, agendas[life.agency])
    return Script(agendas, tuple(lives))


def _review(life: Life, agenda: Agenda) -> int | None:
    """The supervisor's next review after all has happened to a record; the last weeks are not reviewed yet."""
    if not life.verifiable or life.values["tlp"] == TLP.RED:
        return None
    session = life.last_session + REVIEW_EVERY - life.last_session % REVIEW_EVERY
    return session if session < agenda.sessions[-1] else None
