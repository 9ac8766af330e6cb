"""What recipients say of the reports of the script: that they have them, and now and then what they were good for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from reporting.demo.agenda import Agenda
from reporting.demo.cast import Cast, role
from reporting.demo.chance import Dice
from reporting.demo.diary import Entry
from reporting.demo.exchange import feedback, receipt
from reporting.demo.script import Life
from reporting.demo.stage import RELEASE_AFTER

WORDS: Mapping[str, str] = {
    "useful": "It fits with what we knew (sample).",
    "acted_upon": "A search followed (sample).",
    "not_useful": "We knew it already (sample).",
}
VERDICTS: Mapping[str, float] = {"useful": 50, "acted_upon": 30, "not_useful": 20}


def echoes(cast: Cast, lives: Sequence[Life], agendas: Mapping[str, Agenda], seed: int) -> Iterator[Entry]:
    """Some hours or days after each release."""
    dice = Dice.of(seed, "echoes")
    for life in lives:
        for sharing in life.sharings if life.slug == "intelligence-reports" else ():
            released = agendas[life.agency].entry(sharing.session) + RELEASE_AFTER
            for key in sharing.to:
                had = released + timedelta(hours=dice.randint(2, 70))
                if dice.happens(0.85):
                    yield receipt(cast, {"at": had, "by": role("officer", key), "report": life.key})
                if dice.happens(0.5):
                    verdict = dice.weighted(VERDICTS)
                    said = {"verdict": verdict, "words": WORDS[verdict], "report": life.key}
                    yield feedback(
                        cast, {"at": had + timedelta(days=dice.randint(1, 9)), **said, "by": role("coordinator", key)}
                    )
